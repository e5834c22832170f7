#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "libcg/base/bytes.h"

namespace cg::search {

/// The kinds of text that a chunk has.
enum TextField : std::uint8_t { kBody, kComments, kNames };
inline constexpr std::size_t kTextFields = 3;

/// How often a token occurs in each field of a chunk; at most one byte each, more says nothing more.
struct Posting {
  std::uint32_t chunk = 0;
  std::array<std::uint8_t, kTextFields> counts{};
};

// A list of postings is their number, then each as
//   varint (chunk - chunk before) * 4 + form
//     form 0: once in the body
//     form 1: in the body only; u8 how often
//     form 2: in the comments only; u8 how often
//     form 3: u8 a bit for each field that has it, then u8 for each such field
// Three in four are of form 0 and near their neighbour: 1.4 bytes a posting before compression.

/// Appends one posting; `before` is the chunk of the one before it, 0 for the first.
void write_posting(ByteWriter& out, const Posting& posting, std::uint32_t before);

/// Reads a list; the header is the number of postings. Error{kFormat} on bytes that are none.
class PostingReader {
 public:
  explicit PostingReader(std::string_view bytes) : PostingReader(ByteReader(bytes)) {}
  explicit PostingReader(ByteReader in) : in_(in), left_(in_.count()), size_(left_) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  /// False at the end.
  bool next(Posting& posting);
  /// What follows the list once it has been read.
  [[nodiscard]] const ByteReader& rest() const { return in_; }

 private:
  ByteReader in_;
  std::size_t left_;
  std::size_t size_;
  std::uint32_t chunk_ = 0;
};

}  // namespace cg::search
