#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/bench/targets.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

struct TargetsOptions {
  std::string run;
  std::string targets;
  bool print = false;
};

/// Three significant digits are what samples bear out.
cli::Field figure(std::string& text, double value) {
  if (value == 0) return {};
  text = fmt::format("{:.3g}", value);
  if (text.find('e') != std::string::npos) text = fmt::format("{:.0f}", value);
  return std::string_view(text);
}

int run_targets(const BenchOptions& options, const TargetsOptions& given) {
  if (given.print) {
    cli::Output output;
    output.write(bench::default_targets());
    output.flush();
    return cli::kExitFound;
  }
  const auto targets = given.targets.empty() ? bench::parse_targets(bench::default_targets(), "default targets")
                                             : bench::parse_targets(read_text(given.targets), given.targets);
  const bench::Run run = read_run(given.run);
  cli::Output output;
  cli::RecordWriter writer(output, cli::record_style(options.common),
                           {"metric", "measure", "published_before", "target", "before", "measured", "reached", "benchmark", "note"});
  bool missed = false;
  for (const bench::Judgement& one : bench::judge(targets, run)) {
    missed = missed || one.reached == bench::Reached::kMissed;
    if (options.common.json) {
      const auto known = [](double value) { return value == 0 ? cli::Field() : cli::Field(value); };
      writer.write({one.target.metric, name_of(one.target.measure), one.target.published_before, one.target.target, known(one.before),
                    known(one.measured), name_of(one.reached), one.target.benchmark, one.note});
      continue;
    }
    std::string texts[4];
    writer.write({one.target.metric, name_of(one.target.measure), figure(texts[0], one.target.published_before), figure(texts[1], one.target.target),
                  figure(texts[2], one.before), figure(texts[3], one.measured), name_of(one.reached), one.target.benchmark, one.note});
  }
  writer.finish();
  return missed ? cli::kExitNothing : cli::kExitFound;
}

}  // namespace

BenchVerb add_targets(CLI::App& tool, BenchOptions& options) {
  auto given = std::make_shared<TargetsOptions>();
  CLI::App* verb = add_table_verb(tool, options, "targets", "Which targets a run meets; exit status 1 if one is missed");
  auto* run = verb->add_option("run", given->run, "A run, or - to read it from standard input")->type_name("FILE");
  verb->add_option("--targets", given->targets, "The targets; by default the published figures")->type_name("FILE");
  auto* print = verb->add_flag("--print-targets", given->print, "Write the default targets, to be edited");
  run->excludes(print);
  verb->callback([verb, given] {
    if (given->run.empty() && !given->print) throw CLI::RequiredError(verb->get_name() + ": run");
  });
  return {verb, [&options, given] { return run_targets(options, *given); }};
}

}  // namespace cg::tools
