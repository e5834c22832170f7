#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "libcg/search/ranking.h"

namespace cg::search {

/// The best few scores, each weighing half as much as the one before.
class BestFew {
 public:
  void add(float score) {
    if (score <= best_.back()) return;
    std::size_t at = best_.size() - 1;
    for (; at > 0 && best_[at - 1] < score; --at) best_[at] = best_[at - 1];
    best_[at] = score;
  }
  [[nodiscard]] float gathered() const {
    float sum = 0;
    float weight = 1;
    for (const float score : best_) {
      sum += weight * score;
      weight *= ranking::kGatherDecay;
    }
    return sum;
  }

 private:
  std::array<float, ranking::kGatheredChunks> best_{};
};

/// The middle one; 0 of none.
[[nodiscard]] inline float median(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace cg::search
