#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// The trees of an LMDB 0.9 data file, as far as readers depend on them. Numbers are in host order; every page begins with
//   page number (8), unused (2), flags (2), then for tree pages: end of slots (2), begin of nodes (2);
//   for the first of a run of overflow pages: number of pages (4)
// followed by slots (2 each: where a node lies). Nodes fill the page from the begin of nodes to its end without a gap, each
// rounded up to an even size. A node is
//   leaf:   value size (4), flags (2), key size (2), key, value or, if it is large, the number of its overflow page (8)
//   branch: page number (6), key size (2), key; the first key of a branch page counts as lower than all
// A table's record, in the head of the file and as a value in the main table, is
//   unused (4), flags (2), depth (2), branch, leaf and overflow pages (8 each), entries (8), root page (8)

namespace cg::storage {

inline constexpr std::size_t kTreePageHead = 16;
inline constexpr std::size_t kTreeNodeHead = 8;
inline constexpr std::size_t kTableRecordBytes = 48;
inline constexpr unsigned kMaxTreeDepth = 32;  ///< LMDB's cursors have no more levels
inline constexpr std::uint64_t kNoTreePage = ~std::uint64_t{0};

// Where a meta page (file_header.cc) has these.
inline constexpr std::size_t kFreeListRecordAt = 40;
inline constexpr std::size_t kMainTableRecordAt = 88;
inline constexpr std::size_t kLastPageAt = 136;
inline constexpr std::size_t kTransactionAt = 144;
inline constexpr std::size_t kMetaBytes = 152;

enum TreePageFlags : std::uint16_t { kBranchPage = 0x01, kLeafPage = 0x02, kOverflowPage = 0x04 };
enum TreeNodeFlags : std::uint16_t { kBigValue = 0x01, kSubTable = 0x02 };

template <typename Number>
[[nodiscard]] Number tree_number_at(std::string_view bytes, std::size_t offset) {
  Number value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

/// The head of a table's tree.
struct TableRecord {
  std::uint16_t depth = 0;
  std::uint64_t pages[3] = {0, 0, 0};  ///< branch, leaf, overflow
  std::uint64_t entries = 0;
  std::uint64_t root = kNoTreePage;

  TableRecord() = default;
  /// @param bytes kTableRecordBytes of them
  explicit TableRecord(std::string_view bytes)
      : depth(tree_number_at<std::uint16_t>(bytes, 6)),
        pages{tree_number_at<std::uint64_t>(bytes, 8), tree_number_at<std::uint64_t>(bytes, 16), tree_number_at<std::uint64_t>(bytes, 24)},
        entries(tree_number_at<std::uint64_t>(bytes, 32)),
        root(tree_number_at<std::uint64_t>(bytes, 40)) {}
};

}  // namespace cg::storage
