// A shortest path through the call graph: breadth first from both ends, against the textbook's from one.

#include <set>
#include <vector>

#include "libcg/bench/benchmark.h"
#include "libcg/graph/traversal.h"

namespace cg::bench {
namespace {

constexpr std::uint32_t kMostSteps = 4;
constexpr graph::EdgeFilter kCalls{.kinds = graph::kCallKinds};

/// Steps of a shortest path from one end alone; 0 if there is none.
std::uint64_t plain_distance(graph::IndexReader& reader, SymbolRef from, SymbolRef to) {
  std::set<SymbolRef> seen{from};
  std::vector<SymbolRef> front{from};
  for (std::uint32_t depth = 1; depth <= kMostSteps && !front.empty(); ++depth) {
    std::vector<SymbolRef> next;
    for (const graph::Step& step : graph::reach_from(reader, front, kCalls, 1).steps) {
      if (step.edge.target == to) return depth;
      if (step.edge.target.valid() && seen.insert(step.edge.target).second) next.push_back(step.edge.target);
    }
    front = std::move(next);
  }
  return 0;
}

struct Ends {
  SymbolRef from, to;
};

/// A caller of a caller of a symbol, so that there is a path to find, and that symbol.
std::vector<Ends> draw_ends(Bench& bench, std::size_t count) {
  std::vector<Ends> ends;
  Random random(bench.settings().seed);
  const Workload& workload = bench.workload();
  for (std::size_t tries = 0; tries < 50 * count && ends.size() < count; ++tries) {
    const SymbolRef to = workload.ranked[random.below(workload.ranked.size())].symbol;
    SymbolRef from = to;
    for (int step = 0; step < 3; ++step) {
      const auto edges = graph::edges_into(bench.reader(), from, kCalls).edges;
      if (edges.empty()) break;
      const SymbolRef source = edges[random.below(edges.size())].source;
      if (source.ordinal == 0) break;
      from = source;
    }
    if (from != to) ends.push_back({from, to});
  }
  return ends;
}

}  // namespace

void bench_path(Bench& bench) {
  constexpr std::size_t kPaths = 8;
  const auto ends = draw_ends(bench, kPaths);
  if (ends.empty()) {
    bench.missing("path", "", "no symbol of this index is called by another that is called itself");
    return;
  }
  graph::IndexReader reader(bench.settings().index, graph::ReaderMemory::for_walks());
  const Way one_end = [&] {
    std::uint64_t sum = 0;
    for (const Ends& pair : ends) sum = sum * 16 + plain_distance(reader, pair.from, pair.to);
    return sum;
  };
  const Way both_ends = [&] {
    std::uint64_t sum = 0;
    for (const Ends& pair : ends) {
      sum = sum * 16 + graph::shortest_path(reader, std::span(&pair.from, 1), std::span(&pair.to, 1), kCalls, kMostSteps).size();
    }
    return sum;
  };
  MeasurePlan plan = bench.plan();
  plan.min_rounds = 5;
  plan.warm_up_rounds = 1;
  Result result = bench.time({"path", "", "breadth first from one end", one_end, "breadth first from both ends, the smaller front first",
                              both_ends, ends.size()}, plan);
  result.facts = {{"paths", static_cast<double>(ends.size())}, {"most_steps", kMostSteps}};
  bench.add(std::move(result));
}

}  // namespace cg::bench
