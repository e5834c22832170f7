#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

#include "libcg/bench/random.h"

namespace cg::bench {

/// Times as a machine under some load gives them: a floor, a skewed body, a long tail, neighbours that resemble each
/// other (the state of the machine lasts for some samples) and a few interrupts that cost several times as much.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : random_(seed) {}

  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - random_.uniform()));
    return radius * std::cos(2 * std::numbers::pi * random_.uniform());
  }

  /// `spread`: the relative width of the body.
  std::vector<double> times(std::size_t n, double typical_ns, double spread = 0.02) {
    std::vector<double> samples;
    double state = 0;
    for (std::size_t i = 0; i < n; ++i) {
      state = 0.3 * state + normal();
      double factor = 1 + spread * 0.5 * (std::exp(0.6 * state) - 1);
      if (random_.uniform() < 0.02) factor *= 1.5 + 3 * random_.uniform();
      samples.push_back(typical_ns * factor);
    }
    return samples;
  }

 private:
  Random random_;
};

}  // namespace cg::bench
