// The metric "node query latency", in the three ways in which it is met: a process that is started for one question, a
// process that opens the index for one question, and a process that has the index open.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/subprocess.h"
#include "libcg/bench/benchmark.h"

namespace cg::bench {
namespace {

constexpr const char* kMetric = "node_query_latency";

/// The tail of single calls of ask(name), over the drawn names.
template <class Ask>
Tail tail_over(const Workload& workload, std::size_t most, Ask&& ask) {
  std::vector<double> calls;
  for (std::size_t i = 0; i < std::min(most, workload.draws.size()); ++i) {
    const std::string& name = workload.ranked[workload.draws[i]].name;
    const std::int64_t begin = monotonic_ns();
    ask(name);
    calls.push_back(static_cast<double>(std::max<std::int64_t>(monotonic_ns() - begin, 1)));
  }
  return tail_of(calls);
}

/// A way that asks for the next drawn names, `batch` a call, always the same ones.
template <class Ask>
Way asking(const Workload& workload, std::size_t batch, Ask ask) {
  return [&workload, batch, ask]() mutable {
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < batch; ++i) digest += ask(workload.ranked[workload.draws[i % workload.draws.size()]].name);
    return digest;
  };
}

}  // namespace

void bench_query_cold(Bench& bench) {
  const auto& settings = bench.settings();
  const std::string tool = (settings.tools / "cg-query").string();
  if (!std::filesystem::exists(tool)) {
    bench.missing("query.cold", kMetric, fmt::format("{}: there is no cg-query beside cg-bench; install both", tool));
    return;
  }
  const Workload& workload = bench.workload();
  // A name of middling rank: the first ones have thousands of callers, and printing them would be what is measured.
  const std::string& name = workload.ranked[workload.ranked.size() / 2].name;
  const auto run = [](const std::vector<std::string>& argv) {
    const CommandResult result = run_command(argv);
    if (result.exit_status > 1) throw Error(ErrorKind::kIo, fmt::format("{}: it failed: {}", argv[0], result.errors));
    return std::uint64_t{1};  // two programs that print differently: there are no answers to compare
  };
  const Way ours = [&] { return run({tool, "-i", settings.index.string(), "--quiet", "callers", "--", name}); };
  MeasurePlan plan = bench.plan(2);
  plan.min_rounds = 10;
  Way grep;
  if (std::filesystem::exists(settings.tree)) {
    grep = [&] { return run({"grep", "-rnwIF", "--exclude-dir=.git", "--exclude-dir=.cg", "-e", name, settings.tree.string()}); };
  }
  Result result = bench.time({"query.cold", kMetric, "grep -rnwIF NAME TREE, as a process, file cache warm", grep,
                              "cg-query callers NAME, as a process, file cache warm", ours}, plan);
  result.note = grep ? "grep finds the word, not its callers; it is what there is without an index"
                     : "the tree is not where it was indexed, so there was nothing for grep to read";
  result.after.tail = tail_of(result.after.samples);
  bench.add(std::move(result));
}

void bench_query_open(Bench& bench) {
  const Workload& workload = bench.workload();
  const auto& index = bench.settings().index;
  const auto open_and_ask = [&index](const graph::ReaderMemory& memory) {
    return [&index, memory](const std::string& name) {
      graph::IndexReader reader(index, memory);
      return callers_digest(reader, name);
    };
  };
  constexpr std::size_t kBatch = 8;
  const graph::ReaderMemory none{1, 1};
  bench.close_reader();
  Result result = bench.time({"query.open", "", "open the index, one question, every page decoded anew", asking(workload, kBatch, open_and_ask(none)),
                              "open the index, one question", asking(workload, kBatch, open_and_ask({})), kBatch}, bench.plan());
  result.after.tail = tail_over(workload, 400, open_and_ask({}));
  bench.add(std::move(result));
}

void bench_query_warm(Bench& bench) {
  const Workload& workload = bench.workload();
  graph::IndexReader& reader = bench.reader();
  const auto ours = [&reader](const std::string& name) { return callers_digest(reader, name); };
  constexpr std::size_t kBatch = 32;
  const PlainGraph* plain = bench.plain();
  const auto theirs = [plain](const std::string& name) { return plain->callers(name); };
  Result result = bench.time({"query.warm", "", "callers in structs of strings, all of them loaded, hash tables",
                              plain != nullptr ? asking(workload, kBatch, theirs) : Way{}, "callers in the index, open and warm",
                              asking(workload, kBatch, ours), kBatch}, bench.plan());
  if (plain != nullptr) result.before->tail = tail_over(workload, 2000, theirs);
  result.note = plain != nullptr ? "the plain graph must be loaded first, and takes the memory that graph.memory says" : bench.why_not_plain();
  result.after.tail = tail_over(workload, 2000, ours);
  bench.add(std::move(result));
}

}  // namespace cg::bench
