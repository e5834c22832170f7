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
  std::string term;
  std::vector<Posting> postings;
};

/// What search keeps of a file: a function of its text and facts alone, so that an update gives what a fresh index gives.
struct FileTerms {
  std::vector<ChunkTerms> chunks;
  std::vector<TermPostings> terms;  ///< by term
};

// As bytes, FileTerms is the number of chunks, then for each its first line less that of the chunk before, its lines less one
// and its lengths; the number of terms, then for each how many bytes it shares with the term before, the rest of it,
// and its postings (postings.h, all in file 0). All numbers are varints.

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
  [[nodiscard]] std::string encode();

  WordMemo memo_;
  FileTerms out_;           ///< terms beyond used_ are kept for their memory
  std::size_t used_ = 0;
  std::vector<Hit> hits_;
  std::vector<std::uint32_t> order_;    ///< of out_.terms, by term
  std::vector<std::uint32_t> slot_of_;  ///< by token: its place in out_.terms, for tokens of this file
};

/// What TermCounter::count gave. Error{kFormat} if the bytes are something else.
[[nodiscard]] FileTerms decode_terms(std::string_view bytes);

}  // namespace cg::search
