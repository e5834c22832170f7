// Many questions at once on one index: threads with a reader each, and processes.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/base/subprocess.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/fingerprint.h"

namespace cg::bench {
namespace {

constexpr std::size_t kPerThread = 64;

void by_threads(Bench& bench, int threads) {
  const Workload& workload = bench.workload();
  const auto name_of_question = [&](int thread, std::size_t i) -> const std::string& {
    return workload.ranked[workload.draws[(static_cast<std::size_t>(thread) * kPerThread + i) % workload.draws.size()]].name;
  };
  std::vector<std::unique_ptr<graph::IndexReader>> readers;
  for (int thread = 0; thread < threads; ++thread) {
    readers.push_back(std::make_unique<graph::IndexReader>(bench.settings().index, graph::ReaderMemory::for_questions(true)));
  }
  graph::IndexReader shared(bench.settings().index, {1, 1});
  std::mutex lock;
  const auto all = static_cast<std::size_t>(threads);
  const auto ask_all = [&](auto&& ask) {
    std::vector<std::uint64_t> digests(all);
    // One index a thread's share: parallel_for hands them out even where fewer threads come than were asked for.
    parallel_for(all, threads, [&](std::size_t share, int) {
      for (std::size_t i = 0; i < kPerThread; ++i) digests[share] += ask(share, name_of_question(static_cast<int>(share), i));
    });
    std::uint64_t sum = 0;
    for (const std::uint64_t digest : digests) sum += digest;
    return sum;
  };
  const Way before = [&] {
    return ask_all([&](std::size_t, const std::string& name) {
      const std::lock_guard guard(lock);
      return callers_digest(shared, name);
    });
  };
  const Way after = [&] {
    return ask_all([&](std::size_t share, const std::string& name) { return callers_digest(*readers[share], name); });
  };
  Result result = bench.time({"concurrent.threads", "concurrent_queries", "one reader without a cache behind one lock", before,
                              "a reader with a cache for each thread, no locks", after, all * kPerThread}, bench.plan());
  double callers = 0;
  for (std::size_t i = 0; i < all * kPerThread; ++i) callers += workload.ranked[workload.draws[i % workload.draws.size()]].in_degree;
  result.facts = {{"threads", static_cast<double>(threads)},
                  {"queries_per_second", 1e9 / median(result.after.samples)},
                  {"callers_per_question", callers / static_cast<double>(all * kPerThread)}};
  bench.add(std::move(result));
}

void by_processes(Bench& bench, int processes) {
  const std::string tool = (bench.settings().tools / "cg-query").string();
  if (!std::filesystem::exists(tool)) {
    bench.missing("concurrent.processes", "", fmt::format("{}: there is no cg-query beside cg-bench; install both", tool));
    return;
  }
  constexpr std::size_t kQuestions = 200;
  const Workload& workload = bench.workload();
  std::string questions;
  for (std::size_t i = 0; i < kQuestions; ++i) questions += workload.ranked[workload.draws[i % workload.draws.size()]].name + "\n";
  const std::vector<std::string> argv{tool, "-i", bench.settings().index.string(), "--quiet", "callers", "-"};
  const auto run = [&](int at_once) {
    std::vector<std::uint64_t> bytes(static_cast<std::size_t>(processes));
    parallel_for(bytes.size(), at_once, [&](std::size_t i, int) {
      const CommandResult answer = run_command(argv, {.input = questions});
      if (answer.exit_status > 1) throw Error(ErrorKind::kIo, fmt::format("{}: it failed: {}", tool, answer.errors));
      bytes[i] = answer.output.size();
    });
    std::uint64_t sum = 0;
    for (const std::uint64_t one : bytes) sum += one;
    return sum;
  };
  MeasurePlan plan = bench.plan();
  plan.min_rounds = 5;
  plan.warm_up_rounds = 1;
  Result result = bench.time({"concurrent.processes", "", "the processes one after the other", [&] { return run(1); }, "all processes at once",
                              [&] { return run(processes); }, static_cast<std::size_t>(processes) * kQuestions}, plan);
  result.facts = {{"processes", static_cast<double>(processes)}, {"queries_per_second", 1e9 / median(result.after.samples)}};
  result.note = fmt::format("each process answers {} questions; its start and its printing are included", kQuestions);
  bench.add(std::move(result));
}

}  // namespace

void bench_concurrent(Bench& bench) {
  const int threads = std::max(2, static_cast<int>(read_fingerprint().usable_cores));
  by_threads(bench, threads);
  if (!bench.settings().targets_only) by_processes(bench, threads);
}

}  // namespace cg::bench
