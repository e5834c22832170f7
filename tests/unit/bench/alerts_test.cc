#include "libcg/bench/alerts.h"

#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/history_summary.h"
#include "libcg/bench/prometheus.h"
#include "libcg/bench/trend_page.h"
#include "tests/unit/bench/noise.h"
#include "tests/unit/catch.h"

namespace cg::bench {
namespace {

constexpr std::int64_t kHourNs = 3'600'000'000'000;

void add(std::vector<HistorySample>& samples, double ms, std::size_t count, std::uint8_t status = 0, const std::string& what = "cg-query def") {
  for (std::size_t i = 0; i < count; ++i) {
    const auto time_ns = static_cast<std::int64_t>(samples.size() + 1) * 1000;
    samples.push_back({time_ns, static_cast<std::uint64_t>(ms * 1e6), 5'000'000, status, what});
  }
}

AlertLevel level_after(const std::vector<HistorySample>& samples, const std::string& rule = "cg-query_* mean_ms 50 100 40") {
  const auto rules = parse_rules(rule, "rules");
  const auto alerts = check_alerts(rules, samples);
  REQUIRE(alerts.size() == 1);
  return alerts[0].level;
}

TEST_CASE("an alert begins at its level, and ends only below another one") {
  std::vector<HistorySample> samples;
  add(samples, 20, 200);
  CHECK(level_after(samples) == AlertLevel::kNone);
  add(samples, 60, 100);
  CHECK(level_after(samples) == AlertLevel::kWarning);
  add(samples, 45, 100);  // below warning, not yet clear
  CHECK(level_after(samples) == AlertLevel::kWarning);
  add(samples, 150, 100);
  CHECK(level_after(samples) == AlertLevel::kCritical);
  add(samples, 45, 100);
  CHECK(level_after(samples) == AlertLevel::kWarning);
  add(samples, 30, 100);
  CHECK(level_after(samples) == AlertLevel::kNone);
  add(samples, 45, 100);  // the same figure that kept the alert does not begin one
  CHECK(level_after(samples) == AlertLevel::kNone);
}

TEST_CASE("a few samples raise no alert, the time when it began is told") {
  std::vector<HistorySample> samples;
  add(samples, 500, kLeastWindow - 1);
  CHECK(level_after(samples) == AlertLevel::kNone);
  add(samples, 500, 1);
  const auto alerts = check_alerts(parse_rules("cg-query_def mean_ms 50 100 40", "rules"), samples);
  CHECK(alerts.at(0).level == AlertLevel::kCritical);
  CHECK(alerts.at(0).since_ns == samples.back().time_ns);
}

TEST_CASE("a rule watches what its pattern says, each command for itself") {
  std::vector<HistorySample> samples;
  add(samples, 20, 30);
  add(samples, 900, 30, 0, "cg-index");
  add(samples, 20, 30, 2, "cg-query refs");
  const auto rules = parse_rules("cg-query_* p95_ms 45 90 40\n* error_share 0.1 0.5 0.05\n", "rules");
  std::vector<std::string> raised;
  for (const Alert& alert : check_alerts(rules, samples)) {
    if (alert.level != AlertLevel::kNone) raised.push_back(alert.what + "/" + std::string(name_of(alert.rule.figure)));
  }
  CHECK(raised == std::vector<std::string>{"cg-query refs/error_share"});
}

TEST_CASE("bad rules are refused with their line") {
  const auto refusal = [](const std::string& text) {
    try {
      static_cast<void>(parse_rules(text, "file"));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(refusal(std::string(default_rules())) == "accepted");
  CHECK_THAT(refusal("#\n"), cg_matchers::Contains("no rules"));
  CHECK_THAT(refusal("a p95_ms 1 2\n"), cg_matchers::StartsWith("file:1: 4 words"));
  CHECK_THAT(refusal("a speed 1 2 1\n"), cg_matchers::Contains("speed is no figure"));
  CHECK_THAT(refusal("a p95_ms 5 2 1\n"), cg_matchers::Contains("nor warning above critical"));
  CHECK_THAT(refusal("a p95_ms 1 2 1.5\n"), cg_matchers::Contains("clear must not be above"));
  CHECK_THAT(refusal("a p95_ms x 2 1\n"), cg_matchers::Contains("no number"));
}

TEST_CASE("the moving window is the last 100 samples, and the one before is the 100 before") {
  std::vector<HistorySample> samples;
  add(samples, 1000, 50);
  add(samples, 10, 100);
  add(samples, 30, 100);
  const auto summary = summarize(samples).at(0);
  CHECK(summary.samples == 250);
  CHECK(summary.window == 100);
  CHECK(summary.mean_ms == Approx(30));
  CHECK(summary.previous_mean_ms == Approx(10));
  CHECK(summary.p99_ms == Approx(30));
  CHECK(summary.peak_mb == Approx(5));
}

TEST_CASE("a slowdown over a week is a rising trend, noise is steady, and a few points are unclear") {
  const auto direction = [](double growth, int hours) {
    Noise noise(17);
    std::vector<HistorySample> samples;
    for (int hour = 0; hour < hours; ++hour) {
      for (const double ms : noise.times(5, 10 * (1 + growth * hour / 168.0), 0.1)) {
        samples.push_back({hour * kHourNs, static_cast<std::uint64_t>(ms * 1e6), 0, 0, "cg-query def"});
      }
    }
    return trends(samples, 0, 168 * kHourNs).at(0);
  };
  CHECK(direction(0.3, 168).direction == "rising");
  CHECK(direction(0.3, 168).percent_a_day == Approx(0.3 / 7 * 100 / 1.15).epsilon(0.25));
  CHECK(direction(-0.3, 168).direction == "falling");
  CHECK(direction(0, 168).direction == "steady");
  CHECK(direction(0.3, 5).direction == "unclear");
  CHECK(direction(0.3, 168).points.size() <= kTrendPoints);
}

TEST_CASE("samples outside the time asked for do not count") {
  const std::vector<HistorySample> samples{{1, 1000, 0, 0, "a"}, {100, 1000, 0, 0, "a"}, {300, 1000, 0, 0, "b"}};
  const auto found = trends(samples, 50, 200);
  REQUIRE(found.size() == 1);
  CHECK(found[0].samples == 1);
  CHECK(trends(samples, 400, 500).empty());
}

TEST_CASE("the texts for others escape what a command may be called") {
  std::vector<HistorySample> samples;
  add(samples, 5, 30, 0, "a\"b\\<c>");
  const auto page = trend_page("t&", trends(samples, 0, 1'000'000));
  CHECK_THAT(page, cg_matchers::Contains("a&quot;b\\&lt;c&gt;"));
  CHECK_THAT(page, cg_matchers::Contains("<h1>t&amp;</h1>"));
  CHECK(page.find("http") == std::string::npos);  // it stands alone
  const auto text = prometheus_text(summarize(samples), {});
  CHECK_THAT(text, cg_matchers::Contains("cg_command_seconds{command=\"a\\\"b\\\\<c>\",quantile=\"0.95\"} 0.005"));
}

}  // namespace
}  // namespace cg::bench
