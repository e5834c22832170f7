#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libcg/base/bytes.h"

namespace cg::search {

// The table `file_terms` has for each file its tokens, and of each a mark: what tells whether the postings of the token in the file are
// others than before. A short list of postings is its own mark, a longer one has its hash. Bytes: as term_pairs.h has them.

inline constexpr std::size_t kMarkBytes = 8;

/// zstd's level for the table's pages: they are read by updates only, and hashes do not become smaller.
inline constexpr int kFileTermsLevel = 1;

/// The mark of a list; `room` is where that of a long one is put.
[[nodiscard]] std::string_view mark_of(std::string_view list, std::array<char, kMarkBytes>& room);

/// What it writes, TermPairs reads.
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

}  // namespace cg::search
