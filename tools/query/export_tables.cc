// The three tables by which call graphs are compared with each other: each line stands for itself, and files come by path.
#include "libcg/base/kinds.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/call_graph.h"
#include "libcg/graph/edges.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/graph/one_definition.h"
#include "libcg/graph/qualified_name.h"
#include "tools/query/export.h"
#include "tools/query/export_files.h"

namespace cg::tools {
namespace {

/// Of a constructor the class, which is what `new Item()` names; anything else itself.
SymbolRef class_constructed(graph::IndexReader& reader, SymbolRef target) {
  const graph::SymbolRow row = reader.symbol(target);
  if (row.kind != SymbolKind::kConstructor) return target;
  if (row.container != kNone) {
    const graph::SymbolRow around = reader.symbol({target.file, row.container});
    if (graph::is_class_like(around.kind) && around.name == row.name) return {target.file, row.container};
  }
  const std::string whole = graph::with_separator(reader.qualified_name(target), '/');
  for (const graph::DefinitionRow& d : reader.definitions(row.name)) {  // written outside its class, which has its name
    if (!d.declaration && graph::is_class_like(d.kind) && graph::with_separator(reader.qualified_name(d.symbol), '/') + '/' + row.name == whole) return d.symbol;
  }
  return target;
}

}  // namespace

void export_calls(Session& session, cli::Output& output) {
  cli::RecordWriter writer(output, {},
                           {"caller_path", "caller_line", "caller", "callee_path", "callee_line", "callee", "site_line"});
  for_each_file(session, [&](FileId file) {
    for (const graph::Call& call : graph::calls_of_file(session.reader(), file)) {
      if (call.by_operator) continue;  // compilers' tables have the names that are called
      const graph::CallNode caller(session.reader(), call.caller);
      const graph::CallNode callee(session.reader(), call.callee);
      writer.write({caller.path, caller.line, caller.name, callee.path, callee.line, callee.name, call.at.line});
    }
  });
}

void export_defs(Session& session, cli::Output& output) {
  cli::RecordWriter writer(output, {}, {"path", "line", "kind", "name"});
  for_each_file(session, [&](FileId file) {
    const graph::FileRow row = session.reader().file(file);
    for (std::uint32_t ordinal = 1; ordinal < row.symbols; ++ordinal) {
      const SymbolRef ref{file, ordinal};
      if (graph::is_defined_elsewhere(session.reader(), ref)) continue;
      const graph::SymbolRow& symbol = session.reader().symbol(ref);
      if (graph::is_nameless(symbol)) continue;
      writer.write({row.path, symbol.at.line, name_of(symbol.kind), symbol.name});
    }
  });
}

void export_refs(Session& session, cli::Output& output) {
  cli::RecordWriter writer(output, {}, {"path", "line", "name", "def_path", "def_line"});
  graph::OneDefinition definitions(session.reader());
  for_each_file(session, [&](FileId file) {
    const std::string path = session.reader().file(file).path;
    for (const graph::SiteRow& site : session.reader().sites(file)) {
      if (!graph::kWrittenKinds.has(site.kind) || site.confidence < graph::kDefaultConfidence) continue;
      const auto one = definitions.of(site);
      if (!one) continue;
      const auto place = definitions.place(site.kind == EdgeKind::kInstantiates ? class_constructed(session.reader(), *one) : *one);
      if (!place) continue;
      const std::string name = site.name.empty() ? session.reader().symbol(*one).name : site.name;
      writer.write({path, site.at.line, name, session.reader().file(place->file).path, place->line});
    }
    for (const graph::Parameter& parameter : session.reader().parameters(file)) {
      for (const graph::ParameterUse& use : parameter.uses) writer.write({path, use.at.line, parameter.name, path, parameter.at.line});
    }
  });
}

}  // namespace cg::tools
