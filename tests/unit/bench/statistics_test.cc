#include "libcg/bench/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/normal_law.h"
#include "tests/unit/bench/noise.h"
#include "tests/unit/catch.h"

namespace cg::bench {
namespace {

using Values = std::vector<double>;

TEST_CASE("quantiles interpolate as definition 7 says") {
  const Values values{40, 10, 30, 20};
  CHECK(median(values) == Approx(25));
  CHECK(quantile(values, 0) == Approx(10));
  CHECK(quantile(values, 1) == Approx(40));
  CHECK(quantile(values, 0.95) == Approx(38.5));
  CHECK(median(Values{7}) == Approx(7));
}

TEST_CASE("no samples, and samples that are no numbers, are refused and not guessed around") {
  CHECK_THROWS_AS(median(Values{}), Error);
  CHECK_THROWS_AS(median(Values{1, std::nan("")}), Error);
  CHECK_THROWS_AS(quantile(Values{1, std::numeric_limits<double>::infinity()}, 0.5), Error);
  CHECK_THROWS_AS(mann_whitney(Values{}, Values{1}), Error);
  CHECK_THROWS_AS(ratio_of_medians(Values{0}, Values{1}), Error);
  CHECK_THROWS_AS(paired_ratio(Values{1, 2}, Values{1}), Error);
  CHECK_THROWS_AS(theil_sen(Values{1, 2}, Values{1}), Error);
}

TEST_CASE("the normal law and its inverse agree, and with the tables") {
  CHECK(normal_below(1.959964) == Approx(0.975).epsilon(1e-6));
  CHECK(normal_quantile(0.975) == Approx(1.959964).epsilon(1e-6));
  for (const double p : {1e-9, 0.01, 0.3, 0.5, 0.999}) CHECK(normal_below(normal_quantile(p)) == Approx(p));
}

TEST_CASE("outliers are those far from the median in terms of the median's own deviation") {
  Values values{10, 11, 9, 10, 12, 8, 10, 11, 9, 10};
  CHECK(outliers(values).empty());
  values.push_back(60);
  CHECK(outliers(values) == std::vector<std::size_t>{10});
  CHECK(median_absolute_deviation(Values{1, 1, 2, 2, 4, 6, 9}) == Approx(1.4826));
  CHECK(outliers(Values{5, 5, 5, 5, 9}).empty());  // no deviation to measure by
}

TEST_CASE("the median's interval covers the median about as often as it says") {
  int covered = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Noise noise(seed);
    Values values;
    for (int i = 0; i < 41; ++i) values.push_back(noise.normal());
    covered += median_interval(values, 0.95).excludes(0) ? 0 : 1;
  }
  CHECK(covered >= 372);  // 0.93; rounding outwards makes it cover a little more than 0.95
}

TEST_CASE("the rank test is exact for few samples") {
  // All of 3 above all of 4: one order of 35.
  const auto extreme = mann_whitney(Values{1, 2, 3, 4}, Values{5, 6, 7});
  CHECK(extreme.u == Approx(12));
  CHECK(extreme.larger == Approx(1));
  CHECK(extreme.p_larger == Approx(1.0 / 35));
  CHECK(extreme.p_differs == Approx(2.0 / 35));
  // The worked example of Mann and Whitney's table, n = m = 3, u = 2: 7 of 20 orders are at most that.
  const auto middling = mann_whitney(Values{1, 4, 6}, Values{2, 3, 5});
  CHECK(middling.u == Approx(4));
  CHECK(middling.p_larger == Approx(13.0 / 20));
}

TEST_CASE("the rank test's approximation agrees with the exact law, and takes ties into account") {
  Noise noise(5);
  const Values first = noise.times(20, 100), second = noise.times(20, 101);
  Values longer = first;
  longer.push_back(first.front());  // a tie, and more than 20: approximated
  CHECK(std::abs(mann_whitney(first, second).p_larger - mann_whitney(longer, second).p_larger) < 0.05);
  const auto tied = mann_whitney(Values{1, 2, 2, 3}, Values{2, 3, 3, 4});
  CHECK(tied.u == Approx(13));
  // By hand: the mean is 8, the variance 16/12 * (9 - 48/56), z = (13 - 8 - 0.5) / sqrt(variance).
  CHECK(tied.p_larger == Approx(normal_below(-4.5 / std::sqrt(16.0 / 12 * (9 - 48.0 / 56)))));
  CHECK(mann_whitney(Values{3, 3, 3}, Values{3, 3}).p_differs == Approx(1));
}

TEST_CASE("u counts the pairs in which the second is larger") {
  Noise noise(9);
  const Values first = noise.times(30, 100, 0.2), second = noise.times(17, 103, 0.2);
  double pairs = 0;
  for (const double a : first) {
    for (const double b : second) pairs += b > a ? 1 : b == a ? 0.5 : 0;
  }
  CHECK(mann_whitney(first, second).u == Approx(pairs));
}

TEST_CASE("the bootstrap's interval holds the true ratio about as often as it says, and repeats itself") {
  int held = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Noise noise(seed);
    const auto interval = ratio_of_medians(noise.times(60, 1000), noise.times(60, 1100), {.resamples = 400});
    held += interval.excludes(1.1) ? 0 : 1;
  }
  CHECK(held >= 85);
  Noise noise(1);
  const Values before = noise.times(50, 1000), after = noise.times(50, 1100);
  const auto once = ratio_of_medians(before, after), again = ratio_of_medians(before, after);
  CHECK(once.low == again.low);
  CHECK(once.high == again.high);
  CHECK(once.estimate == Approx(median(after) / median(before)));
}

