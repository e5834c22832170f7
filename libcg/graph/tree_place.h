#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cg::graph {

/// Where the indexed tree lies, and how its paths look from the directory the user stands in: as git and ripgrep print
/// them, so that an editor started there finds them.
class TreePlace {
 public:
  /// Both absolute and without "." and "..".
  TreePlace(std::filesystem::path root, const std::filesystem::path& working_directory);

  /// A path of the tree as seen from the working directory: "b.c", "../a.c", "project/src/a.c". Absolute where neither
  /// directory is inside the other.
  [[nodiscard]] std::string shown(std::string_view tree_path) const;
  /// The path in the tree of what the user named, relative to the working directory or absolute. Empty for what lies
  /// outside the tree. The file need not exist. The root itself is "".
  [[nodiscard]] std::optional<std::string> tree_path(std::string_view named) const;
  /// For opening the file.
  [[nodiscard]] std::string absolute(std::string_view tree_path) const;

 private:
  std::filesystem::path root_;
  std::filesystem::path working_directory_;
  std::string inside_;  ///< the working directory in the tree, with a slash at its end; empty if it is not inside
  std::string prefix_;  ///< in front of every path if the working directory is not inside
};

/// The root of the tree an index describes. What was recorded when it was built, unless the index lies in a tree as `.cg`
/// and `some_file`, a path of the index, is there: then the tree was moved or copied together with its index.
[[nodiscard]] std::filesystem::path tree_root(const std::filesystem::path& index_directory, const std::string& recorded,
                                              const std::function<std::string()>& some_file);

}  // namespace cg::graph
