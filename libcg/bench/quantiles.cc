#include "libcg/bench/quantiles.h"

#include <algorithm>
#include <cmath>

#include "libcg/base/error.h"
#include "libcg/bench/normal_law.h"

namespace cg::bench {
namespace {

void check(std::span<const double> samples) {
  if (samples.empty()) throw Error(ErrorKind::kUsage, "there are no samples to take a statistic of; measure first");
  for (const double sample : samples) {
    if (!std::isfinite(sample)) throw Error(ErrorKind::kUsage, "a sample is not a finite number; measure again");
  }
}

std::vector<double> sorted(std::span<const double> samples) {
  check(samples);
  std::vector<double> copy(samples.begin(), samples.end());
  std::sort(copy.begin(), copy.end());
  return copy;
}

double quantile_of_sorted(const std::vector<double>& samples, double p) {
  const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(samples.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= samples.size()) return samples.back();
  const double share = place - static_cast<double>(below);
  return samples[below] + share * (samples[below + 1] - samples[below]);
}

}  // namespace

double quantile(std::span<const double> samples, double p) { return quantile_of_sorted(sorted(samples), p); }

double median(std::span<const double> samples) { return quantile(samples, 0.5); }

Interval median_interval(std::span<const double> samples, double confidence) {
  const auto values = sorted(samples);
  const auto n = static_cast<double>(values.size());
  const double reach = normal_quantile(0.5 + confidence / 2) * std::sqrt(n) / 2;
  const double low = std::floor(n / 2 - reach) - 1;
  const double high = std::ceil(n / 2 + reach);
  return {values[static_cast<std::size_t>(std::max(low, 0.0))], quantile_of_sorted(values, 0.5),
          values[static_cast<std::size_t>(std::min(high, n - 1))]};
}

double median_absolute_deviation(std::span<const double> samples) {
  const double middle = median(samples);
  std::vector<double> distances;
  distances.reserve(samples.size());
  for (const double sample : samples) distances.push_back(std::abs(sample - middle));
  return 1.4826 * median(distances);
}

std::vector<std::size_t> outliers(std::span<const double> samples, double deviations) {
  const double middle = median(samples);
  const double reach = deviations * median_absolute_deviation(samples);
  std::vector<std::size_t> found;
  if (reach == 0) return found;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (std::abs(samples[i] - middle) > reach) found.push_back(i);
  }
  return found;
}

}  // namespace cg::bench
