#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"
#include "libcg/search/chunks.h"
#include "libcg/search/file_words.h"
#include "libcg/search/postings.h"
#include "libcg/search/term_pairs.h"

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
  /// FileTerms as bytes, to be handed from the thread that counts to the one that writes. `words` has read the file.
  [[nodiscard]] std::string count(FileWords& words, const parse::Facts& facts, const std::vector<Chunk>& chunks);

 private:
  void count_text(const FileWords& words);
  void count_names(FileWords& words, const parse::Facts& facts, const std::vector<Chunk>& chunks);
  /// The list of a token of this file.
  std::vector<Posting>& list_of(std::uint32_t token);
  [[nodiscard]] std::string encode(const WordMemo& memo);

  std::vector<ChunkTerms> chunks_;
  std::vector<std::uint32_t> tokens_;        ///< of the file, in the order of first sight
  std::vector<std::vector<Posting>> lists_;  ///< theirs; those beyond are kept for their memory
  struct Ordered {
    std::uint64_t first_bytes = 0;  ///< of the token
    std::uint32_t slot = 0;         ///< in both
  };
  std::vector<Ordered> order_;               ///< of both, by token
  std::vector<std::uint32_t> slot_of_;       ///< by token: its place in both, for tokens of this file
};

/// Walks over what TermCounter::count gave and leaves the lists as they are. Error{kFormat} if the bytes are something else.
class FileTermsReader {
 public:
  explicit FileTermsReader(std::string_view bytes) : pairs_(read_chunks(bytes)) {}
  [[nodiscard]] const std::vector<ChunkTerms>& chunks() const { return chunks_; }
  [[nodiscard]] std::size_t terms() const { return pairs_.count(); }
  /// The next term, and its list (postings.h) as that of file 0. False behind the last. The term is valid until the next call.
  bool next(std::string_view& term, std::string_view& list) { return pairs_.next(term, list); }

 private:
  /// What follows them.
  ByteReader read_chunks(std::string_view bytes);

  std::vector<ChunkTerms> chunks_;
  TermPairs pairs_;
};

/// The same, taken apart.
[[nodiscard]] FileTerms decode_terms(std::string_view bytes);

}  // namespace cg::search
