#pragma once
#include <cstddef>
#include <cstdint>

namespace cg::simd {

/// out gets first + i for every i below count with scores[i] >= threshold, ascending; returns how many. NaN is never.
/// Room for count + 16 numbers must be in `out`: vectors are stored whole.
std::size_t select_at_least(const float* scores, std::size_t count, float threshold, std::uint32_t first, std::uint32_t* out);

}  // namespace cg::simd
