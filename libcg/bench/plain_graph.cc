#include "libcg/bench/plain_graph.h"

#include <fmt/format.h>

#include "libcg/base/hash.h"
#include "libcg/graph/edges.h"

namespace cg::bench {
namespace {

std::string id_of(const std::string& path, std::uint32_t ordinal) { return path + "#" + std::to_string(ordinal); }

std::uint64_t row_digest(std::string& scratch, std::string_view path, std::uint32_t line, std::uint32_t column,
                         std::string_view source, std::string_view kind) {
  scratch.clear();
  fmt::format_to(std::back_inserter(scratch), "{}:{}:{}\t{}\t{}", path, line, column, source, kind);
  return hash64(scratch);
}

bool is_call(std::string_view kind) {
  return kind == name_of(EdgeKind::kCalls) || kind == name_of(EdgeKind::kInstantiates) || kind == name_of(EdgeKind::kExpands);
}

}  // namespace

PlainGraph::PlainGraph(graph::IndexReader& reader, std::span<const FileId> files) {
  for (const FileId file : files) {
    const std::string path = reader.file(file).path;
    const std::uint32_t symbols = reader.file(file).symbols;
    for (std::uint32_t ordinal = 1; ordinal < symbols; ++ordinal) {
      const SymbolRef ref{file, ordinal};
      const graph::SymbolRow row = reader.symbol(ref);
      graph::TextRow text = reader.text(ref);
      nodes_by_name_[row.name].push_back({id_of(path, ordinal), row.name, row.owner, std::string(name_of(row.kind)), path,
                                          std::move(text.signature), std::move(text.doc), row.at.line, row.at.column,
                                          row.start_line, row.end_line, row.start_byte, row.end_byte});
      ++nodes_;
    }
    for (const graph::IncomingList& list : reader.incoming_of_file(file)) {
      const std::string target = id_of(path, list.ordinal);
      auto& edges = edges_by_target_[target];
      for (const graph::IncomingRow& row : list.rows) {
        const std::string source_path = reader.file(row.source.file).path;
        edges.push_back({id_of(source_path, row.source.ordinal),
                         row.source.ordinal == 0 ? std::string{} : reader.symbol(row.source).name, target,
                         std::string(name_of(row.kind)), std::string(name_of(row.how)), source_path, row.at.line,
                         row.at.column, static_cast<double>(row.confidence) / 100});
        ++edges_;
      }
    }
  }
}

std::uint64_t PlainGraph::callers(const std::string& name) const {
  std::uint64_t digest = 0;
  std::string scratch;
  const auto nodes = nodes_by_name_.find(name);
  if (nodes == nodes_by_name_.end()) return digest;
  for (const PlainNode& node : nodes->second) {
    const auto edges = edges_by_target_.find(node.id);
    if (edges == edges_by_target_.end()) continue;
    for (const PlainEdge& edge : edges->second) {
      if (edge.confidence * 100 < graph::kDefaultConfidence - 0.5 || !is_call(edge.kind)) continue;
      digest += row_digest(scratch, edge.path, edge.line, edge.column, edge.source_name, edge.kind);
    }
  }
  return digest;
}

std::uint64_t callers_digest(graph::IndexReader& reader, const std::string& name) {
  std::uint64_t digest = 0;
  std::string scratch;
  for (const graph::DefinitionRow& row : reader.definitions(name)) {
    for (const graph::Edge& edge : graph::edges_into(reader, row.symbol, {.kinds = graph::kCallKinds}).edges) {
      const std::string source = edge.source.ordinal == 0 ? std::string{} : reader.symbol(edge.source).name;
      digest += row_digest(scratch, reader.file(edge.source.file).path, edge.at.line, edge.at.column, source, name_of(edge.kind));
    }
  }
  return digest;
}

}  // namespace cg::bench
