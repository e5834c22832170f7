#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/file_header.h"
#include "libcg/storage/tree_page.h"

/// Where in a file LMDB's own bytes lie: heads, slots, the heads of nodes, keys, and where large values are.
inline std::vector<std::size_t> structural_bytes(const std::string& file, const cg::storage::FileHeader& header) {
  using namespace cg::storage;
  std::vector<std::size_t> bytes;
  const auto add = [&](std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < from + count; ++i) bytes.push_back(i);
  };
  add(header.offset, kMetaBytes);
  for (std::size_t number = 2; number < file.size() / header.page_bytes; ++number) {
    const std::string_view bytes_of_page = std::string_view(file).substr(number * header.page_bytes, header.page_bytes);
    const TreePage page(bytes_of_page);
    const bool leaf = page.damage(number, true) == nullptr;
    if (!leaf && page.damage(number, false) != nullptr) continue;
    add(number * header.page_bytes, kTreePageHead + 2 * page.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::string_view key = page.key(i);
      const auto key_at = static_cast<std::size_t>(key.data() - file.data());
      add(key_at - kTreeNodeHead, kTreeNodeHead + key.size());
      if (leaf && page.flags(i) == kBigValue) add(key_at + key.size(), 8);
      if (leaf && page.flags(i) == kSubTable) add(key_at + key.size(), kTableRecordBytes);
    }
  }
  return bytes;
}
