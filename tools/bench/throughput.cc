#include "libcg/bench/throughput.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/bench/indexed_tree.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

int run_throughput(const BenchOptions& options, bench::ThroughputOptions given) {
  cli::ProgressBar messages(message_settings(options));
  const auto index = index_directory(options);
  {
    graph::IndexReader reader(index);
    given.tree = bench::indexed_tree(reader, index);
  }
  given.tools = tools_directory();
  const bench::Throughput found = bench::measure_throughput(given, messages);
  messages.clear();
  cli::Output output;
  cli::RecordWriter writer(output, cli::record_style(options.common), {"measure", "value"});
  const auto figure = [&](const char* measure, double value) {
    if (options.common.json) {
      writer.write({measure, value});
    } else {
      writer.write({measure, fmt::format("{:.3f}", value)});
    }
  };
  writer.write({"queries", found.queries + found.process_queries});
  writer.write({"wrong_answers", found.wrong});
  writer.write({"failed_openings", found.failed});
  writer.write({"indexes_published", found.builds});
  writer.write({"generations_seen", found.generations});
  figure("thread_queries_per_second", static_cast<double>(found.queries) / found.seconds);
  figure("process_queries_per_second", static_cast<double>(found.process_queries) / found.seconds);
  figure("p50_ms", found.tail.p50 / 1e6);
  figure("p95_ms", found.tail.p95 / 1e6);
  figure("p99_ms", found.tail.p99 / 1e6);
  figure("max_ms", found.tail.max / 1e6);
  writer.finish();
  if (found.wrong > 0) messages.error({}, "answers differ from the serial ones; please report it");
  if (found.failed > 0) messages.error({}, fmt::format("the index could not be read while it was replaced; please report it: {}", found.first_failure));
  return found.wrong + found.failed > 0 ? cli::kExitNothing : cli::kExitFound;
}

}  // namespace

BenchVerb add_throughput(CLI::App& tool, BenchOptions& options) {
  auto given = std::make_shared<bench::ThroughputOptions>();
  CLI::App* verb = add_table_verb(tool, options, "throughput", "Many questions at once while the index is replaced; exit status 1 for a wrong answer");
  verb->add_option("--threads", given->threads, "Threads that ask, each with a reader of its own")->type_name("N")->capture_default_str()->check(CLI::Range(1, 256));
  verb->add_option("--processes", given->processes, "Processes that ask at any time")->type_name("N")->capture_default_str()->check(CLI::Range(0, 256));
  verb->add_option("--seconds", given->seconds, "For how long")->type_name("SECONDS")->capture_default_str()->check(CLI::Range(0.1, 3600.0));
  cli::add_progress_option(*verb, options.common);
  return {verb, [&options, given] { return run_throughput(options, *given); }};
}

}  // namespace cg::tools
