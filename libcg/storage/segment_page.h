#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cg::storage {

struct SegmentRecord {
  std::uint64_t key = 0;
  std::string_view bytes;
};

/// Adds this to a record's bytes for what it takes in a raw page.
inline constexpr std::size_t kSegmentRecordOverheadBytes = 6;

/// The raw page that holds the records, whose keys ascend. See SegmentPage.
std::string encode_segment(std::span<const SegmentRecord> records);

/// A raw segment page, read in place:
///   widths (1): bytes of a key column entry in the low half, of an end column entry in the high half
///   count (varint), first key (varint)
///   key column: each key less the first key
///   end column: where each record's bytes end, counted from the end of the columns
///   the records' bytes
/// Columns of fixed width, so that a lookup is a binary search; zstd takes back most of what varints would save.
/// Nothing in the page is trusted: every access is checked and throws Error{kFormat}.
class SegmentPage {
 public:
  SegmentPage() = default;
  /// The bytes must outlive the page.
  explicit SegmentPage(std::string_view raw);

  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t key(std::size_t index) const;
  [[nodiscard]] std::string_view bytes(std::size_t index) const;
  /// The index of the first record whose key is not below the given one; size() if there is none.
  [[nodiscard]] std::size_t lower_bound(std::uint64_t key) const;
  /// Throws unless keys and ends ascend and nothing is left over: what a well-made page satisfies.
  void check() const;

 private:
  [[nodiscard]] std::uint64_t end(std::size_t index) const;

  std::size_t count_ = 0;
  std::uint64_t first_ = 0;
  std::size_t key_width_ = 1;
  std::size_t end_width_ = 1;
  std::string_view keys_;
  std::string_view ends_;
  std::string_view payload_;
};

}  // namespace cg::storage
