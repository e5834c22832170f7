#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "libcg/base/bytes.h"
#include "libcg/base/ids.h"
#include "libcg/search/file_terms.h"
#include "libcg/search/path_terms.h"
#include "libcg/search/path_traits.h"
#include "libcg/search/postings.h"

// What ranking needs of every file and every chunk lies in columns of records of fixed size, uncompressed: a question
// touches some hundred of them anywhere in the tree, each by its number, straight from the mapped file. The columns are cut
// into blocks of neighbouring files, kBlockChunks chunks or a few more each: an update writes the block of the file that
// was edited, whatever the tree's size. Numbers of chunks through the whole tree, which a file that gains a chunk would
// shift, are not stored; an open index counts them (search_index.h).
//
// All values have seals (storage/sealed_value.h). The small ones and the columns of files are proved when they are first asked
// for; the columns of chunks, scales and vectors by what goes through all of a block: an update of it, --export, --verify. To prove
// them for a question would read the 64 KiB of a block where a few rows are asked for, 180 MB for most questions on the Linux
// kernel, many times what the answer takes.
//
// The table `search` has
//   "totals"            the counts below, varints
//   "stem words"        a page: number, then of each part of a file name: string, varint files that have it
//   "vector model"      the checksum of the model (8 bytes) and the dimension (varint); none without vectors
// and for each block, under its first file in eight hexadecimal digits,
//   "files 0000001f"    FileColumn by file, kFileColumnBytes each
//   "chunks 0000001f"   ChunkColumn by chunk, kChunkColumnBytes each; the chunks of a file follow each other
//   "scales 0000001f"   a float32 by chunk: its vector is its row times this
//   "vectors 0000001f"  the rows by chunk, dimension bytes each, so that a scan runs over them where they are mapped

namespace cg::search {

inline constexpr const char* kTotalsKey = "totals";
inline constexpr const char* kStemWordsKey = "stem words";
inline constexpr const char* kVectorModelKey = "vector model";
inline constexpr const char* kFilesColumn = "files ";
inline constexpr const char* kChunksColumn = "chunks ";
inline constexpr const char* kScalesColumn = "scales ";
inline constexpr const char* kVectorsColumn = "vectors ";

/// 64 KiB of vectors: as long as one scan wants to run, and still nothing to write.
inline constexpr std::size_t kBlockChunks = 512;

/// The key of a column of the block that begins with a file.
[[nodiscard]] std::string block_key(const char* column, FileId first_file);
/// The other way. Error{kFormat} if it is none.
[[nodiscard]] FileId first_file_of(const char* column, std::string_view key);

/// As much of it as a column has room for.
template <class Int>
[[nodiscard]] Int clipped(std::uint64_t value) {
  return static_cast<Int>(std::min<std::uint64_t>(value, static_cast<Int>(~Int{0})));
}

struct Totals {
  std::uint64_t files = 0, chunks = 0;
  std::array<std::uint64_t, kTextFields> tokens{};
  std::uint64_t stem_tokens = 0, directory_tokens = 0;
};
void write_totals(ByteWriter& out, const Totals& totals);
[[nodiscard]] Totals read_totals(std::string_view bytes);

struct FileColumn {
  std::uint32_t first_chunk = 0;  ///< as stored, in its block; of an open index, in the tree
  std::uint32_t chunks = 0;
  std::array<std::uint32_t, kTextFields> lengths{};  ///< tokens in each field
  float stem_weight = 0;  ///< sum of the rarities of the parts of its name
  std::uint8_t stem_tokens = 0, stem_parts = 0, directory_tokens = 0, depth = 0;
  bool dotted = false, test = false, example = false, foreign = false;
};
inline constexpr std::size_t kFileColumnBytes = 32;
void write_file_column(ByteWriter& out, const FileColumn& column);
/// `bytes` must have kFileColumnBytes.
[[nodiscard]] FileColumn read_file_column(std::string_view bytes);
/// Of a row the tokens in one of its fields alone: they are asked for by the ten thousand.
[[nodiscard]] inline std::uint32_t read_length(const char* row, std::size_t field) {
  constexpr std::size_t kLengthsAt = 8;  // behind its chunks
  const auto* at = reinterpret_cast<const unsigned char*>(row) + kLengthsAt + sizeof(std::uint32_t) * field;
  return at[0] | std::uint32_t{at[1]} << 8U | std::uint32_t{at[2]} << 16U | std::uint32_t{at[3]} << 24U;
}
/// What a path says for the column of its file.
void set_path(FileColumn& column, const PathTraits& traits, const PathTerms::Counts& counts);
/// What a file's terms say for its column: chunks and lengths.
[[nodiscard]] FileColumn file_column_of(const std::vector<ChunkTerms>& chunks);

struct ChunkColumn {
  std::uint32_t start_line = 0, end_line = 0;
  std::array<std::uint16_t, kTextFields> lengths{};
};
inline constexpr std::size_t kChunkColumnBytes = 14;
void write_chunk_column(ByteWriter& out, const ChunkColumn& column);
[[nodiscard]] ChunkColumn read_chunk_column(std::string_view bytes);
/// Those of all chunks of a file.
void write_chunk_columns(ByteWriter& out, const std::vector<ChunkTerms>& chunks);

}  // namespace cg::search
