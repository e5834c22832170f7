#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "libcg/base/arena.h"

namespace cg::search {

/// What tells a word from others without a look at its text: its size, its first and its last eight bytes. Of up to 16 bytes, which
/// nearly all words are, that is all of it.
struct WordKey {
  std::uint64_t first = 0, last = 0;
  std::uint32_t size = 0;
  friend bool operator==(const WordKey&, const WordKey&) = default;
  [[nodiscard]] bool is_whole() const { return size <= 16; }
};
[[nodiscard]] WordKey key_of(std::string_view word);
[[nodiscard]] std::uint64_t hash_of(const WordKey& key);

/// Gives equal words the same number: 0, 1, 2, ... in order of first sight. As Interner, for short strings that are mostly known: a slot
/// has the key, so that a known word is found with one look at memory where Interner takes three (slot, entry, text), which were a fifth
/// of what search costs while a tree is indexed.
class WordTable {
 public:
  std::uint32_t intern(std::string_view word) {
    const WordKey key = key_of(word);
    return intern(word, key, start_of(word, key));
  }
  /// `key` and `start` are those of the word.
  std::uint32_t intern(std::string_view word, const WordKey& key, std::uint64_t start);
  /// Where the search for a word begins. Asks for the memory there, so that who has other work meanwhile need not wait for it.
  [[nodiscard]] std::uint64_t prefetch(std::string_view word, const WordKey& key) const;
  /// The word of a number that intern() returned.
  [[nodiscard]] std::string_view view(std::uint32_t id) const { return words_[id]; }
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  /// Forgets all words and keeps the memory.
  void clear();

 private:
  /// A key, and the number plus one; 0: free. 24 bytes, so that the words of a large tree take some ten megabytes a thread.
  struct Slot {
    std::uint64_t first = 0, last = 0;
    std::uint32_t size = 0, number = 0;
    [[nodiscard]] bool is(const WordKey& key) const { return first == key.first && last == key.last && size == key.size; }
  };
  void grow();
  [[nodiscard]] static std::uint64_t start_of(std::string_view word, const WordKey& key);

  std::vector<Slot> slots_;  ///< open addressing, at most two thirds full, a power of two
  std::vector<std::string_view> words_;
  Arena texts_;
};

}  // namespace cg::search
