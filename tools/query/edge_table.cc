#include "tools/query/edge_table.h"

#include <CLI/CLI.hpp>

#include "libcg/base/kinds.h"

namespace cg::tools {

EdgeTable::EdgeTable(Session& session, bool tagged)
    : session_(session),
      answers_(session,
               {{"location"}, {"kind"}, {"source"}, {"target"}, {"definition"}, {"how"}, {"confidence"}, {"depth"},
                {"source_kind", true}, {"source_definition", true}, {"target_kind", true}},
               tagged) {}

std::string EdgeTable::name_of_symbol(SymbolRef ref) {
  return ref.ordinal == 0 ? session_.shown_path(ref.file) : session_.reader().qualified_name(ref);
}

void EdgeTable::write(const graph::Step& step) {
  const graph::Edge& edge = step.edge;
  const std::string path = session_.shown_path(edge.source.file);
  const graph::SymbolRow source = session_.reader().symbol(edge.source);
  std::string target_path;
  std::string target_name = edge.name;
  graph::SymbolRow target;
  if (edge.target.valid()) {
    target_path = session_.shown_path(edge.target.file);
    target_name = name_of_symbol(edge.target);
    target = session_.reader().symbol(edge.target);
  }
  answers_.write(edge.source.file,
                 {cli::Location{path, edge.at.line, edge.at.column}, name_of(edge.kind), name_of_symbol(edge.source),
                  target_name, cli::Location{target_path, target.at.line, target.at.column}, name_of(edge.how),
                  edge.confidence, step.depth, name_of(source.kind),
                  cli::Location{path, source.at.line, source.at.column},
                  edge.target.valid() ? cli::Field(name_of(target.kind)) : cli::Field()});
}

void EdgeTable::write(SymbolRef function, const graph::Parameter& parameter, graph::EdgeKinds kinds) {
  const std::string path = session_.shown_path(function.file);
  const graph::SymbolRow source = session_.reader().symbol(function);
  const std::string name = session_.reader().qualified_name(function);
  const std::string whole = name + session_.reader().file(function.file).separator + parameter.name;
  for (const graph::ParameterUse& use : parameter.uses) {
    if (!kinds.has(use.kind)) continue;
    answers_.write(function.file,
                   {cli::Location{path, use.at.line, use.at.column}, name_of(use.kind), name, whole,
                    cli::Location{path, parameter.at.line, parameter.at.column}, name_of(How::kScope), graph::kParameterConfidence, 1U,
                    name_of(source.kind), cli::Location{path, source.at.line, source.at.column}, "parameter"});
  }
}

void add_edge_kinds(CLI::App& verb, std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (int kind = 0; kind < kEdgeKinds; ++kind) {
    // What a symbol contains follows from the symbols; no site says it.
    if (static_cast<EdgeKind>(kind) != EdgeKind::kContains) known.emplace_back(name_of(static_cast<EdgeKind>(kind)));
  }
  verb.add_option("--kind", names, "Only edges of this kind; may be given several times")
      ->type_name("KIND")
      ->check(CLI::IsMember(known))
      ->allow_extra_args(false);
}

graph::EdgeKinds edge_kinds(const std::vector<std::string>& names, graph::EdgeKinds standard) {
  if (names.empty()) return standard;
  graph::EdgeKinds kinds;
  for (const std::string& name : names) {
    if (const auto kind = edge_kind(name)) kinds.add(*kind);
  }
  return kinds;
}

}  // namespace cg::tools
