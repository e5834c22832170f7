#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cg::embed {

/// Numbers that look random and are the same everywhere, which the standard library's distributions are not.
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() noexcept {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// From 0 to end - 1. That some are likelier by end / 2^64 is of no account here.
  std::size_t below(std::size_t end) noexcept { return static_cast<std::size_t>(bits() % end); }
  /// Evenly spread over [-1, 1).
  float real() noexcept { return static_cast<float>(static_cast<double>(bits() >> 11U) * 0x1p-52 - 1.0); }

  template <class T>
  void shuffle(std::vector<T>& items) noexcept {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace cg::embed
