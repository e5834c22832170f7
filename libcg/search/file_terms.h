#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"
#include "libcg/search/chunks.h"
#include "libcg/search/postings.h"
#include "libcg/search/words.h"

namespace cg::search {

/// A chunk as the index keeps it.
struct ChunkTerms {
  std::uint32_t start_line = 0, end_line = 0;
  std::array<std::uint32_t, kTextFields> lengths{};  ///< tokens in each field
};

/// A token of a file with the chunks (numbered from 0 in the file) that have it, ascending.
struct TermPostings {
  std::string_view term;
  std::vector<Posting> postings;
};

/// What search keeps of a file: a function of its text and facts alone, so that an update gives what a fresh index gives.
struct FileTerms {
  std::vector<ChunkTerms> chunks;
  std::vector<TermPostings> terms;  ///< in no order that means anything
};

/// Counts the tokens of files, one after the other. One per thread.
class TermCounter {
 public:
  /// FileTerms as bytes, to be handed from the thread that counts to the one that writes.
  [[nodiscard]] std::string count(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks);

 private:
  struct Hit {
    std::uint32_t chunk;
    std::uint32_t token;
    TextField field;
  };
  void count_text(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks);
  void count_names(const parse::Facts& facts);
  void gather();
  [[nodiscard]] std::string encode() const;

  WordMemo memo_;
  FileTerms out_;           ///< terms beyond used_ are kept for their memory
  std::size_t used_ = 0;
  std::vector<Hit> hits_;
  std::vector<std::uint32_t> slot_of_;  ///< by token: its place in out_.terms, for tokens of this file
};

/// What TermCounter::count gave; terms are views into the bytes. Error{kFormat} if they are something else.
[[nodiscard]] FileTerms decode_terms(std::string_view bytes);

}  // namespace cg::search
