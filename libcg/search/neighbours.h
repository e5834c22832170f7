#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::search {

/// What the graph says of files: who uses them, and what a stretch of code uses. Asked at question time about the files that
/// are already thought likely, so that an edit of one file changes nothing stored about another. Answers about a file
/// are kept: the index is a snapshot. One thread at a time.
class Neighbours {
 public:
  /// The reader must outlive it.
  explicit Neighbours(graph::IndexReader& reader) : reader_(reader), home_(home_name(reader.meta("root"))) {}

  /// How many other files use something that the file defines; of definitions used everywhere, the first kMostUses uses count.
  [[nodiscard]] std::uint32_t users(FileId file);

  struct Lines {
    std::uint32_t start = 0, end = 0;  ///< from 1, both inclusive
  };
  /// The other files that define what any of these lines use, ascending.
  [[nodiscard]] std::vector<FileId> used_by(FileId file, const std::vector<Lines>& lines);

  /// Whether the file lies in a directory called like the tree itself: the package that the tree is about.
  [[nodiscard]] bool is_home(std::string_view path) const;
  /// What such directories are called: the last part of the root, small letters and digits, without a suffix such as
  /// that of "telescope.nvim".
  [[nodiscard]] static std::string home_name(std::string_view root);

 private:
  graph::IndexReader& reader_;
  std::string home_;
  std::unordered_map<FileId, std::uint32_t> users_;
  std::vector<std::uint32_t> seen_;  ///< by file: the last question that counted it
  std::uint32_t round_ = 0;
};

}  // namespace cg::search
