// beside_hnswlib [ROWS] [DIM] [clusters|random]: one question at a time, top 10 by inner product of rows of length 1, beside
// hnswlib (Debian's libhnswlib-dev; M 16, ef of building 200), by turns in one run, in CPU time of the one thread. Its graph is an
// approximation whose recall goes with ef, so it is asked with several. Built with CG_BENCH_PEERS.

#include <fmt/format.h>
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "libcg/embed/npy_header.h"

int main(int argc, char** argv) {
  using namespace cg;
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1000000;
  const std::size_t dim = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 256;
  const bool clusters = argc <= 3 || std::string(argv[3]) == "clusters";
  constexpr std::size_t kQueries = 16;
  std::minstd_rand random(7);
  const auto number = [&] {
    float sum = 0;
    for (int i = 0; i < 4; ++i) sum += static_cast<float>(random()) / 2147483647.0F - 0.5F;
    return sum;
  };
  std::vector<float> centres(1000 * dim);
  for (float& x : centres) x = clusters ? number() : 0;
  const auto make = [&](std::size_t rows) {
    std::string bytes = embed::npy_header("<f4", rows, dim);
    std::vector<float> row(dim);
    for (std::size_t r = 0; r < rows; ++r) {
      const float* centre = centres.data() + random() % 1000 * dim;
      for (std::size_t i = 0; i < dim; ++i) row[i] = centre[i] + number();
      embed::normalise(row);
      bytes.append(reinterpret_cast<const char*>(row.data()), dim * sizeof(float));
    }
    return bytes;
  };
  const std::string base = make(count);
  const std::string asked = make(kQueries);
  const auto rows = embed::VectorRows::parse(base, embed::VectorFormat::kNpy, "base");
  const auto queries = embed::read_queries(embed::VectorRows::parse(asked, embed::VectorFormat::kNpy, "asked"), embed::Metric::kDot);

  std::int64_t start = thread_cpu_ns();
  const embed::KnnIndex index(rows, embed::Metric::kDot, 1);
  const double built_s = static_cast<double>(thread_cpu_ns() - start) / 1e9;
  const auto* numbers = reinterpret_cast<const float*>(base.data() + base.size() - count * dim * 4);
  hnswlib::InnerProductSpace space(dim);
  start = thread_cpu_ns();
  hnswlib::HierarchicalNSW<float> graph(&space, count, 16, 200);
  for (std::size_t r = 0; r < count; ++r) graph.addPoint(numbers + r * dim, r);
  fmt::print("{} rows of {}, {}: ours built in {:.2f} s, hnswlib in {:.2f} s\n", count, dim, clusters ? "1000 clusters" : "random", built_s,
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
      for (std::size_t q = 0; q < kQueries; ++q) {
        const embed::QueryBlock one{1, dim, {queries.row(q).begin(), queries.row(q).end()}, {1.0F}};
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
