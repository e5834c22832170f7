#include "libcg/embed/quantise.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace cg::embed {

float quantise(std::span<const float> vector, std::span<std::int8_t> out) {
  // As bits, the largest magnitude is the largest integer: a loop that compilers turn into vectors.
  std::uint32_t largest_bits = 0;
  for (const float x : vector) largest_bits = std::max(largest_bits, std::bit_cast<std::uint32_t>(x) & 0x7fffffffU);
  const auto largest = std::bit_cast<float>(largest_bits);
  const float scale = largest / 127.0F;
  // A vector so small that its scale is no normal number counts as zeros.
  const float inverse = scale > 1e-37F ? 1.0F / scale : 0.0F;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    // Adding 1.5 * 2^23 leaves the nearest integer in the low bits (Hacker's Delight, 17-2); halves go to even.
    const float shifted = vector[i] * inverse + 12582912.0F;
    const std::int32_t value = static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(shifted)) - 0x4b400000;
    out[i] = static_cast<std::int8_t>(value);
  }
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(vector.size()), out.end(), std::int8_t{0});
  return inverse == 0 ? 0.0F : scale;
}

}  // namespace cg::embed
