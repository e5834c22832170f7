#include "libcg/graph/hierarchy.h"

#include <utility>

namespace cg::graph {

Hierarchy hierarchy_of(IndexReader& reader, std::span<const SymbolRef> symbols, const HierarchyOptions& options) {
  EdgeFilter filter;
  filter.kinds = {EdgeKind::kExtends, EdgeKind::kImplements, EdgeKind::kOverrides};
  filter.min_confidence = options.min_confidence;
  filter.unbound = options.unbound;
  Hierarchy out;
  if (options.up) {
    Reach reach = reach_from(reader, symbols, filter, options.max_depth);
    out.up = std::move(reach.steps);
    out.hidden += reach.hidden;
  }
  if (options.down) {
    Reach reach = reach_into(reader, symbols, filter, options.max_depth);
    out.down = std::move(reach.steps);
    out.hidden += reach.hidden;
  }
  return out;
}

}  // namespace cg::graph
