#include "libcg/embed/exact_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/embed/encode.h"
#include "libcg/simd/dot_f32.h"
#include "libcg/simd/select.h"

namespace cg::embed {
namespace {

// Lengths whose squares, and products with other rows, stay far from the ends of float32.
constexpr float kMaxSquare = 1e36F;
constexpr float kMinSquare = 1e-30F;
constexpr std::size_t kBlockRows = 256;    // of 256 dimensions: a quarter of a second-level cache
constexpr std::size_t kBlockQueries = 64;  // whose products with a block stay in cache, too

/// What one thread needs.
struct Worker {
  std::vector<float> rows;
  std::vector<float> squares;
  std::vector<float> scores;
  std::vector<std::uint32_t> passed;
  std::vector<simd::TopK> best;
};

}  // namespace

float checked_square(const VectorRows& rows, std::size_t row, std::span<const float> numbers, Metric metric) {
  float square = 0;
  simd::dot_f32(numbers.data(), 1, numbers.data(), 1, numbers.size(), &square);
  if (!(square < kMaxSquare) || (metric == Metric::kCosine && !(square > kMinSquare))) {
    throw Error(ErrorKind::kFormat, fmt::format("{}: row {}: its numbers are too {} for float32 arithmetic; scale the vectors", rows.name(), row,
                                                square > 1 ? "large" : "small"));
  }
  return square;
}

QueryBlock read_queries(const VectorRows& rows, Metric metric) {
  QueryBlock block;
  block.count = rows.count();
  block.dim = rows.dim();
  block.numbers.resize(block.count * block.dim);
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const std::span<float> numbers(block.numbers.data() + row * block.dim, block.dim);
    rows.read(row, numbers, metric == Metric::kL2);
    float square = checked_square(rows, row, numbers, metric);
    if (metric == Metric::kCosine) {
      normalise(numbers);
      square = 1;
    }
    block.squares.push_back(square);
  }
  return block;
}

float score_of(Metric metric, float dot, float row_square, float query_square) {
  switch (metric) {
    case Metric::kCosine: return dot / std::sqrt(row_square);
    case Metric::kDot: return dot;
    case Metric::kL2: {
      const float distance = (row_square - 2 * dot) + query_square;
      return distance > 0 ? -distance : 0.0F;  // rounding may have made it less than nothing
    }
  }
  return 0;
}

std::vector<std::vector<simd::Scored>> exact_neighbours(const VectorRows& rows, const QueryBlock& queries, Metric metric, std::size_t k,
                                                        int threads) {
  const std::size_t dim = rows.dim();
  k = std::min(k, rows.count());
  std::vector<Worker> workers(static_cast<std::size_t>(threads > 0 ? threads : thread_count()));
  for (Worker& w : workers) w.best.assign(queries.count, simd::TopK(k));
  parallel_for((rows.count() + kBlockRows - 1) / kBlockRows, static_cast<int>(workers.size()), [&](std::size_t block, int thread) {
    Worker& w = workers[static_cast<std::size_t>(thread)];
    const std::size_t first = block * kBlockRows;
    const std::size_t count = std::min(kBlockRows, rows.count() - first);
    w.rows.resize(kBlockRows * dim);
    w.squares.resize(kBlockRows);
    w.scores.resize(kBlockRows * kBlockQueries);
    w.passed.resize(kBlockRows + 16);
    for (std::size_t n = 0; n < count; ++n) {
      const std::span<float> numbers(w.rows.data() + n * dim, dim);
      rows.read(first + n, numbers, metric == Metric::kL2);
      w.squares[n] = checked_square(rows, first + n, numbers, metric);
    }
    for (std::size_t q = 0; q < queries.count; q += kBlockQueries) {
      const std::size_t some = std::min(kBlockQueries, queries.count - q);
      simd::dot_f32(queries.numbers.data() + q * dim, some, w.rows.data(), count, dim, w.scores.data());
      for (std::size_t i = 0; i < some; ++i) {
        float* scores = w.scores.data() + i * count;
        for (std::size_t n = 0; n < count; ++n) scores[n] = score_of(metric, scores[n], w.squares[n], queries.squares[q + i]);
        simd::TopK& best = w.best[q + i];
        const std::size_t passed = simd::select_at_least(scores, count, best.threshold(), 0, w.passed.data());
        for (std::size_t p = 0; p < passed; ++p) best.offer(scores[w.passed[p]], static_cast<std::uint32_t>(first + w.passed[p]));
      }
    }
  });
  std::vector<std::vector<simd::Scored>> found(queries.count);
  for (std::size_t q = 0; q < queries.count; ++q) {
    for (std::size_t w = 1; w < workers.size(); ++w) workers[0].best[q].merge(workers[w].best[q]);
    found[q] = workers[0].best[q].take();
  }
  return found;
}

}  // namespace cg::embed
