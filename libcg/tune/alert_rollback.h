#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "libcg/bench/alerts.h"
#include "libcg/tune/profile_store.h"

namespace cg::tune {

/// What an alert brought about.
struct AlertRollback {
  std::string what;           ///< the command whose figures raised it
  std::uint64_t from = 0;     ///< the profile that was in force
  std::uint64_t to = 0;       ///< the one in force now; 0: what was shipped
};

/// Takes the profile in force back if an alert, of any level, began while it was: what was proved in trials does not hold in
/// use, and whose fault it is can be found out later. Once an alert: the profile brought back is in force from now on, and the
/// alert began before. Empty: there was no reason, or nothing to take back. Error as of ProfileStore::roll_back.
[[nodiscard]] std::optional<AlertRollback> roll_back_for(std::span<const bench::Alert> alerts, ProfileStore& store);

}  // namespace cg::tune
