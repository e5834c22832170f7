#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "libcg/base/events.h"

namespace cg::cli {

/// Shows on stderr what a library reports: events as lines "tool: object: message", progress as a bar on the last
/// line, which makes way for events and is wiped at the end. Redrawn at most ten times a second, whatever the rate
/// of reports. For any number of threads.
class ProgressBar final : public EventSink {
 public:
  struct Settings {
    std::string tool = {};                  ///< the prefix of each line
    Severity least = Severity::kWarning;    ///< events below are counted and not shown
    bool bar = false;                       ///< see use_progress (terminal.h)
    int fd = 2;
    int width = 80;                         ///< columns of the terminal
  };

  explicit ProgressBar(Settings settings);
  ~ProgressBar() override;

  void event(const Event& event) override;
  void progress(const Progress& progress) override;
  /// Wipes the bar. The next progress report draws it anew.
  void clear();

  /// How many events of this severity there were, shown or not.
  [[nodiscard]] std::uint64_t count(Severity severity) const noexcept;

 private:
  [[nodiscard]] std::string bar_text(const Progress& progress) const;
  void wipe(std::string& out);

  Settings settings_;
  std::array<std::atomic<std::uint64_t>, 3> counts_{};
  std::atomic<std::int64_t> next_draw_ns_{0};
  std::mutex mutex_;  ///< guards the terminal and drawn_
  bool drawn_ = false;
};

}  // namespace cg::cli
