#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
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
//   varint delta * 8 + other * 4 + form
//     other 0: in the same file as the one before (the first: in file 0); delta is its chunk less the chunk before
//     other 1: in another file; delta is the file less the file before, and a varint follows: the chunk
//     form 0: once in the body
//     form 1: in the body only; u8 how often
//     form 2: in the comments only; u8 how often
//     form 3: u8 a bit for each field that has it, then u8 for each such field
//
// Chunks are numbered within their file: a file that gains or loses a chunk changes its own postings and nobody else's, so
// that an update rewrites the lists of the words that were edited and no others. It costs 8 % (redis: the table takes 1.45 MB,
// and took 1.33 with numbers through all files; cg-query stats --storage).

class PostingWriter {
 public:
  /// By ascending file and, within one, by ascending chunk.
  void add(std::uint32_t file, const Posting& posting);
  /// The postings of a whole file, as a list of their own that names file 0. What comes next must be of a later file.
  void add_file(std::uint32_t file, std::string_view list);
  /// Ends the list, and begins another.
  void finish(ByteWriter& out);

 private:
  ByteWriter body_;
  std::uint64_t size_ = 0;
  std::uint32_t file_ = 0, chunk_ = 0;
};

/// The list of one file's postings, by ascending chunk, as that of file 0.
void write_list(std::span<const Posting> postings, std::string& out);

/// Reads a list. Error{kFormat} on bytes that are none.
class PostingReader {
 public:
  explicit PostingReader(std::string_view bytes) : PostingReader(ByteReader(bytes)) {}
  explicit PostingReader(ByteReader in) : in_(in), left_(in_.count()), size_(left_) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  /// False at the end.
  bool next(std::uint32_t& file, Posting& posting);
  /// What follows the list once it has been read.
  [[nodiscard]] const ByteReader& rest() const { return in_; }

 private:
  ByteReader in_;
  std::size_t left_;
  std::size_t size_;
  std::uint32_t file_ = 0, chunk_ = 0;
};

/// The postings of one file in a list.
struct FileRun {
  std::uint32_t file = 0;
  std::uint32_t offset = 0;  ///< of the first of them in the list, in bytes
};

/// Walks over a list file by file, or over the chunks of one file: several times as fast as PostingReader, since bounds are checked once
/// a posting. Error{kFormat} on bytes that are no list.
class RunReader {
 public:
  /// From the beginning.
  explicit RunReader(std::string_view list);
  /// At a file that was met before.
  RunReader(std::string_view list, const FileRun& run);

  /// Postings in the whole list.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// The next file, with the sums of its counts over its chunks. False at the end.
  bool next_file(FileRun& run, std::array<std::uint32_t, kTextFields>& counts);
  /// The next chunk of the same file. False behind its last.
  bool next_chunk(Posting& posting);

 private:
  static constexpr std::ptrdiff_t kLongest = 32;  ///< no posting takes as many bytes

  /// Whether there is a posting; then it can be read without looking at the end again.
  [[nodiscard]] bool ready() { return end_ - at_ >= kLongest || read_tail(); }
  bool read_tail();
  void add_counts(unsigned head, std::array<std::uint32_t, kTextFields>& counts);
  void skip_varint();
  [[nodiscard]] bool more_of_file();
  std::uint64_t varint();
  void read(Posting& posting);
  [[nodiscard]] std::uint32_t offset() const noexcept { return static_cast<std::uint32_t>(before_ + (at_ - from_)); }

  const unsigned char* from_;
  const unsigned char* at_;
  const unsigned char* end_;
  std::ptrdiff_t before_ = 0;  ///< bytes of the list before from_
  std::size_t size_ = 0;
  std::uint32_t file_ = 0, chunk_ = 0;
  bool first_ = true;                              ///< of its file comes next, whatever its head says
  std::array<unsigned char, 2 * kLongest> tail_;   ///< a copy of the last bytes, with room behind them
};

}  // namespace cg::search
