#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// An edge and how many steps from the start it is: 1 for the start's own.
struct Step {
  Edge edge;
  std::uint32_t depth = 1;
};

struct Reach {
  std::vector<Step> steps;   ///< by depth, then by place
  std::uint64_t hidden = 0;  ///< edges that were not followed for their low confidence
};

inline constexpr std::uint32_t kNoDepthLimit = 0;

// All of them stop between two symbols or files when past_deadline(), with what was found until then.

/// Who uses the symbols, who uses those, and so on, to `max_depth` steps. Every symbol is expanded once; every edge into an
/// expanded symbol is reported.
[[nodiscard]] Reach reach_into(IndexReader& reader, std::span<const SymbolRef> starts, const EdgeFilter& filter,
                               std::uint32_t max_depth);
/// The same, the other way: what the symbols use.
[[nodiscard]] Reach reach_from(IndexReader& reader, std::span<const SymbolRef> starts, const EdgeFilter& filter,
                               std::uint32_t max_depth);

/// The symbol and everything inside it in the same file: members, nested functions, in source order.
[[nodiscard]] std::vector<SymbolRef> with_members(IndexReader& reader, SymbolRef symbol);

/// A shortest way from one of `from` to one of `to` over edges that pass the filter, at most `max_depth` steps long; the
/// steps in order. Of several the one whose sites come first by place, from the start on. Empty if there is none.
///
/// Breadth first from both ends, the smaller front moving: in a call graph, where a few functions are called from
/// everywhere, that visits thousands of symbols where one end alone would visit most of the graph.
[[nodiscard]] std::vector<Step> shortest_path(IndexReader& reader, std::span<const SymbolRef> from,
                                              std::span<const SymbolRef> to, const EdgeFilter& filter,
                                              std::uint32_t max_depth);

}  // namespace cg::graph
