#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "libcg/search/ranking.h"

namespace cg::search {

/// The best few scores above 0, each weighing half as much as the one before.
class BestFew {
 public:
  /// Without a branch: whether a score is among the best cannot be foreseen, and a question offers thousands.
  void add(float score) {
    for (float& best : best_) {
      const float less = std::min(best, score);
      best = std::max(best, score);
      score = less;
    }
  }
  [[nodiscard]] float most() const { return best_.front(); }
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

/// The best `most` of what is offered, in no order: most of a long row is thrown away after one look at the worst that is kept.
template <class T, class IsBetter>
class BestMany {
 public:
  BestMany(std::size_t most, IsBetter is_better) : most_(most), is_better_(is_better) {}
  void add(const T& value) {
    if (full_ && !is_better_(value, worst_)) return;
    kept_.push_back(value);
    if (kept_.size() / 2 >= most_) shrink();
  }
  /// Whether anything as good as this would be thrown away.
  [[nodiscard]] bool refuses(const T& value) const { return full_ && !is_better_(value, worst_); }
  /// Anything no better than this would be; null: nothing would.
  [[nodiscard]] const T* worst() const { return full_ ? &worst_ : nullptr; }
  [[nodiscard]] std::vector<T> take() {
    if (kept_.size() > most_) shrink();
    return std::move(kept_);
  }

 private:
  void shrink() {
    const auto end = kept_.begin() + static_cast<std::ptrdiff_t>(most_);
    std::nth_element(kept_.begin(), end - 1, kept_.end(), is_better_);
    worst_ = *(end - 1);
    full_ = true;
    kept_.erase(end, kept_.end());
  }
  std::size_t most_;
  IsBetter is_better_;
  std::vector<T> kept_;
  T worst_{};
  bool full_ = false;  ///< as many as wanted were better than what is refused
};

}  // namespace cg::search
