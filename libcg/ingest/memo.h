#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "libcg/base/ids.h"

namespace cg::ingest {

/// What has been found out of numbered things, for the file at hand, and then forgotten. Linking asks this for every
/// expression of every file: std::unordered_map takes an allocation for each answer and frees it again with the file; here
/// slots and values stay for the next file. Open addressing with linear probing, at most half full.
template <class T>
class Memo {
 public:
  /// Null if nothing has been noted under the id. Pointers and references stay good until clear().
  [[nodiscard]] T* find(std::uint32_t id) {
    if (used_ == 0) return nullptr;
    const Slot& slot = slots_[place(id)];
    return slot.id == id ? &values_[slot.value] : nullptr;
  }
  /// The value noted under the id, made with T() if there is none. The id must not be kNone.
  T& operator[](std::uint32_t id) {
    if (slots_.size() < 2 * (used_ + 1)) grow();
    Slot& slot = slots_[place(id)];
    if (slot.id != id) {
      slot = {id, static_cast<std::uint32_t>(used_)};
      if (used_ == values_.size()) {
        values_.emplace_back();
      } else {
        values_[used_] = T();
      }
      ++used_;
    }
    return values_[slot.value];
  }
  void clear() {
    if (used_ > 0) slots_.assign(slots_.size() > kLargeSlots && used_ < slots_.size() / 16 ? kLargeSlots : slots_.size(), Slot{});
    used_ = 0;
  }

 private:
  struct Slot {
    std::uint32_t id = kNone;
    std::uint32_t value = 0;
  };
  static constexpr std::size_t kLargeSlots = 4096;  // one huge file must not make every small one wipe a huge table

  [[nodiscard]] std::size_t place(std::uint32_t id) const {
    const std::size_t mask = slots_.size() - 1;
    // Fibonacci hashing: the high bits of id times 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4).
    std::size_t at = (id * 0x9e3779b97f4a7c15ULL) >> 32 & mask;
    while (slots_[at].id != id && slots_[at].id != kNone) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 256 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.id != kNone) slots_[place(slot.id)] = slot;
    }
  }

  std::vector<Slot> slots_;  ///< a power of two, or none
  std::deque<T> values_;     ///< the first used_ are in use; a deque, so that they stay where they are
  std::size_t used_ = 0;
};

}  // namespace cg::ingest
