// beside_faiss [ROWS] [DIM] [clusters|random]: one question at a time, top 10 by inner product of rows of length 1, beside
// FAISS's IndexFlatIP (Debian's libfaiss-dev), by turns in one run, in CPU time of the one thread. Built where FAISS is.

#include <faiss/IndexFlat.h>
#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "tests/bench/made_rows.h"

int main(int argc, char** argv) {
  using namespace cg;
  omp_set_num_threads(1);
  const MadeRows made(argc, argv);
  const std::size_t count = made.count();
  const std::size_t dim = made.dim();
  const auto rows = made.rows();
  const auto queries = made.queries();

  std::int64_t start = thread_cpu_ns();
  const embed::KnnIndex index(rows, embed::Metric::kDot, 1);
  const double built_s = static_cast<double>(thread_cpu_ns() - start) / 1e9;
  faiss::IndexFlatIP flat(static_cast<faiss::Index::idx_t>(dim));
  flat.add(static_cast<faiss::Index::idx_t>(count), made.numbers());

  std::vector<double> ours;
  std::vector<double> theirs;
  std::size_t hits = 0;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t q = 0; q < MadeRows::kQueries; ++q) {
      const embed::QueryBlock one = MadeRows::one_of(queries, q);
      start = thread_cpu_ns();
      const auto found = index.search(one, 10, 1)[0];
      ours.push_back(static_cast<double>(thread_cpu_ns() - start) / 1e6);
      float scores[10];
      faiss::Index::idx_t ids[10];
      start = thread_cpu_ns();
      flat.search(1, one.numbers.data(), 10, scores, ids);
      theirs.push_back(static_cast<double>(thread_cpu_ns() - start) / 1e6);
      for (const auto& s : found) hits += static_cast<std::size_t>(std::count(ids, ids + 10, static_cast<faiss::Index::idx_t>(s.id)));
    }
  }
  std::ranges::sort(ours);
  std::ranges::sort(theirs);
  fmt::print("{} rows of {}, {}: built in {:.2f} s; ours {:.2f} ms, FAISS Flat {:.2f} ms (medians of {}), {:.1f} x; recall {:.4f}\n", count, dim,
             made.kind(), built_s, ours[ours.size() / 2], theirs[theirs.size() / 2], ours.size(),
             theirs[theirs.size() / 2] / ours[ours.size() / 2], static_cast<double>(hits) / (10.0 * static_cast<double>(ours.size())));
  return 0;
}
