#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "libcg/base/error.h"
#include "libcg/bench/run_suite.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

struct RunOptions {
  std::vector<std::string> suites{"quick"};
  std::uint64_t seed = 1;
  std::string replay;
  bool list = false;
};

int list_benchmarks(const BenchOptions& options) {
  cli::Output output;
  cli::RecordWriter writer(output, cli::record_style(options.common), {"benchmark", "suite", "what"});
  for (const bench::Benchmark& one : bench::benchmarks()) writer.write({one.name, one.quick ? "quick,full" : "full", one.what});
  writer.finish();
  return cli::kExitFound;
}

int run_benchmarks(const BenchOptions& options, const RunOptions& run) {
  if (run.list) return list_benchmarks(options);
  cli::ProgressBar events(message_settings(options));
  bench::SuiteOptions suite{.suites = run.suites, .seed = run.seed, .tools = tools_directory()};
  if (!run.replay.empty()) {
    suite.trace = read_text(run.replay);
    suite.trace_file = run.replay;
    if (suite.trace.empty()) throw Error(ErrorKind::kFormat, fmt::format("{}: an empty trace; record one with CG_TRACE", run.replay));
  }
  cli::Output output;
  const bool good = bench::run_suite(index_directory(options), suite, events, [&](std::string_view line) {
    output.write(line);
    output.flush();  // half an hour of measuring is not lost with the last line
  });
  events.clear();
  if (!good) throw Error(ErrorKind::kIo, "the run is void: the index was changed, or the clock was, while it ran; measure again");
  return events.count(Severity::kError) > 0 ? cli::kExitError : cli::kExitFound;
}

}  // namespace

BenchVerb add_run(CLI::App& tool, BenchOptions& options) {
  auto run = std::make_shared<RunOptions>();
  CLI::App* verb = add_table_verb(tool, options, "run", "Measure, and write a run as JSONL");
  verb->add_option("--suite", run->suites, "quick, full, or benchmarks by name; may be given several times")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->capture_default_str();
  verb->add_option("--seed", run->seed, "What is asked is drawn with this seed")->type_name("NUMBER")->capture_default_str()->check(CLI::NonNegativeNumber);
  verb->add_option("--replay", run->replay, "Ask what was recorded with CG_TRACE instead of what is drawn")->type_name("FILE");
  verb->add_flag("--list", run->list, "Name the benchmarks and measure nothing");
  cli::add_progress_option(*verb, options.common);
  return {verb, [&options, run] { return run_benchmarks(options, *run); }};
}

}  // namespace cg::tools
