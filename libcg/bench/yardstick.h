#pragma once
#include <cstdint>
#include <vector>

namespace cg::bench {

/// Work that never changes, measured in the same rounds as everything else. A machine is not equally fast from one run to
/// the next: its clock, its neighbours and the layout of its memory differ. What slows the yardstick, slows the
/// benchmark; `cg-bench compare` divides one by the other, and is left with what the code did.
///
/// It is written here and uses nothing of cg that could get faster: half arithmetic in registers, half a walk along
/// pointers through 1 MiB, which is what lookups in an index are made of.
class Yardstick {
 public:
  /// One measure() takes about a quarter of the given time, at least 20 microseconds, at most 20 milliseconds.
  explicit Yardstick(std::int64_t beside_ns);
  /// Always returns the same.
  [[nodiscard]] std::uint64_t measure() const noexcept;
  /// Of one measure(): the time of a step can be compared between runs.
  [[nodiscard]] double steps() const noexcept { return steps_; }

 private:
  std::vector<std::uint32_t> next_;  ///< one cycle through all
  std::uint32_t steps_ = 4096;
};

}  // namespace cg::bench
