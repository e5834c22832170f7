#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cg::simd {

/// The numbers that are in both of two ascending lists without repetitions, ascending, appended to `out`.
void intersect(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::vector<std::uint32_t>& out);

/// `count` ascending numbers from their differences as LEB128 varints, the first one less `first`: what they decode to is
/// written to `out`. Returns how many bytes were read.
/// Error{kFormat} if they are cut off, or a difference or a sum does not fit 32 bits.
std::size_t decode_deltas(std::string_view bytes, std::size_t count, std::uint32_t first, std::uint32_t* out);

}  // namespace cg::simd
