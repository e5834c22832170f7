#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace cg::simd {

struct Scored {
  float score;
  std::uint32_t id;
};

/// The better one has the higher score, and of equal scores the lower id: a total order, so that the best k are the same
/// ones whatever the order in which, and the number of threads by which, they were offered.
[[nodiscard]] inline bool better(const Scored& a, const Scored& b) noexcept {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

/// Keeps the best k of what it is offered. Scores must not be NaN. A heap with the worst on top: an offer that is too bad,
/// which most are, costs one comparison.
class TopK {
 public:
  explicit TopK(std::size_t k) : k_(k) {}

  void offer(float score, std::uint32_t id) {
    const Scored candidate{score, id};
    if (heap_.size() < k_) {
      heap_.push_back(candidate);
      std::push_heap(heap_.begin(), heap_.end(), better);
    } else if (k_ != 0 && better(candidate, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), better);
      heap_.back() = candidate;
      std::push_heap(heap_.begin(), heap_.end(), better);
    }
  }
  /// What another thread kept.
  void merge(const TopK& other) {
    for (const Scored& s : other.heap_) offer(s.score, s.id);
  }

  /// A score below this one cannot enter; minus infinity while there is room.
  [[nodiscard]] float threshold() const noexcept {
    return heap_.size() < k_ || k_ == 0 ? -std::numeric_limits<float>::infinity() : heap_.front().score;
  }
  [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }

  /// The best first; leaves it empty.
  [[nodiscard]] std::vector<Scored> take() {
    std::sort_heap(heap_.begin(), heap_.end(), better);
    std::vector<Scored> best = std::move(heap_);
    heap_.clear();
    return best;
  }

 private:
  std::size_t k_;
  std::vector<Scored> heap_;
};

}  // namespace cg::simd
