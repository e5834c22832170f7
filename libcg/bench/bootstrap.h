#pragma once
#include <cstdint>
#include <span>

#include "libcg/bench/quantiles.h"

namespace cg::bench {

struct BootstrapOptions {
  double confidence = 0.95;
  std::uint32_t resamples = 2000;
  std::uint64_t seed = 1;  ///< the same seed gives the same interval
};

// Percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13). All samples are
// positive; Error{kUsage} for one that is not, for none, and for pairs of unequal number.

/// median(after) / median(before) of samples that were taken independently, each side drawn anew by itself.
/// Above 1: after takes longer.
[[nodiscard]] Interval ratio_of_medians(std::span<const double> before, std::span<const double> after,
                                        const BootstrapOptions& options = {});

/// The median of after[i] / before[i] of samples taken in pairs, one beside the other: what disturbs both of a pair
/// (another process, a slower clock) cancels, so this is the tighter one for interleaved measuring. Pairs are drawn.
[[nodiscard]] Interval paired_ratio(std::span<const double> before, std::span<const double> after,
                                    const BootstrapOptions& options = {});

}  // namespace cg::bench
