#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cg::bench {

/// An estimate and how far off it may be. All three are equal if there was nothing to vary.
struct Interval {
  double low = 0;
  double estimate = 0;
  double high = 0;

  [[nodiscard]] bool excludes(double value) const noexcept { return value < low || value > high; }
  /// Half the width over the estimate; 0 if the estimate is.
  [[nodiscard]] double relative_half_width() const noexcept {
    return estimate == 0 ? 0 : (high - low) / 2 / (estimate < 0 ? -estimate : estimate);
  }
};

// All of these take samples in any order, finite and at least one: Error{kUsage} otherwise.

/// The value that a share p of the samples lies below, 0 <= p <= 1, interpolated between neighbours: definition 7 of
/// Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), the one of R and NumPy.
[[nodiscard]] double quantile(std::span<const double> samples, double p);
[[nodiscard]] double median(std::span<const double> samples);

/// The median with a distribution-free interval between two order statistics: the ranks n/2 -+ z sqrt(n)/2, rounded
/// outwards (Conover, "Practical Nonparametric Statistics", 3.2). The whole range for few samples.
[[nodiscard]] Interval median_interval(std::span<const double> samples, double confidence = 0.95);

/// The median distance from the median, times 1.4826, so that it estimates the standard deviation of normal samples
/// (Hampel 1974). 0 if more than half of the samples are equal.
[[nodiscard]] double median_absolute_deviation(std::span<const double> samples);

/// Indices of samples further than `deviations` median absolute deviations from the median, ascending; the 3.5 is
/// that of Iglewicz and Hoaglin (1993). None where the deviation is 0.
[[nodiscard]] std::vector<std::size_t> outliers(std::span<const double> samples, double deviations = 3.5);

}  // namespace cg::bench
