#pragma once
#include <cstddef>
#include <cstdint>

// What each kernel means, in plain loops, one element at a time: the fallback (CG_SIMD=scalar), the oracle of the tests,
// and the "strict scalar" of every ratio that is stated. Compiled without the compiler's own vectorisation. For the
// arguments see the kernel of the same name.

namespace cg::simd::scalar {

void dot_f32(const float* queries, std::size_t query_count, const float* rows, std::size_t row_count, std::size_t dim, float* out);
void weighted_sum_i8(const std::int8_t* table, std::size_t dim, const std::uint32_t* ids, const float* weights, std::size_t count, float* out);
void dot_i8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
            std::int32_t* out);
void dot_i8_at(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
               std::int32_t* out);
void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out);
void bit_dot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out);
void weigh(const std::uint32_t* sums, const float* weights, const float* offsets, std::size_t count, float base, float slope, float* out);
std::size_t select_at_least(const float* scores, std::size_t count, float threshold, std::uint32_t first, std::uint32_t* out);
std::size_t intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out);

}  // namespace cg::simd::scalar
