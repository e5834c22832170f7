#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/ingest/program.h"

namespace cg::ingest {

/// Files by path and by the ends of their paths: `b.h` or `net/b.h` may mean src/net/b.h.
class PathIndex {
 public:
  explicit PathIndex(const Program& program);

  [[nodiscard]] std::optional<std::uint32_t> exact(std::string_view path) const;
  /// The file whose path ends with `/suffix` (or is it). Of several, the one that shares the most folders with `near`,
  /// then the shortest path, then the first.
  [[nodiscard]] std::optional<std::uint32_t> ending(std::string_view suffix, std::string_view near) const;
  /// Whether some indexed file lies in this folder ("" is the root) or below it.
  [[nodiscard]] bool has_folder(std::string_view folder) const;
  /// A folder that ends with `/suffix` (or is it), chosen as by ending().
  [[nodiscard]] std::optional<std::string> folder_ending(std::string_view suffix, std::string_view near) const;

 private:
  /// Made when first asked: an edit that touches no import never does.
  struct Maps {
    explicit Maps(const Program& program);
    std::unordered_map<std::string_view, std::uint32_t> by_path;
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_name;  ///< last part of the path
    std::unordered_map<std::string_view, std::vector<std::string_view>> folders_by_name;
    std::unordered_map<std::string_view, bool> folders;
  };
  [[nodiscard]] const Maps& maps() const;

  const Program& program_;
  mutable std::once_flag made_;
  mutable std::optional<Maps> maps_;
};

/// "a/b/c" -> "a/b"; "" for a name alone.
[[nodiscard]] std::string_view folder_of(std::string_view path);
/// Joins and normalises: ("a/b", "../c/./d") -> "a/c/d"; nothing if it leaves the root.
[[nodiscard]] std::optional<std::string> join_path(std::string_view folder, std::string_view relative);
/// How many leading folders two paths share.
[[nodiscard]] std::size_t shared_folders(std::string_view a, std::string_view b);

}  // namespace cg::ingest
