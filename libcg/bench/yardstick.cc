#include "libcg/bench/yardstick.h"

#include <algorithm>
#include <numeric>

#include "libcg/base/clock.h"
#include "libcg/bench/random.h"

namespace cg::bench {

Yardstick::Yardstick(std::int64_t beside_ns) : next_((std::size_t{1} << 20) / sizeof(std::uint32_t)) {
  // One cycle through all places in random order (Sattolo 1986).
  std::iota(next_.begin(), next_.end(), 0U);
  Random random(42);
  for (std::size_t i = next_.size() - 1; i > 0; --i) std::swap(next_[i], next_[random.below(i)]);

  static_cast<void>(measure());
  const std::int64_t begin = monotonic_ns();
  static_cast<void>(measure());
  const std::int64_t took_ns = std::max<std::int64_t>(monotonic_ns() - begin, 1);
  const std::int64_t wanted_ns = std::clamp<std::int64_t>(beside_ns / 4, 20'000, 20'000'000);
  steps_ = static_cast<std::uint32_t>(std::clamp<std::int64_t>(wanted_ns * steps_ / took_ns, 64, std::int64_t{1} << 26));
}

std::uint64_t Yardstick::measure() const noexcept {
  std::uint32_t at = 0;
  std::uint64_t sum = 1;
  for (std::uint32_t step = 0; step < steps_; ++step) {
    at = next_[at];
    for (int i = 0; i < 4; ++i) sum = (sum ^ at) * 0x9e3779b97f4a7c15ULL;
  }
  return sum;
}

}  // namespace cg::bench
