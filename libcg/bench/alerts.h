#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/bench/history.h"

namespace cg::bench {

enum class AlertLevel { kNone, kWarning, kCritical };
[[nodiscard]] std::string_view name_of(AlertLevel level) noexcept;

/// A figure of the moving window that a rule watches.
enum class Watched { kMeanMs, kP50Ms, kP95Ms, kP99Ms, kErrorShare, kPeakMb };
[[nodiscard]] std::string_view name_of(Watched figure) noexcept;

/// One line of a rules file: command  figure  warning  critical  clear. The command may end in *.
struct AlertRule {
  std::string command;
  Watched figure = Watched::kP95Ms;
  double warning = 0;
  double critical = 0;
  double clear = 0;  ///< an alert ends only below this: a figure on the edge does not ring all day

  [[nodiscard]] bool watches(std::string_view what) const;
};

/// The rules that are used without a file: the published target of a query, and a share of errors.
[[nodiscard]] std::string_view default_rules() noexcept;
/// Error{kFormat} naming `name`, the line and what is wrong: also unless clear <= warning <= critical.
[[nodiscard]] std::vector<AlertRule> parse_rules(std::string_view text, const std::string& name);

struct Alert {
  std::string what;
  AlertRule rule;
  AlertLevel level = AlertLevel::kNone;
  double value = 0;             ///< in the last window
  std::int64_t since_ns = 0;    ///< when the level was entered; 0 for kNone
};

/// The state of every rule for every command that it watches, after the history's last sample. Windows of fewer than
/// kLeastWindow samples raise nothing. There is no state beside the history: the windows are gone through again, so that
/// any number of monitors say the same.
inline constexpr std::size_t kLeastWindow = 20;
[[nodiscard]] std::vector<Alert> check_alerts(std::span<const AlertRule> rules, std::span<const HistorySample> samples);

}  // namespace cg::bench