TEST_CASE("pairs cancel what disturbs both of them") {
  Noise noise(3);
  Values before = noise.times(60, 1000), after = noise.times(60, 1050);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double weather = 1 + static_cast<double>(i % 20) / 10;
    before[i] *= weather;
    after[i] *= weather;
  }
  CHECK(paired_ratio(before, after).excludes(1));
  CHECK_FALSE(ratio_of_medians(before, after).excludes(1));
}

TEST_CASE("the trend through a line is the line, whatever a few wild points do") {
  Values times, values;
  for (int i = 0; i < 40; ++i) {
    times.push_back(i);
    values.push_back(5 + 0.25 * i);
  }
  values[7] = 900;
  values[31] = -400;
  const Trend trend = theil_sen(times, values);
  CHECK(trend.slope.estimate == Approx(0.25));
  CHECK(trend.intercept == Approx(5));
  CHECK(trend.p < 1e-6);
  CHECK(trend.slope.low <= 0.25);
  CHECK(trend.slope.high >= 0.25);
}

TEST_CASE("noise has a trend as seldom as the significance says") {
  int alarms = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Noise noise(seed);
    Values times, values;
    for (int i = 0; i < 30; ++i) {
      times.push_back(i);
      values.push_back(noise.normal());
    }
    alarms += theil_sen(times, values).p < 0.05 ? 1 : 0;
  }
  CHECK(alarms >= 5);
  CHECK(alarms <= 32);
}

TEST_CASE("Mann-Kendall's statistic is the one of the textbook") {
  // Gilbert 1987, section 16.4: S of 5 ascending values is 10, its variance 16.67.
  const Trend trend = theil_sen(Values{1, 2, 3, 4, 5}, Values{10, 15, 14, 20, 21});
  CHECK(trend.p == Approx(2 * normal_below(-7 / std::sqrt(5.0 * 4 * 15 / 18))));
  CHECK(theil_sen(Values{1, 2, 3}, Values{4, 4, 4}).p == Approx(1));
  CHECK(theil_sen(Values{1, 1, 1}, Values{4, 5, 6}).slope.estimate == Approx(0));
}

}  // namespace
}  // namespace cg::bench
