#include "libcg/embed/rotation.h"

#include <bit>
#include <cmath>

namespace cg::embed {
namespace {

// Three rounds mix as well as a random matrix as far as the estimates can tell; shorter powers of two need a fourth to
// carry what the two ends hold into each other.
constexpr std::size_t kRounds = 3;
constexpr std::size_t kRoundsUneven = 4;

/// The Walsh-Hadamard transform in place, without its scale. The first two levels are joined: half the passes over memory.
void transform(float* v, std::size_t n) {
  for (std::size_t i = 0; i < n; i += 4) {
    const float a = v[i] + v[i + 1];
    const float b = v[i] - v[i + 1];
    const float c = v[i + 2] + v[i + 3];
    const float d = v[i + 2] - v[i + 3];
    v[i] = a + c;
    v[i + 1] = b + d;
    v[i + 2] = a - c;
    v[i + 3] = b - d;
  }
  for (std::size_t half = 4; half < n; half *= 2) {
    for (std::size_t i = 0; i < n; i += 2 * half) {
      float* __restrict low = v + i;
      float* __restrict high = v + i + half;
      for (std::size_t j = 0; j < half; ++j) {
        const float a = low[j];
        const float b = high[j];
        low[j] = a + b;
        high[j] = a - b;
      }
    }
  }
}

}  // namespace

Rotation::Rotation(std::size_t dim) : size_((dim + 63) / 64 * 64), power_(std::bit_floor(size_)) {
  std::uint64_t state = 0x2545f4914f6cdd1dU;  // fixed: codes of one run fit the queries of another
  const float scale = 1.0F / std::sqrt(static_cast<float>(power_));
  rounds_.resize(power_ == size_ ? kRounds : kRoundsUneven);
  for (std::size_t round = 0; round < rounds_.size(); ++round) {
    const std::size_t start = round % 2 == 0 ? 0 : size_ - power_;
    for (std::size_t i = 0; i < size_; ++i) {
      // xorshift64* (Vigna, 2016): its top bit.
      state ^= state >> 12U;
      state ^= state << 25U;
      state ^= state >> 27U;
      const float sign = (state * 0x2545f4914f6cdd1dU) >> 63U != 0 ? -1.0F : 1.0F;
      rounds_[round].push_back(i >= start && i < start + power_ ? sign * scale : sign);
    }
  }
}

void Rotation::apply(std::span<float> vector) const {
  float* __restrict v = vector.data();
  for (std::size_t round = 0; round < rounds_.size(); ++round) {
    const float* __restrict signs = rounds_[round].data();
    for (std::size_t i = 0; i < size_; ++i) v[i] *= signs[i];
    transform(round % 2 == 0 ? v : v + size_ - power_, power_);
  }
}

}  // namespace cg::embed
