#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "libcg/base/bytes.h"
#include "libcg/search/postings.h"

// What ranking needs of every file and every chunk lies in two columns of records of fixed size, uncompressed: a question
// touches some hundred of them anywhere in the tree, each by its number, straight from the mapped file.
//
// The table `search` has
//   "totals"      the counts below, varints
//   "files"       FileColumn by file, kFileColumnBytes each
//   "chunks"      ChunkColumn by chunk, kChunkColumnBytes each; the chunks of a file follow each other
//   "stem words"  a page: number, then of each part of a file name: string, varint files that have it

namespace cg::search {

inline constexpr const char* kTotalsKey = "totals";
inline constexpr const char* kFilesKey = "files";
inline constexpr const char* kChunksKey = "chunks";
inline constexpr const char* kStemWordsKey = "stem words";

struct Totals {
  std::uint64_t files = 0, chunks = 0;
  std::array<std::uint64_t, kTextFields> tokens{};
  std::uint64_t stem_tokens = 0, directory_tokens = 0;
};
void write_totals(ByteWriter& out, const Totals& totals);
[[nodiscard]] Totals read_totals(std::string_view bytes);

struct FileColumn {
  std::uint32_t first_chunk = 0;
  std::uint32_t chunks = 0;
  std::array<std::uint32_t, kTextFields> lengths{};  ///< tokens in each field
  float stem_weight = 0;  ///< sum of the rarities of the parts of its name
  std::uint8_t stem_tokens = 0, stem_parts = 0, directory_tokens = 0, depth = 0;
  bool dotted = false, test = false, example = false;
};
inline constexpr std::size_t kFileColumnBytes = 32;
void write_file_column(ByteWriter& out, const FileColumn& column);
/// `bytes` must have kFileColumnBytes.
[[nodiscard]] FileColumn read_file_column(std::string_view bytes);

struct ChunkColumn {
  std::uint32_t start_line = 0, end_line = 0;
  std::array<std::uint16_t, kTextFields> lengths{};
};
inline constexpr std::size_t kChunkColumnBytes = 14;
void write_chunk_column(ByteWriter& out, const ChunkColumn& column);
[[nodiscard]] ChunkColumn read_chunk_column(std::string_view bytes);

}  // namespace cg::search
