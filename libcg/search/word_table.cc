#include "libcg/search/word_table.h"

#include <algorithm>
#include <cstring>

#include "libcg/base/hash.h"

namespace cg::search {
namespace {

constexpr std::size_t kFirstSlots = 4096;

template <class Int>
std::uint64_t load(const char* from) {
  Int value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace

WordKey key_of(std::string_view word) {
  const char* const begin = word.data();
  const std::size_t size = word.size();
  WordKey key;
  key.size = static_cast<std::uint32_t>(size);
  if (size >= 8) {
    key.first = load<std::uint64_t>(begin);
    key.last = load<std::uint64_t>(begin + size - 8);
  } else if (size >= 4) {
    key.first = load<std::uint32_t>(begin);
    key.last = load<std::uint32_t>(begin + size - 4);
  } else if (size > 0) {
    key.first = load<std::uint8_t>(begin) | load<std::uint8_t>(begin + size / 2) << 8U;
    key.last = load<std::uint8_t>(begin + size - 1);
  }
  return key;
}

std::uint64_t hash_of(const WordKey& key) {
  // Fibonacci hashing (Knuth, TAOCP 6.4): the top bits of a product with 2^64 over the golden ratio.
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;
  return ((((key.first * kGolden) >> 32U) ^ key.first * kGolden ^ key.last) * kGolden) ^ (key.last * kGolden) ^ key.size * kGolden;
}

/// Long names that differ in their middle alone are many where they are made by rule, so their whole text is hashed.
std::uint64_t WordTable::start_of(std::string_view word, const WordKey& key) { return key.is_whole() ? hash_of(key) >> 20U : hash64(word); }

std::uint64_t WordTable::prefetch(std::string_view word, const WordKey& key) const {
  const std::uint64_t start = start_of(word, key);
  if (!slots_.empty()) __builtin_prefetch(&slots_[start & (slots_.size() - 1)]);
  return start;
}

std::uint32_t WordTable::intern(std::string_view word, const WordKey& key, std::uint64_t start) {
  if (3 * (words_.size() + 1) > 2 * slots_.size()) grow();
  for (std::size_t at = start & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
    Slot& slot = slots_[at];
    if (slot.number == 0) {
      words_.push_back(texts_.copy(word));
      slot = {key.first, key.last, key.size, static_cast<std::uint32_t>(words_.size())};
      return slot.number - 1;
    }
    if (slot.is(key) && (key.is_whole() || view(slot.number - 1) == word)) return slot.number - 1;
  }
}

void WordTable::grow() {
  slots_ = std::vector<Slot>(std::max(kFirstSlots, 2 * slots_.size()));
  for (std::uint32_t id = 0; id < words_.size(); ++id) {
    const WordKey key = key_of(words_[id]);
    std::size_t at = start_of(words_[id], key) & (slots_.size() - 1);
    while (slots_[at].number != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {key.first, key.last, key.size, id + 1};
  }
}

void WordTable::clear() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  words_.clear();
  texts_.clear();
}

}  // namespace cg::search
