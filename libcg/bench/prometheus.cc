#include "libcg/bench/prometheus.h"

#include <fmt/format.h>

namespace cg::bench {
namespace {

/// Label values escape backslash, quote and newline.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string prometheus_text(std::span<const CommandSummary> summaries, std::span<const Alert> alerts) {
  std::string out =
      "# HELP cg_command_seconds How long commands took; quantiles of the last 100.\n"
      "# TYPE cg_command_seconds summary\n";
  for (const CommandSummary& one : summaries) {
    const std::string what = label(one.what);
    for (const auto& [q, value] : {std::pair{"0.5", one.p50_ms}, {"0.95", one.p95_ms}, {"0.99", one.p99_ms}}) {
      out += fmt::format("cg_command_seconds{{command=\"{}\",quantile=\"{}\"}} {:.9g}\n", what, q, value / 1e3);
    }
    out += fmt::format("cg_command_seconds_sum{{command=\"{}\"}} {:.9g}\n", what, one.total_s);
    out += fmt::format("cg_command_seconds_count{{command=\"{}\"}} {}\n", what, one.samples);
  }
  out +=
      "# HELP cg_command_errors Commands in the history that ended with exit status 2.\n"
      "# TYPE cg_command_errors gauge\n";
  for (const CommandSummary& one : summaries) out += fmt::format("cg_command_errors{{command=\"{}\"}} {}\n", label(one.what), one.errors);
  out +=
      "# HELP cg_command_peak_bytes Most resident memory of the last 100.\n"
      "# TYPE cg_command_peak_bytes gauge\n";
  for (const CommandSummary& one : summaries) out += fmt::format("cg_command_peak_bytes{{command=\"{}\"}} {:.0f}\n", label(one.what), one.peak_mb * 1e6);
  out +=
      "# HELP cg_alert Whether an alert is raised: 0 none, 1 warning, 2 critical.\n"
      "# TYPE cg_alert gauge\n";
  for (const Alert& alert : alerts) {
    out += fmt::format("cg_alert{{command=\"{}\",figure=\"{}\"}} {}\n", label(alert.what), name_of(alert.rule.figure), static_cast<int>(alert.level));
  }
  return out;
}

}  // namespace cg::bench
