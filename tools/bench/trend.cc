#include "libcg/bench/trend.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <memory>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/bench/history_summary.h"
#include "libcg/bench/trend_page.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

constexpr int kExitNoHistory = 5;

struct TrendOptions {
  std::string since = "7d";
  std::string html;
  std::uint64_t until_s = 0;  ///< 0: now
  bool gnuplot = false;
};

/// "90m", "12h", "7d", "2w" in nanoseconds.
std::int64_t duration_ns(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, number);
  const std::string_view units = "mhdw";
  const std::size_t at = unit + 1 == end ? units.find(*unit) : std::string_view::npos;
  if (error != std::errc{} || at == std::string_view::npos || number <= 0 || number > 100'000) {
    throw Error(ErrorKind::kUsage, fmt::format("--since: {} is no length of time; write 90m, 12h, 7d or 2w", text));
  }
  constexpr std::int64_t kMinutes[] = {1, 60, 24 * 60, 7 * 24 * 60};
  return number * kMinutes[at] * 60'000'000'000;
}

void write_gnuplot(cli::Output& output, const std::vector<bench::CommandTrend>& trends) {
  // A data set for each command, as gnuplot's "index" counts them: two empty lines between.
  for (const bench::CommandTrend& one : trends) {
    output.write(fmt::format("# {}\n# hours p50_ms p95_ms samples\n", one.what));
    for (const bench::TrendPoint& point : one.points) {
      output.write(fmt::format("{:.4f} {:.6f} {:.6f} {}\n", point.hours, point.p50_ms, point.p95_ms, point.samples));
    }
    output.write("\n\n");
  }
  output.flush();
}

int run_trend(const BenchOptions& options, const TrendOptions& given) {
  cli::ProgressBar messages(message_settings(options));
  const std::int64_t until_ns = given.until_s != 0 ? static_cast<std::int64_t>(given.until_s) * 1'000'000'000
                                                   : std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto index = index_directory(options);
  const auto trends = bench::trends(bench::read_history(index), until_ns - duration_ns(given.since), until_ns);
  if (trends.empty()) {
    messages.warning({}, fmt::format("nothing was recorded in the last {}; run the tools with --metrics or CG_METRICS=1", given.since));
    return kExitNoHistory;
  }
  if (!given.html.empty()) write_file_atomically(given.html, bench::trend_page(fmt::format("cg: the last {}", given.since), trends));
  cli::Output output;
  if (given.gnuplot) {
    write_gnuplot(output, trends);
    return cli::kExitFound;
  }
  cli::RecordWriter writer(output, cli::record_style(options.common), {"command", "samples", "points", "direction", "percent_a_day", "p", "slope_ms_a_day", "low", "high"});
  for (const bench::CommandTrend& one : trends) {
    const bench::Interval& slope = one.trend.slope;
    if (options.common.json) {
      writer.write({one.what, one.samples, one.points.size(), one.direction, one.percent_a_day, one.trend.p, 24 * slope.estimate, 24 * slope.low, 24 * slope.high});
    } else {
      writer.write({one.what, one.samples, one.points.size(), one.direction, fmt::format("{:+.2f}", one.percent_a_day), fmt::format("{:.2g}", one.trend.p),
                    fmt::format("{:.4g}", 24 * slope.estimate), fmt::format("{:.4g}", 24 * slope.low), fmt::format("{:.4g}", 24 * slope.high)});
    }
  }
  writer.finish();
  return cli::kExitFound;
}

}  // namespace

BenchVerb add_trend(CLI::App& tool, BenchOptions& options) {
  auto given = std::make_shared<TrendOptions>();
  CLI::App* verb = add_table_verb(tool, options, "trend", "Whether commands get slower, from the recorded history");
  verb->add_option("--since", given->since, "How far back: 90m, 12h, 7d, 2w")->type_name("TIME")->capture_default_str();
  verb->add_option("--until", given->until_s, "Where the time ends, in seconds since 1970, instead of now")->type_name("SECONDS")->check(CLI::Range(std::uint64_t{1}, std::uint64_t{9'000'000'000}));
  verb->add_option("--html", given->html, "Also write one page with plots")->type_name("FILE");
  verb->add_flag("--gnuplot", given->gnuplot, "Write the points for gnuplot instead of the table");
  return {verb, [&options, given] { return run_trend(options, *given); }};
}

}  // namespace cg::tools
