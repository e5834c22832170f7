#pragma once
#include <cstdint>

namespace cg::bench {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine, which the standard
/// library's distributions do not promise. A run that is drawn with a seed can be drawn again.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  /// Below n, which must not be 0. The high half of a product (Lemire 2019) without its rejection step: for the n of
  /// samples and symbols the bias is below 2^-32.
  std::uint64_t below(std::uint64_t n) noexcept {
    const std::uint64_t high = next() >> 32U;
    return n <= 0xffffffffULL ? (high * n) >> 32U : next() % n;
  }
  /// At least 0, below 1, in steps of 2^-53.
  double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace cg::bench
