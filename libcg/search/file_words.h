#pragma once
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

  /// What was known of the file before is forgotten.
  void read(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks);

  [[nodiscard]] WordMemo& memo() { return memo_; }
  [[nodiscard]] const WordMemo& memo() const { return memo_; }
  /// By chunk; within one in the order of first sight.
  [[nodiscard]] std::span<const WordCount> counts() const { return counts_; }

 private:
  /// A word seen shortly before, in this file or another. Its first and last bytes tell words of up to 16 bytes apart without a
  /// look at memory, and nearly all are shorter.
  struct Recent {
    std::uint64_t first = 0, last = 0;
    std::uint32_t size = 0;  ///< 0: none
    std::uint32_t id = 0;
  };
  static constexpr std::size_t kRecentBits = 12;

  std::uint32_t number(std::string_view word);

  WordMemo memo_;
  std::vector<Recent> recent_ = std::vector<Recent>(std::size_t{1} << kRecentBits);  ///< by hash, 96 KiB: nearer than all words
  std::vector<WordCount> counts_;
  std::vector<std::uint32_t> last_;  ///< by word: the place in counts_ of its last chunk, if that is still the file's
};

}  // namespace cg::search
