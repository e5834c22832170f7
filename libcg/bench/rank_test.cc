#include "libcg/bench/rank_test.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/normal_law.h"

namespace cg::bench {
namespace {

constexpr std::size_t kExactSamples = 20;

struct Pooled {
  double value;
  bool second;
};

std::vector<Pooled> pool(std::span<const double> first, std::span<const double> second) {
  if (first.empty() || second.empty()) throw Error(ErrorKind::kUsage, "a side has no samples to compare; measure first");
  std::vector<Pooled> all;
  all.reserve(first.size() + second.size());
  for (const double value : first) all.push_back({value, false});
  for (const double value : second) all.push_back({value, true});
  for (const Pooled& one : all) {
    if (!std::isfinite(one.value)) throw Error(ErrorKind::kUsage, "a sample is not a finite number; measure again");
  }
  std::sort(all.begin(), all.end(), [](const Pooled& a, const Pooled& b) { return a.value < b.value; });
  return all;
}

// How many of the orders of n and m samples have each u: the recurrence of Mann and Whitney on whether the largest of
// all is of the second side (then it is above all n of the first) or not.
std::vector<double> orders_by_u(std::size_t n, std::size_t m) {
  std::vector<std::vector<double>> row(m + 1);  // row[j][u] for the first i samples
  for (std::size_t j = 0; j <= m; ++j) row[j] = {1.0};
  for (std::size_t i = 1; i <= n; ++i) {
    row[0] = {1.0};
    for (std::size_t j = 1; j <= m; ++j) {
      std::vector<double> counts(i * j + 1, 0.0);
      for (std::size_t u = 0; u < row[j].size(); ++u) counts[u] += row[j][u];              // largest is of the first side
      for (std::size_t u = 0; u < row[j - 1].size(); ++u) counts[u + i] += row[j - 1][u];  // of the second
      row[j] = std::move(counts);
    }
  }
  return row[m];
}

double exact_upper_tail(std::size_t n, std::size_t m, double u) {
  const auto orders = orders_by_u(n, m);
  double all = 0, tail = 0;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    all += orders[i];
    if (static_cast<double>(i) >= u) tail += orders[i];
  }
  return tail / all;
}

}  // namespace

RankTest mann_whitney(std::span<const double> first, std::span<const double> second) {
  const auto all = pool(first, second);
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  double rank_sum = 0, tie_term = 0;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    double of_second = 0;
    for (; end < all.size() && all[end].value == all[i].value; ++end) of_second += all[end].second ? 1 : 0;
    const auto tied = static_cast<double>(end - i);
    rank_sum += of_second * (static_cast<double>(i) + (tied + 1) / 2);
    tie_term += tied * tied * tied - tied;
    i = end;
  }

  RankTest test;
  test.u = rank_sum - m * (m + 1) / 2;
  test.larger = test.u / (n * m);
  if (tie_term == 0 && first.size() <= kExactSamples && second.size() <= kExactSamples) {
    test.p_larger = exact_upper_tail(first.size(), second.size(), test.u);
    const double p_smaller = exact_upper_tail(first.size(), second.size(), n * m - test.u);
    test.p_differs = std::min(1.0, 2 * std::min(test.p_larger, p_smaller));
    return test;
  }
  const double total = n + m;
  const double variance = n * m / 12 * (total + 1 - tie_term / (total * (total - 1)));
  if (variance <= 0) return test;  // all samples are equal: nothing speaks for a difference
  const double from_mean = test.u - n * m / 2;
  test.p_larger = normal_below(-(from_mean - 0.5) / std::sqrt(variance));
  test.p_differs = std::min(1.0, 2 * normal_below(-std::max(0.0, std::abs(from_mean) - 0.5) / std::sqrt(variance)));
  return test;
}

}  // namespace cg::bench
