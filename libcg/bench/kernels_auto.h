#pragma once
#include <cstddef>
#include <cstdint>

// The kernels as plain loops that the compiler may vectorise as it likes (-O3, for the baseline of this architecture, as a
// distribution would build them). What hand-written kernels must beat to be worth having.

namespace cg::bench::automatic {

void dot_f32(const float* query, const float* rows, std::size_t row_count, std::size_t dim, float* out);
void dot_i8(const std::int8_t* query, const std::int8_t* rows, std::size_t row_count, std::size_t dim, std::int32_t* out);
void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out);
/// The sum of all words: how fast memory can be read in order.
[[nodiscard]] std::uint64_t stream(const std::uint64_t* words, std::size_t count);

}  // namespace cg::bench::automatic
