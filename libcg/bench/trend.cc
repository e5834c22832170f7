#include "libcg/bench/trend.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/normal_law.h"

namespace cg::bench {
namespace {

void check(std::span<const double> times, std::span<const double> values) {
  if (times.size() != values.size()) throw Error(ErrorKind::kUsage, "a trend needs a time for every value");
  if (times.size() > kMaxTrendPoints) throw Error(ErrorKind::kLimit, "too many points for a trend; thin them out first");
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (!std::isfinite(times[i]) || !std::isfinite(values[i]))
      throw Error(ErrorKind::kUsage, "a point of the trend is not a finite number; measure again");
  }
}

// The variance of the sum of signs when there is no trend.
double sign_variance(std::span<const double> values) {
  std::vector<double> ordered(values.begin(), values.end());
  std::sort(ordered.begin(), ordered.end());
  const auto term = [](double t) { return t * (t - 1) * (2 * t + 5); };
  double sum = term(static_cast<double>(ordered.size()));
  for (std::size_t i = 0; i < ordered.size();) {
    const std::size_t begin = i;
    while (i < ordered.size() && ordered[i] == ordered[begin]) ++i;
    sum -= term(static_cast<double>(i - begin));
  }
  return sum / 18;
}

}  // namespace

Trend theil_sen(std::span<const double> times, std::span<const double> values, double confidence) {
  check(times, values);
  std::vector<double> slopes;
  double signs = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::size_t j = i + 1; j < times.size(); ++j) {
      if (times[i] == times[j]) continue;
      const double slope = (values[j] - values[i]) / (times[j] - times[i]);
      slopes.push_back(slope);
      signs += slope > 0 ? 1 : slope < 0 ? -1 : 0;
    }
  }
  Trend trend;
  if (times.size() < 3 || slopes.empty()) {
    if (!values.empty()) trend.intercept = median(values);
    return trend;
  }
  std::sort(slopes.begin(), slopes.end());
  const double variance = sign_variance(values);
  if (variance > 0) {
    const double z = std::max(0.0, std::abs(signs) - 1) / std::sqrt(variance);
    trend.p = std::min(1.0, 2 * normal_below(-z));
  }
  // Sen: the slopes at ranks (N -+ z sqrt(variance)) / 2 of N.
  const auto n = static_cast<double>(slopes.size());
  const double reach = normal_quantile(0.5 + confidence / 2) * std::sqrt(std::max(0.0, variance));
  const auto at = [&](double rank) { return slopes[static_cast<std::size_t>(std::clamp(rank, 0.0, n - 1))]; };
  trend.slope = {at(std::floor((n - reach) / 2) - 1), quantile(slopes, 0.5), at(std::ceil((n + reach) / 2))};
  trend.intercept = median(values) - trend.slope.estimate * median(times);
  return trend;
}

}  // namespace cg::bench
