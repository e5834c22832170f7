#include "libcg/bench/normal_law.h"

#include <cmath>
#include <numbers>

namespace cg::bench {

double normal_below(double z) noexcept { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

// By halving an interval: as exact as erfc is, and called a few times a command, so that no rational approximation with
// a page of constants is worth its while.
double normal_quantile(double p) noexcept {
  double low = -38, high = 38;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2;
    (normal_below(middle) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace cg::bench
