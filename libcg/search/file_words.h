#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"
#include "libcg/search/chunks.h"
#include "libcg/search/words.h"

namespace cg::search {

/// A distinct word of a chunk, and how often it occurs there.
struct WordCount {
  std::uint32_t word = 0;  ///< its number in the memo
  std::uint32_t chunk = 0;
  std::uint32_t in_code = 0, in_comments = 0;
};

/// The words of one file after the other, counted by chunk: the text is walked once, for the lists of words and for the
/// vectors. In redis half of 1.3 million occurrences repeat a word of their chunk, and cost nothing more behind this. One per
/// thread.
class FileWords {
 public:
  explicit FileWords(const embed::Model* model) : memo_(model) {}

  /// What was known of the file before is forgotten. In a table of names (chunks.h) the parts of its words are counted as words: the
  /// names themselves are all different, and are found as definitions.
  void read(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks);

  /// The number of a word in the memo, with a shorter way to words met lately.
  [[nodiscard]] std::uint32_t number(std::string_view word);
  [[nodiscard]] WordMemo& memo() { return memo_; }
  [[nodiscard]] const WordMemo& memo() const { return memo_; }
  /// By chunk; within one in the order of first sight.
  [[nodiscard]] std::span<const WordCount> counts() const { return counts_; }

 private:
  /// A word seen shortly before, in this file or another.
  struct Recent {
    WordKey key;  ///< of size 0: none
    std::uint32_t id = 0;
  };
  static constexpr std::size_t kRecentBits = 12;
  /// A word that was met and is counted a few words later, when what the memo has of it is on its way from memory.
  struct Met {
    std::string_view word;
    WordKey key;
    Recent* recent = nullptr;
    std::uint64_t start = 0;
    std::uint32_t chunk = 0;
    bool said = false;
  };
  static constexpr std::size_t kAhead = 8;

  [[nodiscard]] Recent& recent(const WordKey& key) { return recent_[hash_of(key) >> (64 - kRecentBits)]; }
  [[nodiscard]] bool is(const Recent& r, std::string_view word, const WordKey& key) const {
    return r.key == key && (key.is_whole() || memo_.word(r.id) == word);
  }
  void meet(std::string_view word, std::uint32_t chunk, bool said);
  void count(const Met& met);

  WordMemo memo_;
  std::vector<Recent> recent_ = std::vector<Recent>(std::size_t{1} << kRecentBits);  ///< by hash, 96 KiB: nearer than all words
  std::array<Met, kAhead> met_{};
  std::size_t met_count_ = 0;
  std::vector<WordCount> counts_;
  std::vector<std::uint32_t> last_;  ///< by word: the place in counts_ of its last chunk, if that is still the file's
};

}  // namespace cg::search
