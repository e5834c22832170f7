#include "libcg/cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "libcg/base/clock.h"
#include "libcg/base/utf8.h"
#include "libcg/base/write_all.h"

namespace cg::cli {
namespace {

constexpr std::int64_t kRedrawNs = 100'000'000;
constexpr std::string_view kWipeLine = "\r\x1b[K";

// Stderr is where failure would be reported; if it is gone there is nobody left to tell.
void show(int fd, std::string_view text) noexcept { static_cast<void>(write_all(fd, text)); }

std::size_t index_of(Severity severity) noexcept { return static_cast<std::size_t>(severity); }

}  // namespace

ProgressBar::ProgressBar(Settings settings) : settings_(std::move(settings)) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::wipe(std::string& out) {
  if (drawn_) out += kWipeLine;
  drawn_ = false;
}

void ProgressBar::event(const Event& event) {
  counts_[index_of(event.severity)].fetch_add(1, std::memory_order_relaxed);
  if (event.severity < settings_.least) return;
  std::string line = fmt::format("{}: ", settings_.tool);
  if (!event.object.empty()) {
    append_printable(line, event.object);
    line += ": ";
  }
  append_printable(line, event.message);
  line += '\n';
  const std::lock_guard lock(mutex_);
  std::string out;
  wipe(out);
  out += line;
  show(settings_.fd, out);  // in one write, so that lines of two processes do not mix
}

void ProgressBar::progress(const Progress& progress) {
  if (!settings_.bar) return;
  const std::int64_t now = monotonic_ns();
  std::int64_t due = next_draw_ns_.load(std::memory_order_relaxed);
  const bool complete = progress.total != 0 && progress.done >= progress.total;
  if (!complete && (now < due || !next_draw_ns_.compare_exchange_strong(due, now + kRedrawNs))) return;
  const std::string text = bar_text(progress);
  const std::lock_guard lock(mutex_);
  show(settings_.fd, fmt::format("{}{}", kWipeLine, text));
  drawn_ = true;
}

void ProgressBar::clear() {
  const std::lock_guard lock(mutex_);
  std::string out;
  wipe(out);
  if (!out.empty()) show(settings_.fd, out);
}

std::uint64_t ProgressBar::count(Severity severity) const noexcept {
  return counts_[index_of(severity)].load(std::memory_order_relaxed);
}

// "cg-index: parsing [=========>          ]  45% 3120/6934", cut to what one line holds: a bar that wraps could
// not be wiped.
std::string ProgressBar::bar_text(const Progress& progress) const {
  const auto columns = static_cast<std::size_t>(std::max(settings_.width - 1, 1));
  std::string text = fmt::format("{}: {}", settings_.tool, printable(progress.phase));
  if (progress.total == 0) {
    fmt::format_to(std::back_inserter(text), " {}", progress.done);
    return text.substr(0, columns);
  }
  const std::uint64_t done = std::min(progress.done, progress.total);
  const double share = static_cast<double>(done) / static_cast<double>(progress.total);
  const std::string figures = fmt::format(" {:3.0f}% {}/{}", std::floor(share * 100), done, progress.total);
  constexpr std::size_t kLeastBar = 10;
  if (text.size() + figures.size() + kLeastBar + 3 <= columns) {
    const std::size_t length = std::min<std::size_t>(columns - text.size() - figures.size() - 3, 40);
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(length));
    text += " [";
    text.append(filled, '=');
    if (filled < length) text += '>';
    text.append(length - filled - (filled < length ? 1 : 0), ' ');
    text += ']';
  }
  text += figures;
  return text.substr(0, columns);
}

}  // namespace cg::cli
