#pragma once
#include <span>

namespace cg::bench {

/// Whether one set of samples tends to be larger than another.
struct RankTest {
  double u = 0;          ///< pairs in which the second is larger, ties counting half
  double larger = 0.5;   ///< the same as a share of all pairs: how often the second is larger
  double p_larger = 1;   ///< one-sided: as large a u or a larger one if both come from one distribution
  double p_differs = 1;  ///< two-sided
};

/// The rank test of Wilcoxon, Mann and Whitney (1947). Exact where neither side has more than 20 samples and no two are
/// equal; else the normal approximation with the variance corrected for ties and the statistic for continuity
/// (Lehmann, "Nonparametrics", 1.2). It asks nothing of the distributions, which for times are skewed and have
/// tails. Error{kUsage} if a side has no samples or one that is not finite.
[[nodiscard]] RankTest mann_whitney(std::span<const double> first, std::span<const double> second);

}  // namespace cg::bench
