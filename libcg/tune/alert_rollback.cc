#include "libcg/tune/alert_rollback.h"

#include <algorithm>

#include "libcg/base/error.h"

namespace cg::tune {

std::optional<AlertRollback> roll_back_for(std::span<const bench::Alert> alerts, ProfileStore& store) {
  const auto since = store.in_force_since_ns();
  if (!since) return std::nullopt;
  const auto cause = std::find_if(alerts.begin(), alerts.end(), [&](const bench::Alert& alert) {
    return alert.level != bench::AlertLevel::kNone && alert.since_ns > *since;
  });
  if (cause == alerts.end()) return std::nullopt;
  std::uint64_t from = 0;
  try {
    const auto active = store.active();
    if (!active) return std::nullopt;
    from = active->number;
  } catch (const Error&) {
    return std::nullopt;  // tools pass a damaged one over: it slows nothing down
  }
  const auto to = store.roll_back();
  return AlertRollback{cause->what, from, to ? to->number : 0};
}

}  // namespace cg::tune
