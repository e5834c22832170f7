#pragma once
#include <cstddef>
#include <cstdint>

namespace cg::simd {

/// out[r] = how many of 64 * words bits differ between the query and row r; rows lie one behind the other.
void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out);

/// Rows of 1-bit codes against a query of 4 bits: out[r] = sum over p below 4 of 2^p * (bits that differ between row r and
/// plane p). Rows lie in blocks of 8, word by word (word w of the 8 rows, then word w + 1 of them), so that a vector holds
/// one word of each and no sum crosses lanes: codes[(block * words + w) * 8 + r]. planes[w * 4 + p].
void bit_dot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out);

/// out[r] = (base + slope * sums[r]) * weights[r] + offsets[r], in this order on every target; offsets may be null (none).
void weigh(const std::uint32_t* sums, const float* weights, const float* offsets, std::size_t count, float base, float slope, float* out);

}  // namespace cg::simd
