#include "libcg/storage/tree_page.h"

#include "libcg/storage/table.h"

namespace cg::storage {

const char* TreePage::damage(std::uint64_t number, bool leaf) const noexcept {
  if (tree_number_at<std::uint64_t>(bytes_, 0) != number) return "has another page's number";
  if (tree_number_at<std::uint16_t>(bytes_, 10) != (leaf ? kLeafPage : kBranchPage)) return "is of the wrong kind";
  const std::size_t slots_end = tree_number_at<std::uint16_t>(bytes_, 12);
  const std::size_t nodes = tree_number_at<std::uint16_t>(bytes_, 14);
  if (slots_end < kTreePageHead || slots_end % 2 != 0 || slots_end > nodes || nodes > bytes_.size()) return "has a damaged head";
  const std::size_t count = size();
  if (count < (leaf ? 1U : 2U)) return "has too few entries";
  std::size_t taken = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t from = tree_number_at<std::uint16_t>(bytes_, kTreePageHead + 2 * i);
    if (from < nodes || from + kTreeNodeHead > bytes_.size()) return "points outside of itself";
    const std::string_view node = bytes_.substr(from);
    const std::size_t key_bytes = tree_number_at<std::uint16_t>(node, 6);
    if (key_bytes > kMaxKeyBytes || kTreeNodeHead + key_bytes > node.size()) return "has a key outside of it";
    std::size_t bytes = kTreeNodeHead + key_bytes;
    if (leaf) {
      const auto flags = tree_number_at<std::uint16_t>(node, 4);
      if (flags != 0 && flags != kBigValue && flags != kSubTable) return "has an entry of an unknown kind";
      const std::size_t value_bytes = flags == kBigValue ? sizeof(std::uint64_t) : tree_number_at<std::uint32_t>(node, 0);
      if (value_bytes > node.size() - bytes) return "has a value outside of it";
      bytes += value_bytes;
    }
    taken += bytes + bytes % 2;
  }
  return taken == bytes_.size() - nodes ? nullptr : "has not the entries that it has room for";
}

}  // namespace cg::storage
