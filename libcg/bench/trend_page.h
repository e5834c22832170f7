#pragma once
#include <span>
#include <string>

#include "libcg/bench/history_summary.h"

namespace cg::bench {

/// One HTML page with a table and a plot (SVG) for each command. It stands alone: no script, no style sheet, no picture
/// from elsewhere. `title` and names are escaped.
[[nodiscard]] std::string trend_page(const std::string& title, std::span<const CommandTrend> trends);

}  // namespace cg::bench
