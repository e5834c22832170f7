#pragma once
#include <cstdint>
#include <span>

namespace cg::embed {

/// The vector as bytes from -127 to 127 times the scale that is returned: its largest element becomes 127. A vector of
/// nothing but zeros has scale 0. `out` may be longer than the vector; the rest becomes zeros.
float quantise(std::span<const float> vector, std::span<std::int8_t> out);

}  // namespace cg::embed
