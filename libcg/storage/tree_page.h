#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libcg/storage/tree_layout.h"

namespace cg::storage {

/// One branch or leaf page of a tree, in the bytes of a file that may be damaged: ask damage() before anything else.
class TreePage {
 public:
  TreePage() = default;
  /// @param bytes the whole page, which must outlive this
  explicit TreePage(std::string_view bytes) noexcept : bytes_(bytes) {}

  /// What is wrong with its build: its number and kind, where slots, nodes, keys and values lie, and that the nodes fill their
  /// room, so that none is lost. Null if nothing is. The order of keys is not looked at, nor where pointers lead.
  [[nodiscard]] const char* damage(std::uint64_t number, bool leaf) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return (tree_number_at<std::uint16_t>(bytes_, 12) - kTreePageHead) / 2; }
  [[nodiscard]] std::string_view key(std::size_t index) const noexcept {
    const std::string_view node = at(index);
    return node.substr(kTreeNodeHead, tree_number_at<std::uint16_t>(node, 6));
  }
  /// Of a branch: the page below.
  [[nodiscard]] std::uint64_t child(std::size_t index) const noexcept { return tree_number_at<std::uint64_t>(at(index), 0) & 0xffffffffffffU; }
  /// Of a leaf: TreeNodeFlags, the size of the value, and what lies behind the key: the value, or where it is (kBigValue).
  [[nodiscard]] std::uint16_t flags(std::size_t index) const noexcept { return tree_number_at<std::uint16_t>(at(index), 4); }
  [[nodiscard]] std::size_t value_bytes(std::size_t index) const noexcept { return tree_number_at<std::uint32_t>(at(index), 0); }
  [[nodiscard]] std::string_view behind_key(std::size_t index) const noexcept {
    const std::string_view node = at(index);
    return node.substr(kTreeNodeHead + tree_number_at<std::uint16_t>(node, 6));
  }

 private:
  [[nodiscard]] std::string_view at(std::size_t index) const noexcept {
    return bytes_.substr(tree_number_at<std::uint16_t>(bytes_, kTreePageHead + 2 * index));
  }

  std::string_view bytes_;
};

}  // namespace cg::storage
