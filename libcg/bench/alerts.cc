#include "libcg/bench/alerts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "libcg/base/error.h"
#include "libcg/bench/history_summary.h"

namespace cg::bench {
namespace {

constexpr std::string_view kDefaultRules = R"(# Alerts of cg-bench monitor: --rules FILE reads a file like this.
# figure: mean_ms p50_ms p95_ms p99_ms error_share peak_mb, of the last 100 samples of a command.
# An alert begins at warning or critical and ends below clear.
#
# command (_ for a blank)  figure       warning  critical  clear
cg-query_*                 p95_ms       45       100       40
*                          error_share  0.05     0.25      0.01
)";

constexpr std::array<std::string_view, 6> kFigures{"mean_ms", "p50_ms", "p95_ms", "p99_ms", "error_share", "peak_mb"};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  line = line.substr(0, line.find('#'));
  for (std::size_t at = line.find_first_not_of(" \t\r"); at != std::string_view::npos; at = line.find_first_not_of(" \t\r", at)) {
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

double number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value < 0) {
    throw Error(ErrorKind::kFormat, fmt::format("{} is no number of 0 or above", text));
  }
  return value;
}

AlertRule rule_of(std::vector<std::string> words) {
  if (words.size() != 5) throw Error(ErrorKind::kFormat, fmt::format("{} words, and a rule has 5: command figure warning critical clear", words.size()));
  std::replace(words[0].begin(), words[0].end(), '_', ' ');
  const auto figure = std::find(kFigures.begin(), kFigures.end(), words[1]);
  if (figure == kFigures.end()) throw Error(ErrorKind::kFormat, fmt::format("{} is no figure; there are {}", words[1], fmt::join(kFigures, ", ")));
  AlertRule rule{words[0], static_cast<Watched>(figure - kFigures.begin()), number(words[2]), number(words[3]), number(words[4])};
  if (rule.clear > rule.warning || rule.warning > rule.critical) throw Error(ErrorKind::kFormat, "clear must not be above warning, nor warning above critical");
  return rule;
}

double value_of(const CommandSummary& summary, Watched figure) {
  switch (figure) {
    case Watched::kMeanMs: return summary.mean_ms;
    case Watched::kP50Ms: return summary.p50_ms;
    case Watched::kP95Ms: return summary.p95_ms;
    case Watched::kP99Ms: return summary.p99_ms;
    case Watched::kErrorShare: return summary.error_share;
    case Watched::kPeakMb: return summary.peak_mb;
  }
  return 0;
}

/// Up at once, down one way only: to none, and only below clear. A critical alert that falls back to the warning's range
/// becomes a warning.
AlertLevel next_level(AlertLevel level, const AlertRule& rule, double value) {
  if (value >= rule.critical) return AlertLevel::kCritical;
  if (value >= rule.warning) return AlertLevel::kWarning;
  if (value < rule.clear || level == AlertLevel::kNone) return AlertLevel::kNone;
  return AlertLevel::kWarning;
}

Alert follow(const AlertRule& rule, const std::string& what, std::span<const HistorySample> samples) {
  Alert alert{what, rule, AlertLevel::kNone, 0, 0};
  // A window every tenth sample, and the last one: an alert is noticed within ten samples, at a tenth of the work.
  constexpr std::size_t kStep = 10;
  for (std::size_t end = std::min(kLeastWindow, samples.size()); end <= samples.size(); end = end == samples.size() ? end + 1 : std::min(end + kStep, samples.size())) {
    const std::size_t begin = end - std::min(end, kWindow);
    alert.value = value_of(summarize(samples.subspan(begin, end - begin)).front(), rule.figure);
    if (end < kLeastWindow) continue;
    const AlertLevel level = next_level(alert.level, rule, alert.value);
    if (level != alert.level) alert.since_ns = level == AlertLevel::kNone ? 0 : samples[end - 1].time_ns;
    alert.level = level;
  }
  return alert;
}

}  // namespace

std::string_view name_of(AlertLevel level) noexcept {
  switch (level) {
    case AlertLevel::kNone: return "none";
    case AlertLevel::kWarning: return "warning";
    case AlertLevel::kCritical: return "critical";
  }
  return "none";
}

std::string_view name_of(Watched figure) noexcept { return kFigures[static_cast<std::size_t>(figure)]; }

bool AlertRule::watches(std::string_view what) const {
  if (!command.ends_with('*')) return what == command;
  return what.starts_with(std::string_view(command).substr(0, command.size() - 1));
}

std::string_view default_rules() noexcept { return kDefaultRules; }

std::vector<AlertRule> parse_rules(std::string_view text, const std::string& name) {
  std::vector<AlertRule> rules;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    auto words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty()) continue;
    try {
      rules.push_back(rule_of(std::move(words)));
    } catch (const Error& error) {
      throw Error(ErrorKind::kFormat, fmt::format("{}:{}: {}", name, line, error.what()));
    }
  }
  if (rules.empty()) throw Error(ErrorKind::kFormat, fmt::format("{}: no rules in it; cg-bench monitor --print-rules writes a file to begin with", name));
  return rules;
}

std::vector<Alert> check_alerts(std::span<const AlertRule> rules, std::span<const HistorySample> samples) {
  std::map<std::string, std::vector<HistorySample>> commands;
  for (const HistorySample& sample : samples) commands[sample.what].push_back(sample);
  std::vector<Alert> alerts;
  for (const AlertRule& rule : rules) {
    for (const auto& [what, of_command] : commands) {
      if (rule.watches(what)) alerts.push_back(follow(rule, what, of_command));
    }
  }
  return alerts;
}

}  // namespace cg::bench
