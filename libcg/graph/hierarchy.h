#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "libcg/graph/traversal.h"

namespace cg::graph {

/// Types above and below: an edge's source extends or implements its target. For methods likewise: it overrides it.
struct Hierarchy {
  std::vector<Step> up;      ///< to bases, by depth
  std::vector<Step> down;    ///< to what derives, by depth
  std::uint64_t hidden = 0;
};

struct HierarchyOptions {
  bool up = true;
  bool down = true;
  std::uint32_t max_depth = kNoDepthLimit;
  unsigned min_confidence = kDefaultConfidence;
  bool unbound = false;  ///< bases outside the tree, too
};

[[nodiscard]] Hierarchy hierarchy_of(IndexReader& reader, std::span<const SymbolRef> symbols,
                                     const HierarchyOptions& options);

}  // namespace cg::graph
