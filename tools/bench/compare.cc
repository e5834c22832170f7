#include "libcg/bench/compare.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

/// A CI job that has no baseline yet must be able to tell that from a failure.
constexpr int kExitNoBaseline = 5;

struct CompareArguments {
  std::string old_run, new_run;
  double min_effect_percent = 2;
  bench::CompareOptions compare;
};

int run_compare(const BenchOptions& options, const CompareArguments& given) {
  cli::ProgressBar messages(message_settings(options));
  std::error_code ignored;
  if (given.old_run != "-" && !std::filesystem::exists(given.old_run, ignored)) {
    messages.warning(given.old_run, "there is no baseline; keep a run of the version to compare with under this name");
    return kExitNoBaseline;
  }
  bench::CompareOptions compare = given.compare;
  compare.min_effect = given.min_effect_percent / 100;
  const bench::ComparedRuns compared = bench::compare_runs(read_run(given.old_run), read_run(given.new_run), compare);

  cli::Output output;
  cli::RecordWriter writer(output, cli::record_style(options.common), {"benchmark", "change", "ratio", "low", "high", "p", "unit", "old", "new", "note"});
  for (const bench::Comparison& one : compared.comparisons) {
    if (options.common.json) {
      writer.write({one.benchmark, name_of(one.change), one.ratio.estimate, one.ratio.low, one.ratio.high, one.p, name_of(one.unit), one.old_median, one.new_median, one.note});
      continue;
    }
    writer.write({one.benchmark, name_of(one.change), fmt::format("{:.3f}", one.ratio.estimate), fmt::format("{:.3f}", one.ratio.low),
                  fmt::format("{:.3f}", one.ratio.high), fmt::format("{:.2g}", one.p), name_of(one.unit), fmt::format("{:.1f}", one.old_median),
                  fmt::format("{:.1f}", one.new_median), one.note});
  }
  writer.finish();
  for (const std::string& name : compared.only_old) messages.warning(name, "only in the first run");
  for (const std::string& name : compared.only_new) messages.note(name, "only in the second run");
  return compared.regressed() ? cli::kExitNothing : cli::kExitFound;
}

}  // namespace

BenchVerb add_compare(CLI::App& tool, BenchOptions& options) {
  auto given = std::make_shared<CompareArguments>();
  CLI::App* verb = add_table_verb(tool, options, "compare", "Whether a run is slower than an earlier one; exit status 1 if it is, 5 without a baseline");
  verb->add_option("old", given->old_run, "The run to compare with")->type_name("FILE")->required();
  verb->add_option("new", given->new_run, "The run to judge")->type_name("FILE")->required();
  verb->add_option("--min-effect", given->min_effect_percent, "Changes below this are none")->type_name("PERCENT")->capture_default_str()->check(CLI::Range(0.0, 1000.0));
  verb->add_option("--alpha", given->compare.alpha, "How often equal runs may be called different")->type_name("SHARE")->capture_default_str()->check(CLI::Range(1e-9, 0.5));
  verb->add_flag("--other-machine", given->compare.other_machine, "Compare runs of different machines all the same");
  verb->add_flag("--other-index", given->compare.other_index, "Compare runs of different indexes all the same");
  return {verb, [&options, given] { return run_compare(options, *given); }};
}

}  // namespace cg::tools
