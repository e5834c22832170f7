#pragma once
#include <cstddef>
#include <cstdint>

namespace cg::simd {

/// out[q * row_count + r] = the inner product of query q and row r, both of `dim` floats, laid out row behind row.
/// The sum is taken in one order on every target (scalar_twins.cc), without fused multiply-add: the same bits everywhere.
/// Queries and rows are taken in tiles, so that many queries read a row from memory once.
void dot_f32(const float* queries, std::size_t query_count, const float* rows, std::size_t row_count, std::size_t dim, float* out);

/// out[i] = sum over n of weights[n] * table[ids[n] * dim + i], for i below dim, which is a multiple of 64: a bag of
/// rows of an int8 table. The same bits on every target.
void weighted_sum_i8(const std::int8_t* table, std::size_t dim, const std::uint32_t* ids, const float* weights, std::size_t count,
                     float* out);

}  // namespace cg::simd
