#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "libcg/base/error.h"
#include "libcg/base/profile_place.h"
#include "libcg/bench/alerts.h"
#include "libcg/bench/history_summary.h"
#include "libcg/bench/prometheus.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "libcg/tune/alert_rollback.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

// What scripts go by: an alert that can wait is a gate that failed, one that cannot has a status of its own.
constexpr int kExitWarning = 1;
constexpr int kExitNoHistory = 5;
constexpr int kExitCritical = 6;

struct MonitorOptions {
  std::string rules;
  bool prometheus = false;
  bool print_rules = false;
  bool no_rollback = false;
};

void write_table(const BenchOptions& options, const std::vector<bench::CommandSummary>& summaries, const std::vector<bench::Alert>& alerts) {
  cli::Output output;
  cli::RecordWriter writer(output, cli::record_style(options.common),
                           {"command", "samples", "mean_ms", "previous_mean_ms", "p50_ms", "p95_ms", "p99_ms", "error_share", "peak_mb", "alerts"});
  const auto figure = [&](std::string& text, double value) -> cli::Field {
    if (options.common.json) return value;
    text = fmt::format("{:.3f}", value);
    return std::string_view(text);
  };
  for (const bench::CommandSummary& one : summaries) {
    std::vector<std::string> raised;
    for (const bench::Alert& alert : alerts) {
      if (alert.what == one.what && alert.level != bench::AlertLevel::kNone) raised.push_back(fmt::format("{}:{}", name_of(alert.level), name_of(alert.rule.figure)));
    }
    std::string texts[7];
    writer.write({one.what, one.samples, figure(texts[0], one.mean_ms), one.previous_mean_ms > 0 ? figure(texts[1], one.previous_mean_ms) : cli::Field(),
                  figure(texts[2], one.p50_ms), figure(texts[3], one.p95_ms), figure(texts[4], one.p99_ms), figure(texts[5], one.error_share),
                  figure(texts[6], one.peak_mb), std::span<const std::string>(raised)});
  }
  writer.finish();
}

/// What cg-tune proved in trials may not hold in use: then it is taken back, and the alert says so.
void roll_back(const std::filesystem::path& index, std::span<const bench::Alert> alerts, cli::ProgressBar& messages) {
  const auto root = profile_root();
  const std::string of_index = index_class(index);
  if (root.empty() || of_index.empty()) return;
  tune::ProfileStore store(profile_directory(root, machine_key(), of_index));
  try {
    const auto done = tune::roll_back_for(alerts, store);
    if (!done) return;
    messages.warning(done->what, fmt::format("the alert began under profile {}, which is taken back: {} in force again", done->from,
                                             done->to == 0 ? std::string("the settings that were shipped are") : fmt::format("profile {} is", done->to)));
  } catch (const Error& error) {
    messages.warning({}, fmt::format("an alert began under the profile in force, which could not be taken back: {}", error.what()));
  }
}

int run_monitor(const BenchOptions& options, const MonitorOptions& given) {
  if (given.print_rules) {
    cli::Output output;
    output.write(bench::default_rules());
    output.flush();
    return cli::kExitFound;
  }
  cli::ProgressBar messages(message_settings(options));
  const auto rules = given.rules.empty() ? bench::parse_rules(bench::default_rules(), "default rules") : bench::parse_rules(read_text(given.rules), given.rules);
  const auto samples = bench::read_history(index_directory(options));
  if (samples.empty()) {
    messages.warning({}, "nothing has been recorded; run the tools with --metrics or CG_METRICS=1");
    return kExitNoHistory;
  }
  const auto summaries = bench::summarize(samples);
  const auto alerts = bench::check_alerts(rules, samples);
  if (given.prometheus) {
    cli::Output output;
    output.write(bench::prometheus_text(summaries, alerts));
    output.flush();
  } else {
    write_table(options, summaries, alerts);
  }
  auto worst = bench::AlertLevel::kNone;
  for (const bench::Alert& alert : alerts) {
    worst = std::max(worst, alert.level);
    if (alert.level == bench::AlertLevel::kNone) continue;
    const auto limit = alert.level == bench::AlertLevel::kCritical ? alert.rule.critical : alert.rule.warning;
    messages.warning(alert.what, fmt::format("{}: {} is {:.3g} (limit {:.3g}, clears below {:.3g})", name_of(alert.level), name_of(alert.rule.figure), alert.value, limit, alert.rule.clear));
  }
  if (!given.no_rollback) roll_back(index_directory(options), alerts, messages);
  if (worst == bench::AlertLevel::kCritical) return kExitCritical;
  return worst == bench::AlertLevel::kWarning ? kExitWarning : cli::kExitFound;
}

}  // namespace

BenchVerb add_monitor(CLI::App& tool, BenchOptions& options) {
  auto given = std::make_shared<MonitorOptions>();
  CLI::App* verb = add_table_verb(tool, options, "monitor", "What commands took lately; exit status 1 for a warning, 6 for a critical alert");
  verb->add_option("--rules", given->rules, "When to raise an alert; by default the published targets")->type_name("FILE");
  verb->add_flag("--print-rules", given->print_rules, "Write the default rules, to be edited");
  verb->add_flag("--prometheus", given->prometheus, "Write the text format of Prometheus");
  verb->add_flag("--no-rollback", given->no_rollback, "Leave the settings of cg-tune in force whatever the alerts");
  return {verb, [&options, given] { return run_monitor(options, *given); }};
}

}  // namespace cg::tools
