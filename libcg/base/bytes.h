#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cg {

/// Appends numbers and strings to a growing buffer in the byte order of the index: little-endian, LEB128 varints.
class ByteWriter {
 public:
  void u8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  /// LEB128, 1 to 10 bytes.
  void varint(std::uint64_t value) {
    if (value < 0x80) {
      out_.push_back(static_cast<char>(value));
    } else {
      long_varint(value);
    }
  }
  /// Zig-zag, then LEB128: small magnitudes of either sign stay small.
  void signed_varint(std::int64_t value);
  /// Raw bytes, no length.
  void raw(std::string_view bytes);
  /// Length as varint, then the bytes.
  void string(std::string_view bytes);

  [[nodiscard]] std::size_t size() const noexcept { return out_.size(); }
  [[nodiscard]] std::string_view view() const noexcept { return out_; }
  [[nodiscard]] std::string take() noexcept { return std::move(out_); }
  void clear() noexcept { out_.clear(); }

 private:
  void long_varint(std::uint64_t value);

  std::string out_;
};

/// Reads what ByteWriter wrote from bytes that nobody vouches for. Every read checks its bounds and throws
/// Error{kFormat} ("truncated ...") past the end, so a damaged page is an error and never a crash.
/// Views returned point into the input, which must outlive them.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  std::uint64_t varint() {
    if (at_ != end_ && static_cast<unsigned char>(*at_) < 0x80) return static_cast<unsigned char>(*at_++);
    return long_varint();
  }
  /// A varint that must fit 32 bits; Error{kFormat} otherwise.
  std::uint32_t varint32();
  std::int64_t signed_varint();
  std::string_view raw(std::size_t size);
  std::string_view string();
  /// A count that is about to be used for allocation: checked against the bytes left (each element takes at
  /// least min_bytes_each), so a damaged count cannot ask for gigabytes.
  std::size_t count(std::size_t min_bytes_each = 1);

  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  [[nodiscard]] bool done() const noexcept { return at_ == end_; }

 private:
  std::uint64_t long_varint();

  const char* at_;
  const char* end_;
};

}  // namespace cg
