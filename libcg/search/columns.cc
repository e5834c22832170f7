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

std::uint16_t read_u16(ByteReader& in) {
  const std::uint32_t low = in.u8();
  return static_cast<std::uint16_t>(low | static_cast<std::uint32_t>(in.u8()) << 8U);
}

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
  out.u32((c.dotted ? 1U : 0U) | (c.test ? 2U : 0U) | (c.example ? 4U : 0U));
}

FileColumn read_file_column(std::string_view bytes) {
  ByteReader in(bytes);
  FileColumn c;
  c.first_chunk = in.u32();
  c.chunks = in.u32();
  for (std::uint32_t& length : c.lengths) length = in.u32();
  c.stem_weight = std::bit_cast<float>(in.u32());
  c.stem_tokens = in.u8();
  c.stem_parts = in.u8();
  c.directory_tokens = in.u8();
  c.depth = in.u8();
  const std::uint32_t bits = in.u32();
  c.dotted = (bits & 1U) != 0;
  c.test = (bits & 2U) != 0;
  c.example = (bits & 4U) != 0;
  return c;
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
  ByteReader in(bytes);
  ChunkColumn c;
  c.start_line = in.u32();
  c.end_line = in.u32();
  for (std::uint16_t& length : c.lengths) length = read_u16(in);
  return c;
}

}  // namespace cg::search
