#pragma once
#include <cstdint>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/file_edges.h"
#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// Files that need each other in a circle: from each of them, edges lead to each other one.
struct FileCycle {
  std::vector<FileId> files;    ///< by path
  std::vector<FileEdge> edges;  ///< between them, by path of the source and position of the first site
};

/// All of the tree over edges that pass the filter, by path of their first files; each as large as it can be (the strongly connected
/// components of more than one file; Tarjan, "Depth-first search and linear graph algorithms", 1972). Stops when past_deadline(),
/// with what was read until then.
[[nodiscard]] std::vector<FileCycle> file_cycles(IndexReader& reader, const EdgeFilter& filter);

}  // namespace cg::graph
