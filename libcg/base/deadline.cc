#include "libcg/base/deadline.h"

#include <algorithm>
#include <atomic>
#include <limits>

#include "libcg/base/clock.h"

namespace cg {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

std::atomic<std::int64_t> g_deadline_ns{kNever};
std::atomic<bool> g_stopped{false};

}  // namespace

void set_deadline(double seconds) noexcept {
  // A year is never, for a command; more would overflow.
  constexpr double kYear = 365.0 * 24 * 3600;
  g_stopped.store(false, std::memory_order_relaxed);
  g_deadline_ns.store(seconds > 0 ? monotonic_ns() + static_cast<std::int64_t>(std::min(seconds, kYear) * 1e9) : kNever, std::memory_order_relaxed);
}

bool past_deadline() noexcept {
  const std::int64_t deadline = g_deadline_ns.load(std::memory_order_relaxed);
  if (deadline == kNever || monotonic_ns() < deadline) return false;
  g_stopped.store(true, std::memory_order_relaxed);
  return true;
}

int deadline_left_ms() noexcept {
  const std::int64_t deadline = g_deadline_ns.load(std::memory_order_relaxed);
  if (deadline == kNever) return -1;
  const std::int64_t left_ms = (std::max<std::int64_t>(deadline - monotonic_ns(), 0) + 999'999) / 1'000'000;
  return static_cast<int>(std::min<std::int64_t>(left_ms, std::numeric_limits<int>::max()));
}

bool stopped_by_deadline() noexcept { return g_stopped.load(std::memory_order_relaxed); }

}  // namespace cg
