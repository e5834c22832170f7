#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "libcg/embed/metric.h"
#include "libcg/embed/vector_file.h"
#include "libcg/simd/top_k.h"

namespace cg::embed {

/// Queries, checked and, for the cosine, of length 1.
struct QueryBlock {
  std::size_t count = 0;
  std::size_t dim = 0;
  std::vector<float> numbers;  ///< row behind row
  std::vector<float> squares;  ///< of their lengths

  [[nodiscard]] std::span<const float> row(std::size_t query) const { return {numbers.data() + query * dim, dim}; }
};

/// All rows of a file. Error{kFormat} for a row that is none (VectorRows::read), or whose length leaves the range of
/// float32.
[[nodiscard]] QueryBlock read_queries(const VectorRows& rows, Metric metric);

/// The score of a row by what is known of it: its inner product with the query and the squares of their lengths.
[[nodiscard]] float score_of(Metric metric, float dot, float row_square, float query_square);

/// |row|^2, which must be a normal number. Error{kFormat} naming the row otherwise.
[[nodiscard]] float checked_square(const VectorRows& rows, std::size_t row, std::span<const float> numbers, Metric metric);

/// For each query the best k rows, the best first, by comparing with every row in float32.
[[nodiscard]] std::vector<std::vector<simd::Scored>> exact_neighbours(const VectorRows& rows, const QueryBlock& queries, Metric metric,
                                                                      std::size_t k, int threads);

}  // namespace cg::embed
