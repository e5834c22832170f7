#pragma once
#include <cstdint>

namespace cg::bench {

/// What else the machine did while something was measured.
struct MachineLoad {
  double others_share = 0;  ///< of all the machine's CPU time, what other processes used, 0 to 1
  double stolen_share = 0;  ///< what the host gave to other guests
  double load_average = 0;  ///< of the last minute, at the end
};

/// Watches from its making on. Reads /proc/stat, which costs some tens of microseconds; where there is none, all is 0.
class LoadWatch {
 public:
  LoadWatch();
  [[nodiscard]] MachineLoad since_start() const;

  /// Above this share of other processes, samples say more about them than about us.
  static constexpr double kTooBusy = 0.25;

 private:
  struct Ticks {
    std::uint64_t all = 0, busy = 0, stolen = 0;
    double own_seconds = 0;  ///< with finished children
  };
  [[nodiscard]] static Ticks read();
  Ticks start_;
};

}  // namespace cg::bench
