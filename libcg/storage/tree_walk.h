#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/tree_page.h"

namespace cg::storage {

/// The pages of a data file that a snapshot may lead to.
struct TreeFile {
  std::string_view pages;
  std::size_t page_bytes = 0;
  const std::string* path = nullptr;  ///< for errors
};

/// Goes through the entries of one table of a snapshot by key, and believes no page before it has been checked (tree_walk.cc
/// says against what). A move tells whether there is an entry; where there is none, it stays where it was.
/// Every move throws Error{kFormat} that names the page if what it meets is damaged.
class TreeWalk {
 public:
  TreeWalk(const TreeFile& file, const TableRecord& table);

  bool first();
  bool last();
  bool next();
  bool previous();
  /// To the first key not below the given one.
  bool seek(std::string_view key);

  [[nodiscard]] std::string_view key() const;
  [[nodiscard]] std::string_view value() const;
  /// The same without a look at the page where a large value lies: nothing of it becomes resident, and that the page is its own is not
  /// proved (ScatteredReader::has_own_page() does that).
  [[nodiscard]] std::string_view place() const;

 private:
  /// A page on the way from the root, and the keys between which the page above says that all of it lies.
  struct Level {
    std::uint64_t number = kNoTreePage;
    TreePage page;
    std::size_t index = 0;
    std::string_view low, high;  ///< without data: no bound
  };
  enum class Side { kFirst, kLast };

  [[noreturn]] void fail(std::uint64_t page, std::string_view cause) const;
  [[nodiscard]] std::string_view bytes_of(std::uint64_t first, std::uint64_t count) const;
  void enter(std::size_t level, std::uint64_t number, std::string_view low, std::string_view high);
  void enter_child(std::size_t level);
  bool go_down(std::size_t from, Side side);
  bool go_to(Side side);
  [[nodiscard]] bool is_leaf(std::size_t level) const noexcept { return level + 1 == levels_.size(); }

  TreeFile file_;
  std::uint64_t root_;
  std::vector<Level> levels_;  ///< one for each of the table's
  bool placed_ = false;
};

}  // namespace cg::storage
