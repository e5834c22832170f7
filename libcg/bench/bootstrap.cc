#include "libcg/bench/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/random.h"

namespace cg::bench {
namespace {

void check(std::span<const double> samples) {
  if (samples.empty()) throw Error(ErrorKind::kUsage, "there are no samples to compare; measure first");
  for (const double sample : samples) {
    if (!(std::isfinite(sample) && sample > 0))
      throw Error(ErrorKind::kUsage, "a sample is not a positive number, so there is no ratio; measure again");
  }
}

// Selection, not sorting: this is the inner loop of thousands of resamples.
double middle_of(std::vector<double>& values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  if (values.size() % 2 == 1) return *half;
  return (*half + *std::max_element(values.begin(), half)) / 2;
}

void draw(std::span<const double> from, Random& random, std::vector<double>& out) {
  out.resize(from.size());
  for (double& value : out) value = from[random.below(from.size())];
}

Interval percentiles(std::vector<double>& estimates, double estimate, double confidence) {
  const double tail = (1 - confidence) / 2;
  return {quantile(estimates, tail), estimate, quantile(estimates, 1 - tail)};
}

}  // namespace

Interval ratio_of_medians(std::span<const double> before, std::span<const double> after, const BootstrapOptions& options) {
  check(before);
  check(after);
  Random random(options.seed);
  std::vector<double> estimates, left, right;
  estimates.reserve(options.resamples);
  for (std::uint32_t i = 0; i < std::max(options.resamples, 1U); ++i) {
    draw(before, random, left);
    draw(after, random, right);
    estimates.push_back(middle_of(right) / middle_of(left));
  }
  return percentiles(estimates, median(after) / median(before), options.confidence);
}

Interval paired_ratio(std::span<const double> before, std::span<const double> after, const BootstrapOptions& options) {
  check(before);
  check(after);
  if (before.size() != after.size()) throw Error(ErrorKind::kUsage, "pairs of samples need as many on both sides");
  std::vector<double> ratios(before.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] = after[i] / before[i];
  Random random(options.seed);
  std::vector<double> estimates, drawn;
  estimates.reserve(options.resamples);
  for (std::uint32_t i = 0; i < std::max(options.resamples, 1U); ++i) {
    draw(ratios, random, drawn);
    estimates.push_back(middle_of(drawn));
  }
  return percentiles(estimates, median(ratios), options.confidence);
}

}  // namespace cg::bench
