#pragma once
#include <unordered_map>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/index_reader.h"

// Results come by path and position. An updated index has files under numbers of its own, but readers see ranks by path
// (file_numbers.h); paths are compared here all the same.

namespace cg::graph {

void sort_by_place(IndexReader& reader, std::vector<SymbolRef>& symbols);
/// By the place of the site, then by that of the target.
void sort_by_place(IndexReader& reader, std::vector<Edge>& edges);

/// The rank of every file by path.
class PathRanks {
 public:
  explicit PathRanks(IndexReader& reader);
  /// kNone for what is no file.
  [[nodiscard]] std::uint32_t of(FileId file) const {
    const auto found = ranks_.find(file);
    return found == ranks_.end() ? kNone : found->second;
  }
  /// All files, by path.
  [[nodiscard]] const std::vector<FileId>& files() const noexcept { return files_; }
  /// As sort_by_place, for many.
  [[nodiscard]] bool before(SymbolRef a, SymbolRef b) const {
    return a.file != b.file ? of(a.file) < of(b.file) : a.ordinal < b.ordinal;
  }

 private:
  std::unordered_map<FileId, std::uint32_t> ranks_;
  std::vector<FileId> files_;
};

}  // namespace cg::graph
