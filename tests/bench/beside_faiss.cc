// beside_faiss [ROWS] [DIM] [clusters|random]: one question at a time, top 10 by inner product of rows of length 1, beside
// FAISS's IndexFlatIP (Debian's libfaiss-dev), by turns in one run, in CPU time of the one thread. Built where FAISS is.

#include <faiss/IndexFlat.h>
#include <fmt/format.h>
#include <omp.h>

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
  omp_set_num_threads(1);
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
  faiss::IndexFlatIP flat(static_cast<faiss::Index::idx_t>(dim));
  flat.add(static_cast<faiss::Index::idx_t>(count), reinterpret_cast<const float*>(base.data() + base.size() - count * dim * 4));

  std::vector<double> ours;
  std::vector<double> theirs;
  std::size_t hits = 0;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t q = 0; q < kQueries; ++q) {
      const embed::QueryBlock one{1, dim, {queries.row(q).begin(), queries.row(q).end()}, {1.0F}};
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
             clusters ? "1000 clusters" : "random", built_s, ours[ours.size() / 2], theirs[theirs.size() / 2], ours.size(),
             theirs[theirs.size() / 2] / ours[ours.size() / 2], static_cast<double>(hits) / (10.0 * static_cast<double>(ours.size())));
  return 0;
}
