#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cg::storage {

struct NameEntry {
  std::string_view name;
  std::string_view payload;
};

/// Names longer than this are refused: a page holds whole names.
inline constexpr std::size_t kMaxNameBytes = std::size_t{64} << 10;

/// The raw page that holds the entries, whose names ascend bytewise and strictly. See NameBlock.
std::string encode_names(std::span<const NameEntry> entries);

/// A raw page of sorted names with a payload each, front-coded:
///   count (varint)
///   for every 16th entry from the first: where it begins, from the end of this column (4 each)
///   entries: bytes shared with the name before (varint; 0 for every 16th), bytes not shared (varint),
///            payload size (varint), the bytes not shared, the payload
/// A lookup is a binary search over the whole names and a scan of at most 16 entries. Names in a code index
/// share long prefixes with their neighbours; this takes them out before zstd, which then sees further.
/// Nothing in the page is trusted: every access is checked and throws Error{kFormat}.
class NameBlock {
 public:
  NameBlock() = default;
  /// The bytes must outlive the block.
  explicit NameBlock(std::string_view raw);

  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] std::string_view first_name() const;
  /// Throws unless names ascend and nothing is left over: what a well-made page satisfies.
  void check() const;

 private:
  friend class NameWalker;
  [[nodiscard]] std::size_t groups() const noexcept;
  [[nodiscard]] std::size_t group_offset(std::size_t group) const;
  [[nodiscard]] std::string_view group_name(std::size_t group) const;

  std::size_t count_ = 0;
  std::string_view offsets_;
  std::string_view entries_;
};

/// A place in a block. Valid while the block's bytes are.
class NameWalker {
 public:
  NameWalker() = default;
  explicit NameWalker(const NameBlock& block) : block_(block) {}
  /// Goes to an entry; false past the end. Only after true may the rest be asked for.
  bool first();
  bool next();
  /// To the first entry whose name is not below the given one.
  bool seek(std::string_view name);
  /// The name, valid until the walker moves.
  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] std::string_view payload() const noexcept { return payload_; }
  /// Bytes of the block behind the entry.
  [[nodiscard]] std::size_t left() const noexcept { return block_.entries_.size() - offset_; }

 private:
  void go_to_group(std::size_t group);
  void read(bool whole);

  NameBlock block_;
  std::size_t index_ = 0;
  std::size_t offset_ = 0;  // of the entry after the current one
  std::string name_;
  std::string_view payload_;
};

}  // namespace cg::storage
