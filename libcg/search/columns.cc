#include "libcg/search/columns.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>

#include "libcg/base/error.h"

namespace cg::search {
namespace {

void write_u16(ByteWriter& out, std::uint32_t value) {
  out.u8(static_cast<std::uint8_t>(value));
  out.u8(static_cast<std::uint8_t>(value >> 8U));
}

// Rows are read by the thousand for one question: straight from their place, without a check for each number.
std::uint32_t u16_at(const char* at) { return static_cast<unsigned char>(at[0]) | static_cast<std::uint32_t>(static_cast<unsigned char>(at[1])) << 8U; }
std::uint32_t u32_at(const char* at) { return u16_at(at) | u16_at(at + 2) << 16U; }

}  // namespace

std::string block_key(const char* column, FileId first_file) { return fmt::format("{}{:08x}", column, first_file); }

FileId first_file_of(const char* column, std::string_view key) {
  const std::string_view digits = key.substr(std::string_view(column).size());
  FileId file = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), file, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) throw Error(ErrorKind::kFormat, "a block of the tables of search has a damaged key");
  return file;
}

void write_totals(ByteWriter& out, const Totals& t) {
  out.varint(t.files);
  out.varint(t.chunks);
  for (const std::uint64_t tokens : t.tokens) out.varint(tokens);
  out.varint(t.stem_tokens);
  out.varint(t.directory_tokens);
}

Totals read_totals(std::string_view bytes) {
  ByteReader in(bytes);
  Totals t;
  t.files = in.varint();
  t.chunks = in.varint();
  for (std::uint64_t& tokens : t.tokens) tokens = in.varint();
  t.stem_tokens = in.varint();
  t.directory_tokens = in.varint();
  return t;
}

void write_file_column(ByteWriter& out, const FileColumn& c) {
  out.u32(c.first_chunk);
  out.u32(c.chunks);
  for (const std::uint32_t length : c.lengths) out.u32(length);
  out.u32(std::bit_cast<std::uint32_t>(c.stem_weight));
  out.u8(c.stem_tokens);
  out.u8(c.stem_parts);
  out.u8(c.directory_tokens);
  out.u8(c.depth);
  out.u32((c.dotted ? 1U : 0U) | (c.test ? 2U : 0U) | (c.example ? 4U : 0U) | (c.foreign ? 8U : 0U));
}

FileColumn read_file_column(std::string_view bytes) {
  if (bytes.size() != kFileColumnBytes) throw Error(ErrorKind::kFormat, "a row of the tables of search has another size");
  const char* at = bytes.data();
  FileColumn c;
  c.first_chunk = u32_at(at);
  c.chunks = u32_at(at + 4);
  for (std::size_t f = 0; f < c.lengths.size(); ++f) c.lengths[f] = read_length(at, f);
  c.stem_weight = std::bit_cast<float>(u32_at(at + 20));
  c.stem_tokens = static_cast<std::uint8_t>(at[24]);
  c.stem_parts = static_cast<std::uint8_t>(at[25]);
  c.directory_tokens = static_cast<std::uint8_t>(at[26]);
  c.depth = static_cast<std::uint8_t>(at[27]);
  const std::uint32_t bits = u32_at(at + 28);
  c.dotted = (bits & 1U) != 0;
  c.test = (bits & 2U) != 0;
  c.example = (bits & 4U) != 0;
  c.foreign = (bits & 8U) != 0;
  return c;
}

void set_path(FileColumn& column, const PathTraits& traits, const PathTerms::Counts& counts) {
  column.stem_tokens = clipped<std::uint8_t>(counts.stem_tokens);
  column.stem_parts = clipped<std::uint8_t>(counts.stem_parts);
  column.directory_tokens = clipped<std::uint8_t>(counts.directory_tokens);
  column.depth = clipped<std::uint8_t>(traits.depth);
  column.dotted = traits.dotted;
  column.test = traits.test;
  column.example = traits.example;
  column.foreign = traits.foreign;
}

FileColumn file_column_of(const std::vector<ChunkTerms>& chunks) {
  FileColumn column;
  column.chunks = static_cast<std::uint32_t>(chunks.size());
  for (const ChunkTerms& c : chunks) {
    for (std::size_t f = 0; f < kTextFields; ++f) column.lengths[f] += c.lengths[f];
  }
  return column;
}

void write_chunk_columns(ByteWriter& out, const std::vector<ChunkTerms>& chunks) {
  for (const ChunkTerms& c : chunks) {
    ChunkColumn chunk{c.start_line, c.end_line, {}};
    for (std::size_t f = 0; f < kTextFields; ++f) chunk.lengths[f] = clipped<std::uint16_t>(c.lengths[f]);
    write_chunk_column(out, chunk);
  }
}

void write_chunk_column(ByteWriter& out, const ChunkColumn& c) {
  out.u32(c.start_line);
  out.u32(c.end_line);
  for (const std::uint16_t length : c.lengths) write_u16(out, length);
}

ChunkColumn read_chunk_column(std::string_view bytes) {
  if (bytes.size() != kChunkColumnBytes) throw Error(ErrorKind::kFormat, "a row of the tables of search has another size");
  const char* at = bytes.data();
  ChunkColumn c;
  c.start_line = u32_at(at);
  c.end_line = u32_at(at + 4);
  for (std::size_t f = 0; f < c.lengths.size(); ++f) c.lengths[f] = static_cast<std::uint16_t>(u16_at(at + 8 + 2 * f));
  return c;
}

}  // namespace cg::search
