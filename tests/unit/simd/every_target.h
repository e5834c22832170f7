#pragma once
#include <fmt/format.h>

#include "libcg/simd/target.h"
#include "tests/unit/catch.h"

namespace cg::simd {

/// Runs body once on each target of this machine, and leaves the best one in use.
template <class Body>
void on_every_target(Body&& body) {
  for (const Target target : supported_targets()) {
    INFO("target " << std::string(name_of(target)));
    use_target(target);
    body();
  }
  use_target(supported_targets().back());
}

/// A small generator of numbers that is the same everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  std::uint64_t below(std::uint64_t end) { return bits() % end; }
  float real() { return static_cast<float>(static_cast<double>(bits() >> 11U) * 0x1p-52 - 1.0); }  ///< in [-1, 1)
  /// A sum of uniform numbers: normal enough.
  float normal() { return (real() + real() + real() + real()) * 0.866F; }

 private:
  std::uint64_t state_;
};

}  // namespace cg::simd
