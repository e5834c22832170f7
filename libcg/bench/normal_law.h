#pragma once

namespace cg::bench {

/// The standard normal distribution: how likely a value of at most z is.
[[nodiscard]] double normal_below(double z) noexcept;
/// Its inverse: the z below which a value falls with probability p, 0 < p < 1 (clamped there to +-38).
[[nodiscard]] double normal_quantile(double p) noexcept;

}  // namespace cg::bench
