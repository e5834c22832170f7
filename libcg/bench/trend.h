#pragma once
#include <span>

#include "libcg/bench/quantiles.h"

namespace cg::bench {

/// Which way values go over time, and how sure that is.
struct Trend {
  Interval slope;        ///< change a unit of time
  double intercept = 0;  ///< the value at time 0 on the line through the medians
  double p = 1;          ///< two-sided: how likely so steady a trend is where there is none
};

/// More than this many points are refused (Error{kLimit}): both methods look at every pair.
inline constexpr std::size_t kMaxTrendPoints = 2000;

/// The slope is the median of the slopes between all pairs (Theil 1950, Sen 1968, with Sen's interval): a quarter of the
/// points may be wild and it holds. Its significance is that of Mann (1945) and Kendall (1975): the sign of all
/// pairs, with the variance corrected for ties and the statistic for continuity. Points at equal times are no pair.
/// Fewer than 3 points, or all at one time: slope 0, p 1. Error{kUsage} for a number that is not finite or
/// spans of unequal size.
[[nodiscard]] Trend theil_sen(std::span<const double> times, std::span<const double> values, double confidence = 0.95);

}  // namespace cg::bench
