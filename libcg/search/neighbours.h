#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::search {

/// What the graph says of files beside how many use them (IndexReader::users): what a stretch of code uses. Asked at question time about
/// the files that are already thought likely. One thread at a time.
class Neighbours {
 public:
  /// The reader must outlive it.
  explicit Neighbours(graph::IndexReader& reader) : reader_(reader), home_(home_name(reader.meta("root"))) {}

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
};

}  // namespace cg::search
