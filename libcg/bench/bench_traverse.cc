// Walks over edges: what one costs from a decoded page, from how many symbols on threads pay, and what a deadline takes and keeps.

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/clock.h"
#include "libcg/base/deadline.h"
#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"
#include "libcg/bench/benchmark.h"
#include "libcg/graph/traversal.h"

namespace cg::bench {
namespace {

constexpr graph::EdgeFilter kCalls{.kinds = graph::kCallKinds};

/// Puts back what was turned for a while.
class Turned {
 public:
  explicit Turned(std::uint64_t parallel_from) : before_(knobs()) {
    Knobs now = before_;
    now.walk_parallel_from = parallel_from;
    set_knobs(now);
  }
  ~Turned() { set_knobs(before_); }
  Turned(const Turned&) = delete;
  Turned& operator=(const Turned&) = delete;

 private:
  Knobs before_;
};

std::uint64_t digest_of(const graph::Reach& reach) {
  std::uint64_t digest = reach.hidden;
  for (const graph::Step& step : reach.steps) digest = digest * 31 + (std::uint64_t{step.edge.source.file} << 20U) + step.edge.source.ordinal + step.edge.at.line;
  return digest;
}

}  // namespace

void bench_adjacency(Bench& bench) {
  // The most called symbols whose lists fit a cache, each asked again and again: its page is the reader's current one.
  graph::IndexReader& reader = bench.reader();
  const Workload& workload = bench.workload();
  SymbolRef symbol;
  std::vector<graph::IncomingRow> rows;
  for (const Asked& asked : workload.ranked) {
    rows = reader.incoming(asked.symbol);
    symbol = asked.symbol;
    if (rows.size() <= 2000) break;
  }
  const auto digest = [](const std::vector<graph::IncomingRow>& list) {
    std::uint64_t sum = 0;
    for (const graph::IncomingRow& row : list) sum += row.source.ordinal + row.at.line;
    return sum;
  };
  const Way copied = [&] {
    const std::vector<graph::IncomingRow> copy = rows;
    return digest(copy);
  };
  Result result = bench.time({"adjacency", "", "the same rows copied from structs, a neighbour", copied, "edges into a symbol, decoded from its page, a neighbour",
                              [&] { return digest(reader.incoming(symbol)); }, std::max<std::size_t>(rows.size(), 1)}, bench.plan(0.3));
  result.facts = {{"neighbours", static_cast<double>(rows.size())}};
  bench.add(std::move(result));
}

void bench_traverse(Bench& bench) {
  const Workload& workload = bench.workload();
  const int threads = thread_count();
  if (threads < 2) return bench.missing("traverse", "", "there is one processor");
  graph::IndexReader reader(bench.settings().index, graph::ReaderMemory::for_walks());
  std::vector<SymbolRef> front;
  for (const Asked& asked : workload.ranked) front.push_back(asked.symbol);
  for (const std::size_t size : {std::size_t{64}, std::size_t{512}, std::size_t{4096}, std::size_t{32768}}) {
    const std::size_t count = std::min(size, front.size());
    const auto expand = [&, count](std::uint64_t parallel_from) -> Way {
      return [&, count, parallel_from] {
        const Turned turned(parallel_from);
        return digest_of(graph::reach_into(reader, std::span(front).first(count), kCalls, 1));
      };
    };
    MeasurePlan plan = bench.plan(0.5);
    plan.min_rounds = 7;
    Result result = bench.time({fmt::format("traverse.{}", size), "", "one thread, a symbol of the front", expand(~std::uint64_t{0}),
                                fmt::format("{} threads, a symbol of the front", threads), expand(1), count}, plan);
    result.facts = {{"front", static_cast<double>(count)}, {"threads", static_cast<double>(threads)},
                    {"parallel_from", static_cast<double>(knobs().walk_parallel_from)}};
    bench.add(std::move(result));
    if (count < size) break;
  }
}

void bench_deadline(Bench& bench) {
  constexpr double kFar = 3600;
  constexpr std::uint32_t kSteps = 2;
  const Workload& workload = bench.workload();
  graph::IndexReader reader(bench.settings().index, graph::ReaderMemory::for_walks());
  const SymbolRef start = workload.ranked[workload.ranked.size() / 2].symbol;
  const auto walk = [&](double seconds, SymbolRef from, std::uint32_t steps) {
    set_deadline(seconds);
    const std::uint64_t digest = digest_of(graph::reach_into(reader, std::span(&from, 1), kCalls, steps));
    return digest;
  };
  Result result = bench.time({"deadline", "", "callers, two steps, without a deadline", [&] { return walk(0, start, kSteps); },
                              "the same with a deadline that is far away", [&] { return walk(kFar, start, kSteps); }, 1}, bench.plan(0.5));
  // How late a walk over everything that reaches the most called symbol ends.
  constexpr double kSoon = 0.005;
  std::vector<double> late_ms;
  for (int i = 0; i < 20; ++i) {
    const std::int64_t begin = monotonic_ns();
    static_cast<void>(walk(kSoon, workload.ranked.front().symbol, graph::kNoDepthLimit));
    const double took_ms = static_cast<double>(monotonic_ns() - begin) / 1e6;
    if (stopped_by_deadline()) late_ms.push_back(took_ms - kSoon * 1e3);
  }
  set_deadline(0);
  result.facts = {{"stopped_of_20", static_cast<double>(late_ms.size())}};
  if (!late_ms.empty()) {
    result.facts["late_ms_median"] = median(late_ms);
    result.facts["late_ms_most"] = *std::max_element(late_ms.begin(), late_ms.end());
  }
  result.note = "late: by how much a walk over all that reaches the most called symbol outlasts 5 ms";
  bench.add(std::move(result));
}

}  // namespace cg::bench
