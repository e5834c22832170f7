#pragma once

namespace cg::tools {

/// While it lives, SIGINT, SIGTERM and SIGHUP do not end the process but ask it to end: the first of them; the second of a kind does
/// as always. One at a time.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// The signal that came; 0: none yet.
  [[nodiscard]] int number() const;
  /// Readable from the moment it has come.
  [[nodiscard]] int fd() const;
};

}  // namespace cg::tools
