#pragma once
#include <cstdint>

namespace cg::embed {

/// What near means. The score is higher for what is nearer.
enum class Metric : std::uint8_t {
  kCosine,  ///< the cosine of the angle
  kDot,     ///< the inner product
  kL2,      ///< the squared distance, negated; taken as |x|^2 - 2 x.q + |q|^2
};

}  // namespace cg::embed
