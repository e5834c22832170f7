#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libcg/base/bytes.h"

namespace cg::search {

// The table `file_terms` has for each file its tokens, and of each a mark: what tells whether the postings of the token in the file are
// others than before. A short list of postings is its own mark, a longer one has its hash. As bytes: the number of tokens, then for
// each, in their order, how many bytes it shares with the token before, the rest of it, and its mark, both as strings.

inline constexpr std::size_t kMarkBytes = 8;

/// zstd's level for the table's pages: they are read by updates only, and hashes do not become smaller.
inline constexpr int kFileTermsLevel = 1;

/// The mark of a list; `room` is where that of a long one is put.
[[nodiscard]] std::string_view mark_of(std::string_view list, std::array<char, kMarkBytes>& room);

class TermMarkWriter {
 public:
  /// By ascending term.
  void add(std::string_view term, std::string_view list);
  /// The record, and begins another.
  [[nodiscard]] std::string take();

 private:
  ByteWriter body_;
  std::string before_;
  std::size_t count_ = 0;
};

/// Error{kFormat} if the bytes are something else.
class TermMarkReader {
 public:
  explicit TermMarkReader(std::string_view bytes) : in_(bytes), left_(in_.count(3)) {}
  /// False behind the last. The term is valid until the next call.
  bool next(std::string_view& term, std::string_view& mark);

 private:
  ByteReader in_;
  std::size_t left_;
  std::string term_;
};

}  // namespace cg::search
