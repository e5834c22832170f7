#include "libcg/base/bytes.h"

#include <bit>
#include <limits>

#include "libcg/base/error.h"

namespace cg {
namespace {

[[noreturn]] void fail_truncated(const char* what) {
  throw Error(ErrorKind::kFormat, std::string("truncated ") + what);
}

// Byte by byte, so that it holds on any machine; compilers turn it into one store or load on little-endian ones.
template <class Number>
void append_little_endian(std::string& out, Number value) {
  char bytes[sizeof(Number)];
  for (std::size_t i = 0; i < sizeof(Number); ++i) bytes[i] = static_cast<char>(value >> (8 * i));
  out.append(bytes, sizeof bytes);
}

template <class Number>
Number load_little_endian(const char* bytes) noexcept {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    value |= static_cast<Number>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

}  // namespace

void ByteWriter::u32(std::uint32_t value) { append_little_endian(out_, value); }
void ByteWriter::u64(std::uint64_t value) { append_little_endian(out_, value); }

void ByteWriter::long_varint(std::uint64_t value) {
  char bytes[10];
  std::size_t size = 0;
  while (value >= 0x80) {
    bytes[size++] = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  bytes[size++] = static_cast<char>(value);
  out_.append(bytes, size);
}

void ByteWriter::signed_varint(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::raw(std::string_view bytes) { out_.append(bytes); }

void ByteWriter::string(std::string_view bytes) {
  varint(bytes.size());
  raw(bytes);
}

std::uint8_t ByteReader::u8() {
  if (at_ == end_) fail_truncated("byte");
  return static_cast<std::uint8_t>(*at_++);
}

std::uint32_t ByteReader::u32() {
  if (left() < sizeof(std::uint32_t)) fail_truncated("number");
  const auto value = load_little_endian<std::uint32_t>(at_);
  at_ += sizeof value;
  return value;
}

std::uint64_t ByteReader::u64() {
  if (left() < sizeof(std::uint64_t)) fail_truncated("number");
  const auto value = load_little_endian<std::uint64_t>(at_);
  at_ += sizeof value;
  return value;
}

std::uint64_t ByteReader::long_varint() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (at_ == end_) fail_truncated("number");
    const auto byte = static_cast<unsigned char>(*at_++);
    // The tenth byte has room for one bit only.
    if (shift == 63 && byte > 1) break;
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw Error(ErrorKind::kFormat, "number of more than 64 bits");
}

std::uint32_t ByteReader::varint32() {
  const std::uint64_t value = varint();
  if (value > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kFormat, "number of more than 32 bits");
  }
  return static_cast<std::uint32_t>(value);
}

std::int64_t ByteReader::signed_varint() {
  const std::uint64_t bits = varint();
  return std::bit_cast<std::int64_t>((bits >> 1) ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
}

std::string_view ByteReader::raw(std::size_t size) {
  if (left() < size) fail_truncated("bytes");
  const std::string_view bytes(at_, size);
  at_ += size;
  return bytes;
}

std::string_view ByteReader::string() {
  const std::uint64_t size = varint();
  if (left() < size) fail_truncated("string");
  return raw(static_cast<std::size_t>(size));
}

std::size_t ByteReader::count(std::size_t min_bytes_each) {
  const std::uint64_t value = varint();
  // An element of no bytes could be promised any number of times; one byte each is the least we accept.
  if (value > left() / (min_bytes_each == 0 ? 1 : min_bytes_each)) {
    throw Error(ErrorKind::kFormat, "count larger than the bytes that follow it");
  }
  return static_cast<std::size_t>(value);
}

}  // namespace cg
