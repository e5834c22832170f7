#pragma once
#include <span>
#include <string>

#include "libcg/bench/alerts.h"
#include "libcg/bench/history_summary.h"

namespace cg::bench {

/// Summaries and alerts in the text exposition format of Prometheus, version 0.0.4: for node_exporter's textfile
/// collector, or any that reads it.
[[nodiscard]] std::string prometheus_text(std::span<const CommandSummary> summaries, std::span<const Alert> alerts);

}  // namespace cg::bench
