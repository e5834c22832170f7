#include "libcg/storage/record_tier.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "libcg/base/hash.h"

namespace cg::storage {
namespace {

// Control block of the pointer, and what the allocator keeps and rounds up to.
constexpr std::size_t kAllocationBytes = 16 + 16;
constexpr std::uint64_t kUpper = 0xffffffff00000000U;

constexpr std::size_t slot_of(std::uint64_t entry) { return static_cast<std::size_t>(entry & ~kUpper) - 1; }

}  // namespace

std::uint64_t RecordTier::hash_of(const Key& key) {
  char bytes[20];
  std::memcpy(bytes, &key.key, 8);
  std::memcpy(bytes + 8, &key.snapshot, 8);
  std::memcpy(bytes + 16, &key.table, 4);
  return hash64({bytes, sizeof bytes});
}

std::size_t RecordTier::bytes() const noexcept {
  return payload_bytes_ + slots_.capacity() * sizeof(Slot) + index_.size() * sizeof(std::uint64_t) + free_.capacity() * sizeof(std::uint32_t);
}

/// Where the index has the key, or would have it. There is always an empty entry.
std::size_t RecordTier::place_of(const Key& key) const {
  const std::uint64_t hash = hash_(key);
  const std::size_t mask = index_.size() - 1;
  std::size_t place = static_cast<std::size_t>(hash) & mask;
  for (;; place = (place + 1) & mask) {
    const std::uint64_t entry = index_[place];
    if (entry == 0 || ((entry & kUpper) == (hash & kUpper) && slots_[slot_of(entry)].key == key)) return place;
  }
}

std::optional<Record> RecordTier::find(const Key& key) {
  if (entries_ == 0) return std::nullopt;
  const std::uint64_t entry = index_[place_of(key)];
  if (entry == 0) return std::nullopt;
  Slot& slot = slots_[slot_of(entry)];
  slot.uses = std::min(slot.uses + 1, 3U);
  return slot.record;
}

void RecordTier::keep(const Key& key, std::string_view bytes) {
  if ((entries_ + 1) * 4 > index_.size() * 3) grow();
  const std::size_t place = place_of(key);
  if (index_[place] != 0) return;
  // Its own bytes and no page around them.
  std::shared_ptr<char[]> copy(new char[bytes.size() + 1]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  const std::string_view own(copy.get(), bytes.size());
  std::size_t slot = slots_.size();
  if (free_.empty()) {
    // An eighth of spare room instead of as much again: most of the memory is ours.
    if (slots_.size() == slots_.capacity()) slots_.reserve(slots_.size() + slots_.size() / 8 + 16);
    slots_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  slots_[slot] = {key, 0, {std::move(copy), own}};
  index_[place] = (hash_(key) & kUpper) | (slot + 1);
  payload_bytes_ += bytes.size() + kAllocationBytes;
  ++entries_;
}

void RecordTier::grow() {
  const std::vector<std::uint64_t> old = std::exchange(index_, std::vector<std::uint64_t>(std::max<std::size_t>(16, index_.size() * 2)));
  for (const std::uint64_t entry : old) {
    if (entry != 0) index_[place_of(slots_[slot_of(entry)].key)] = entry;
  }
}

/// Empties the entry and moves up those behind it that were pushed there by it (Knuth, vol. 3, 6.4, algorithm R).
void RecordTier::forget(std::size_t place) {
  const std::size_t mask = index_.size() - 1;
  for (std::size_t next = (place + 1) & mask; index_[next] != 0; next = (next + 1) & mask) {
    const std::size_t home = static_cast<std::size_t>(hash_(slots_[slot_of(index_[next])].key)) & mask;
    if (((next - home) & mask) < ((next - place) & mask)) continue;  // it stands between the hole and its home: it stays
    index_[place] = index_[next];
    place = next;
  }
  index_[place] = 0;
}

bool RecordTier::evict_one() {
  if (entries_ == 0) return false;
  for (;; ++hand_) {
    if (hand_ >= slots_.size()) hand_ = 0;
    Slot& slot = slots_[hand_];
    if (slot.record.owner == nullptr) continue;
    if (slot.uses > 0) {
      --slot.uses;
      continue;
    }
    forget(place_of(slot.key));
    payload_bytes_ -= slot.record.bytes.size() + kAllocationBytes;
    --entries_;
    slot.record = {};
    free_.push_back(static_cast<std::uint32_t>(hand_));
    return true;
  }
}

}  // namespace cg::storage
