#pragma once
#include <cstddef>
#include <cstdint>

// The kernels as plain loops that the compiler may vectorise as it likes (-O3, for the baseline of this architecture, as a
// distribution would build them). What hand-written kernels must beat to be worth having.

namespace cg::bench::automatic {

void dot_f32(const float* query, const float* rows, std::size_t row_count, std::size_t dim, float* out);
void dot_i8(const std::int8_t* query, const std::int8_t* rows, std::size_t row_count, std::size_t dim, std::int32_t* out);
void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out);
/// Sums of LEB128 varints that are known to be whole.
void decode_deltas(const char* bytes, std::size_t count, std::uint32_t* out);
/// Of ascending lists; returns how many. Room for a_count numbers in `out`.
std::size_t intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out);
/// The sum of all words: how fast memory can be read in order.
[[nodiscard]] std::uint64_t stream(const std::uint64_t* words, std::size_t count);

}  // namespace cg::bench::automatic
