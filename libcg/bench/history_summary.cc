#include "libcg/bench/history_summary.h"

#include <algorithm>
#include <numeric>

namespace cg::bench {
namespace {

double ms(const HistorySample& sample) { return static_cast<double>(sample.elapsed_ns) / 1e6; }

std::map<std::string, std::vector<HistorySample>> by_command(std::span<const HistorySample> samples) {
  std::map<std::string, std::vector<HistorySample>> commands;
  for (const HistorySample& sample : samples) commands[sample.what].push_back(sample);
  return commands;
}

double mean_ms(std::span<const HistorySample> samples) {
  const double sum = std::accumulate(samples.begin(), samples.end(), 0.0, [](double so_far, const HistorySample& one) { return so_far + ms(one); });
  return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

CommandSummary summary_of(const std::string& what, std::span<const HistorySample> samples) {
  CommandSummary summary{.what = what, .samples = samples.size()};
  const auto window = samples.last(std::min(samples.size(), kWindow));
  const auto rest = samples.first(samples.size() - window.size());
  std::vector<double> times;
  std::size_t errors = 0;
  for (const HistorySample& one : window) {
    times.push_back(ms(one));
    errors += one.status == 2 ? 1 : 0;
    summary.peak_mb = std::max(summary.peak_mb, static_cast<double>(one.peak_bytes) / 1e6);
  }
  summary.window = window.size();
  summary.mean_ms = mean_ms(window);
  summary.p50_ms = quantile(times, 0.5);
  summary.p95_ms = quantile(times, 0.95);
  summary.p99_ms = quantile(times, 0.99);
  summary.previous_mean_ms = mean_ms(rest.last(std::min(rest.size(), kWindow)));
  summary.error_share = static_cast<double>(errors) / static_cast<double>(window.size());
  for (const HistorySample& one : samples) {
    summary.total_s += ms(one) / 1e3;
    summary.errors += one.status == 2 ? 1 : 0;
  }
  return summary;
}

std::vector<TrendPoint> points_of(std::span<const HistorySample> samples, std::int64_t since_ns, std::int64_t until_ns) {
  const double length_ns = std::max(static_cast<double>(until_ns - since_ns), 1.0);
  std::map<std::size_t, std::vector<double>> stretches;
  for (const HistorySample& one : samples) {
    const auto stretch = static_cast<std::size_t>(static_cast<double>(one.time_ns - since_ns) / length_ns * kTrendPoints);
    stretches[std::min(stretch, kTrendPoints - 1)].push_back(ms(one));
  }
  std::vector<TrendPoint> points;
  for (const auto& [stretch, times] : stretches) {
    const double middle = (static_cast<double>(stretch) + 0.5) / kTrendPoints - 1;
    points.push_back({middle * length_ns / 3.6e12, quantile(times, 0.5), quantile(times, 0.95), times.size()});
  }
  return points;
}

CommandTrend trend_of(const std::string& what, std::span<const HistorySample> samples, std::int64_t since_ns, std::int64_t until_ns) {
  constexpr std::size_t kLeastPoints = 8;
  CommandTrend command{.what = what, .points = points_of(samples, since_ns, until_ns), .samples = samples.size(), .trend = {}, .direction = {}};
  std::vector<double> hours, medians;
  for (const TrendPoint& point : command.points) {
    hours.push_back(point.hours);
    medians.push_back(point.p50_ms);
  }
  command.trend = theil_sen(hours, medians);
  const double typical = median(medians);
  command.percent_a_day = typical > 0 ? 100 * 24 * command.trend.slope.estimate / typical : 0;
  command.direction = command.points.size() < kLeastPoints ? "unclear"
                      : command.trend.p >= 0.05 || command.trend.slope.estimate == 0 ? "steady"
                      : command.trend.slope.estimate > 0   ? "rising"
                                                           : "falling";
  return command;
}

}  // namespace

std::vector<CommandSummary> summarize(std::span<const HistorySample> samples) {
  std::vector<CommandSummary> summaries;
  for (const auto& [what, of_command] : by_command(samples)) summaries.push_back(summary_of(what, of_command));
  return summaries;
}

std::vector<CommandTrend> trends(std::span<const HistorySample> samples, std::int64_t since_ns, std::int64_t until_ns) {
  std::vector<HistorySample> inside;
  std::copy_if(samples.begin(), samples.end(), std::back_inserter(inside),
               [&](const HistorySample& one) { return one.time_ns >= since_ns && one.time_ns <= until_ns; });
  std::vector<CommandTrend> list;
  for (const auto& [what, of_command] : by_command(inside)) list.push_back(trend_of(what, of_command, since_ns, until_ns));
  return list;
}

}  // namespace cg::bench
