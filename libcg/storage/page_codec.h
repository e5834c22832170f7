#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace cg::storage {

/// How the pages of one class (symbols, sites, names, ...) are compressed.
struct PageCodecOptions {
  /// zstd's. 3 is its default; 19 costs some 30 times the time for a tenth of the bytes. 0: what page_level() says of the class.
  int level = 0;
  std::string dictionary{};  ///< from train_dictionary; empty: none. Readers need the same one.
  std::size_t max_raw_bytes = std::size_t{256} << 20;  ///< larger pages are refused, at both ends
};

/// Turns pages into frames that carry their own proof, and back. A frame is
///   form (1): 0 stored, 1 zstd, 2 zstd with dictionary
///   dictionary id (4), only in form 2
///   raw size (varint)
///   checksum (4) of all the rest: XXH3, low half, seeded by the class, so that a page of another class is refused
///   body: the raw bytes, or one zstd frame
/// A page is stored as it is when compressing does not make it smaller. Immutable and thread-safe: the compression
/// contexts, which are dear to make, belong to the threads.
class PageCodec {
 public:
  /// @param page_class names the class in errors and in the checksum, as in "symbols"
  explicit PageCodec(std::string page_class, PageCodecOptions options = {});
  ~PageCodec();
  PageCodec(PageCodec&&) noexcept;
  PageCodec& operator=(PageCodec&&) noexcept;

  /// Error{kLimit} if raw is larger than max_raw_bytes.
  [[nodiscard]] std::string encode(std::string_view raw) const;
  /// The raw bytes; Error{kFormat} naming the class if one bit of the frame is not as it was written.
  [[nodiscard]] std::string decode(std::string_view frame) const;
  /// The same, into a buffer whose capacity is reused.
  void decode(std::string_view frame, std::string& raw) const;

  [[nodiscard]] const std::string& page_class() const noexcept;
  /// For decoders of what the pages hold: throws Error{kFormat} naming the class and the cause.
  [[noreturn]] void fail(std::string_view cause) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// A zstd dictionary of at most max_bytes for pages like the samples (some hundreds of them, 100 times max_bytes in
/// all, are good). The same samples in the same order give the same dictionary. Empty if the samples are too few or
/// too uniform to learn from: then compress without.
std::string train_dictionary(std::span<const std::string> samples, std::size_t max_bytes);

}  // namespace cg::storage
