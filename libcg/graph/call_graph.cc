#include "libcg/graph/call_graph.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "libcg/graph/kind_groups.h"
#include "libcg/graph/operator_sign.h"
#include "libcg/graph/qualified_name.h"

namespace cg::graph {

namespace {

/// Whether making an instance runs code that was written for it. Where there are no constructors a literal is a value
/// like any other, and only what is called is a call.
bool constructing_is_calling(std::string_view language) {
  static constexpr std::string_view kPlain[] = {"c", "go", "rust", "zig", "haskell", "elixir"};
  return std::find(std::begin(kPlain), std::end(kPlain), language) == std::end(kPlain);
}

}  // namespace

SymbolRef caller_node(IndexReader& reader, SymbolRef symbol) {
  constexpr int kMaxNesting = 512;  // as deep as facts go; a damaged container chain ends here
  for (int depth = 0; symbol.ordinal != 0 && depth < kMaxNesting; ++depth) {
    const SymbolRow& row = reader.symbol(symbol);
    const bool node = is_function_like(row.kind) || is_class_like(row.kind);
    if (node && !is_nameless(row)) return symbol;
    if (row.container == kNone) break;
    symbol.ordinal = row.container;
  }
  return {symbol.file, 0};
}

std::vector<Call> calls_of_file(IndexReader& reader, FileId file, unsigned min_confidence) {
  EdgeFilter filter;
  filter.min_confidence = min_confidence;
  if (constructing_is_calling(reader.file(file).language)) {
    filter.kinds = {EdgeKind::kCalls, EdgeKind::kInstantiates};
  } else {
    filter.kinds = {EdgeKind::kCalls};
  }
  std::vector<Call> calls;
  std::map<std::tuple<SymbolRef, SymbolRef, std::uint32_t>, std::size_t> seen;  // their places in calls
  for (const Edge& edge : edges_from_file(reader, file, filter).edges) {
    const SymbolKind kind = reader.symbol(edge.target).kind;
    if (!is_function_like(kind) && !is_class_like(kind)) continue;
    const SymbolRef caller = caller_node(reader, edge.source);
    const Call call{caller, edge.target, edge.kind, edge.how, edge.confidence, edge.at,
                    is_operator_sign(edge.name)};
    const auto [known, fresh] = seen.try_emplace({caller, edge.target, edge.at.line}, calls.size());
    if (fresh) {
      calls.push_back(call);
    } else if (calls[known->second].by_operator || calls[known->second].confidence < call.confidence) {
      calls[known->second] = call;
    }
  }
  return calls;
}

bool is_defined_elsewhere(IndexReader& reader, SymbolRef symbol) {
  const SymbolRow row = reader.symbol(symbol);
  // Rust's `mod x;` is the one place that defines x: what it leads to is a file.
  if ((row.flags & kDeclarationFlag) == 0 || row.kind == SymbolKind::kModule) return false;
  const auto rows = reader.definitions(row.name);
  if (std::all_of(rows.begin(), rows.end(), [](const DefinitionRow& d) { return d.declaration; })) return false;
  const std::string name = reader.qualified_name(symbol);
  return std::any_of(rows.begin(), rows.end(), [&](const DefinitionRow& d) {
    if (d.declaration) return false;
    const std::string other = reader.qualified_name(d.symbol);
    return fits_qualified(other, name) || fits_qualified(name, other);
  });
}

CallNode::CallNode(IndexReader& reader, SymbolRef ref)
    : path(reader.file(ref.file).path), line(ref.ordinal == 0 ? 0 : reader.symbol(ref).at.line),
      name(ref.ordinal == 0 ? "<module>" : reader.qualified_name(ref)) {}

}  // namespace cg::graph
