#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "libcg/bench/history.h"
#include "libcg/bench/trend.h"

namespace cg::bench {

/// The moving windows of the monitor, in samples.
inline constexpr std::size_t kWindow = 100;

/// What a command did lately: its last kWindow samples.
struct CommandSummary {
  std::string what;
  std::uint64_t samples = 0;       ///< all that the history holds
  std::size_t window = 0;          ///< those looked at
  double mean_ms = 0, p50_ms = 0, p95_ms = 0, p99_ms = 0;
  double previous_mean_ms = 0;     ///< of the window before; 0: there is none
  double error_share = 0;          ///< with exit status 2
  double peak_mb = 0;              ///< the largest, 10^6 bytes
  double total_s = 0;              ///< of all samples
  std::uint64_t errors = 0;        ///< of all samples
};

/// By command, in order of their names.
[[nodiscard]] std::vector<CommandSummary> summarize(std::span<const HistorySample> samples);

/// A stretch of time of one command.
struct TrendPoint {
  double hours = 0;  ///< before the end; negative
  double p50_ms = 0, p95_ms = 0;
  std::size_t samples = 0;
};

struct CommandTrend {
  std::string what;
  std::vector<TrendPoint> points;  ///< in order of time
  std::uint64_t samples = 0;
  Trend trend;                     ///< of the medians, ms an hour
  double percent_a_day = 0;        ///< of the median of all points
  /// "rising", "falling", "steady" (no significant slope, or one of 0), or "unclear" (too few points to tell).
  std::string direction;
};

/// The trend of each command between two moments (ns since 1970), in at most kTrendPoints stretches of equal length:
/// their medians, so that an hour with a thousand questions weighs as much as one with five.
inline constexpr std::size_t kTrendPoints = 200;
[[nodiscard]] std::vector<CommandTrend> trends(std::span<const HistorySample> samples, std::int64_t since_ns, std::int64_t until_ns);

}  // namespace cg::bench
