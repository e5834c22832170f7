#include "libcg/bench/trend_page.h"

#include <fmt/format.h>

#include <algorithm>

namespace cg::bench {
namespace {

constexpr double kWidth = 720, kHeight = 180, kLeft = 60, kBottom = 24;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

/// Maps hours and milliseconds to the plot.
struct Scale {
  double first_hour, last_hour, most_ms;
  [[nodiscard]] double x(double hours) const {
    const double span = std::max(last_hour - first_hour, 1e-9);
    return kLeft + (hours - first_hour) / span * (kWidth - kLeft - 8);
  }
  [[nodiscard]] double y(double ms) const { return kHeight - kBottom - ms / most_ms * (kHeight - kBottom - 8); }
};

void add_plot(std::string& out, const CommandTrend& command) {
  Scale scale{command.points.front().hours, 0, 1e-9};
  for (const TrendPoint& point : command.points) scale.most_ms = std::max(scale.most_ms, point.p95_ms);
  out += fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"milliseconds over time\">\n", kWidth, kHeight);
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = scale.y(share * scale.most_ms);
    out += fmt::format("<line class=\"grid\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", kLeft, y, kWidth - 8, y);
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.3g} ms</text>\n", kLeft - 6, y + 4, share * scale.most_ms);
  }
  out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{:.1f} h ago</text>\n", kLeft, kHeight - 6, -scale.first_hour);
  out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">now</text>\n", kWidth - 8, kHeight - 6);
  for (const bool tail : {true, false}) {
    out += fmt::format("<polyline class=\"{}\" points=\"", tail ? "p95" : "p50");
    for (const TrendPoint& point : command.points) out += fmt::format("{:.1f},{:.1f} ", scale.x(point.hours), scale.y(tail ? point.p95_ms : point.p50_ms));
    out += "\"/>\n";
  }
  const auto line_y = [&](double hours) { return scale.y(std::clamp(command.trend.intercept + command.trend.slope.estimate * hours, 0.0, scale.most_ms)); };
  out += fmt::format("<line class=\"trend\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n", scale.x(scale.first_hour),
                     line_y(scale.first_hour), scale.x(0), line_y(0));
  out += "</svg>\n";
}

}  // namespace

std::string trend_page(const std::string& title, std::span<const CommandTrend> trends) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{0}</title>\n<style>\n"
      "body {{ font: 14px sans-serif; max-width: 760px; margin: 2em auto; }}\n"
      "table {{ border-collapse: collapse; }} td, th {{ padding: 2px 10px; text-align: right; }} td:first-child {{ text-align: left; }}\n"
      "svg {{ width: 100%; }} text {{ font: 11px sans-serif; fill: #555; }}\n"
      ".grid {{ stroke: #ddd; }} .p50 {{ fill: none; stroke: #06c; }} .p95 {{ fill: none; stroke: #c60; }} .trend {{ stroke: #000; stroke-dasharray: 4 3; }}\n"
      "</style>\n</head>\n<body>\n<h1>{0}</h1>\n"
      "<p>Blue: median; orange: 95th percentile; dashed: Theil-Sen line through the medians. p is that of Mann and Kendall's test.</p>\n"
      "<table>\n<tr><th>command</th><th>samples</th><th>% a day</th><th>p</th><th></th></tr>\n",
      escaped(title));
  for (const CommandTrend& one : trends) {
    out += fmt::format("<tr><td>{}</td><td>{}</td><td>{:+.2f}</td><td>{:.2g}</td><td>{}</td></tr>\n", escaped(one.what), one.samples, one.percent_a_day, one.trend.p, one.direction);
  }
  out += "</table>\n";
  for (const CommandTrend& one : trends) {
    out += fmt::format("<h2>{}</h2>\n", escaped(one.what));
    if (!one.points.empty()) add_plot(out, one);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace cg::bench
