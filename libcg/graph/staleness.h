#pragma once
#include <cstddef>
#include <unordered_map>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/tree_place.h"

namespace cg::graph {

/// Tells whether files have changed since they were indexed. A file is asked about once, when a result from it is about
/// to be shown: one stat, and only where size or time differ is it read and its hash compared.
class Staleness {
 public:
  /// Both must outlive it.
  Staleness(IndexReader& reader, const TreePlace& place) : reader_(reader), place_(place) {}

  /// True also for a file that is gone, or that cannot be read any more.
  [[nodiscard]] bool stale(FileId file);
  /// Files found stale so far.
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  [[nodiscard]] bool changed(const FileRow& row) const;

  IndexReader& reader_;
  const TreePlace& place_;
  std::unordered_map<FileId, bool> known_;
  std::size_t count_ = 0;
};

}  // namespace cg::graph
