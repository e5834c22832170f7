#include "libcg/graph/edges.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace cg::graph {
namespace {

Edge edge_of(const IncomingRow& row, SymbolRef target) {
  return {row.source, target, {}, row.kind, row.how, row.confidence, row.at};
}

}  // namespace

void sort_by_place(std::vector<Edge>& edges) {
  const auto before = [](const Edge& a, const Edge& b) {
    return std::tie(a.source.file, a.at, a.target) < std::tie(b.source.file, b.at, b.target);
  };
  // Those into one symbol come sorted.
  if (!std::is_sorted(edges.begin(), edges.end(), before)) std::stable_sort(edges.begin(), edges.end(), before);
}

EdgeList edges_into(IndexReader& reader, SymbolRef target, const EdgeFilter& filter) {
  EdgeList out;
  const std::vector<IncomingRow> rows = reader.incoming(target);
  out.edges.reserve(rows.size());
  for (const IncomingRow& row : rows) {
    if (!filter.kinds.has(row.kind)) continue;
    if (row.confidence < filter.min_confidence) {
      ++out.hidden;
    } else {
      out.edges.push_back(edge_of(row, target));
    }
  }
  return out;
}

EdgeList edges_to_name(IndexReader& reader, std::string_view name, const EdgeFilter& filter) {
  EdgeList out;
  for (const IncomingRow& row : reader.unbound(name)) {
    if (!filter.kinds.has(row.kind)) continue;
    out.edges.push_back(edge_of(row, {}));
    out.edges.back().name = name;
  }
  return out;
}

EdgeList edges_from_file(IndexReader& reader, FileId file, const EdgeFilter& filter,
                         const std::function<bool(std::uint32_t)>& wanted) {
  EdgeList out;
  for (SiteRow& site : reader.sites(file)) {
    if (!filter.kinds.has(site.kind) || (wanted && !wanted(site.owner))) continue;
    Edge edge{{file, site.owner}, {}, std::move(site.name), site.kind, site.how, site.confidence, site.at};
    if (site.targets.empty()) {
      if (filter.unbound) out.edges.push_back(std::move(edge));
      continue;
    }
    if (site.confidence < filter.min_confidence) {
      out.hidden += site.targets.size();
      continue;
    }
    for (const SymbolRef target : site.targets) {
      edge.target = target;
      out.edges.push_back(edge);
    }
  }
  return out;
}

}  // namespace cg::graph
