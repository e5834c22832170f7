#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// One file needs another: all edges between the two, with the first of their sites.
struct FileEdge {
  FileId source = kNone;
  FileId target = kNone;  ///< kNone: outside the tree, called `name`
  std::string name;       ///< as imported; of targets outside only
  Position at;            ///< of the first site, in source
  EdgeKinds kinds;
  std::uint64_t sites = 0;
  std::uint32_t depth = 1;
};

struct FileReach {
  std::vector<FileEdge> edges;  ///< by depth, then by path of the source, then by position
  std::uint64_t hidden = 0;     ///< sites left out for their low confidence
};

/// What the files need outside themselves, over edges that pass the filter. `max_depth` steps; kNoDepthLimit for all.
/// Every file is expanded once; edges among the given files are left out.
[[nodiscard]] FileReach files_used_by(IndexReader& reader, std::span<const FileId> files, const EdgeFilter& filter,
                                      std::uint32_t max_depth);
/// What needs the files. The edge's source is the one that needs.
[[nodiscard]] FileReach files_using(IndexReader& reader, std::span<const FileId> files, const EdgeFilter& filter,
                                    std::uint32_t max_depth);

}  // namespace cg::graph
