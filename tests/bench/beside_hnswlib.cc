// beside_hnswlib [ROWS] [DIM] [clusters|random]: one question at a time, top 10 by inner product of rows of length 1, beside
// hnswlib (Debian's libhnswlib-dev; M 16, ef of building 200), by turns in one run, in CPU time of the one thread. Its graph is an
// approximation whose recall goes with ef, so it is asked with several. Built with CG_BENCH_PEERS.

#include <fmt/format.h>
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "tests/bench/made_rows.h"

int main(int argc, char** argv) {
  using namespace cg;
  const MadeRows made(argc, argv);
  const std::size_t count = made.count();
  const std::size_t dim = made.dim();
  const auto rows = made.rows();
  const auto queries = made.queries();

  std::int64_t start = thread_cpu_ns();
  const embed::KnnIndex index(rows, embed::Metric::kDot, 1);
  const double built_s = static_cast<double>(thread_cpu_ns() - start) / 1e9;
  const float* const numbers = made.numbers();
  hnswlib::InnerProductSpace space(dim);
  start = thread_cpu_ns();
  hnswlib::HierarchicalNSW<float> graph(&space, count, 16, 200);
  for (std::size_t r = 0; r < count; ++r) graph.addPoint(numbers + r * dim, r);
  fmt::print("{} rows of {}, {}: ours built in {:.2f} s, hnswlib in {:.2f} s\n", count, dim, made.kind(), built_s,
             static_cast<double>(thread_cpu_ns() - start) / 1e9);
  const auto exact = embed::exact_neighbours(rows, queries, embed::Metric::kDot, 10, 1);
  const auto hits_of = [&](std::size_t q, std::size_t id) {
    return static_cast<std::size_t>(std::count_if(exact[q].begin(), exact[q].end(), [&](const auto& s) { return s.id == id; }));
  };
  for (const std::size_t ef : {std::size_t{16}, std::size_t{64}, std::size_t{256}}) {
    graph.setEf(ef);
    std::vector<double> ours, theirs;
    std::size_t our_hits = 0, their_hits = 0;
    for (int round = 0; round < 3; ++round) {
      for (std::size_t q = 0; q < MadeRows::kQueries; ++q) {
        const embed::QueryBlock one = MadeRows::one_of(queries, q);
        start = thread_cpu_ns();
        const auto found = index.search(one, 10, 1)[0];
        ours.push_back(static_cast<double>(thread_cpu_ns() - start) / 1e6);
        start = thread_cpu_ns();
        auto near = graph.searchKnn(one.numbers.data(), 10);
        theirs.push_back(static_cast<double>(thread_cpu_ns() - start) / 1e6);
        for (const auto& s : found) our_hits += hits_of(q, s.id);
        for (; !near.empty(); near.pop()) their_hits += hits_of(q, near.top().second);
      }
    }
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    const double asked_for = 10.0 * static_cast<double>(ours.size());
    fmt::print("ef {}: ours {:.3f} ms, recall {:.4f}; hnswlib {:.3f} ms, recall {:.4f} (medians of {})\n", ef, ours[ours.size() / 2],
               static_cast<double>(our_hits) / asked_for, theirs[theirs.size() / 2], static_cast<double>(their_hits) / asked_for, ours.size());
  }
  return 0;
}
