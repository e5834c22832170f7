#pragma once
#include <span>

#include "libcg/bench/quantiles.h"

namespace cg::tune {

/// An interval for the centre of symmetric differences, exact for any number of them: the Hodges-Lehmann estimate with the
/// bounds that Wilcoxon's signed-rank test would not reject (Tukey 1949; Hollander and Wolfe, "Nonparametric Statistical
/// Methods", 3.2 and 3.3). Each bound is wrong with a probability of at most `alpha`; without bound (infinite) where
/// so few differences cannot be that sure. 1 to 200 finite differences: Error{kUsage} otherwise.
[[nodiscard]] bench::Interval signed_rank_interval(std::span<const double> differences, double alpha);

}  // namespace cg::tune
