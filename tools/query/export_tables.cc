// The three tables by which call graphs are compared with each other: each line stands for itself, and files come by path.
#include "libcg/base/kinds.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/call_graph.h"
#include "libcg/graph/edges.h"
#include "tools/query/export.h"
#include "tools/query/export_files.h"

namespace cg::tools {
void export_calls(Session& session, cli::Output& output) {
  cli::RecordWriter writer(output, {},
                           {"caller_path", "caller_line", "caller", "callee_path", "callee_line", "callee", "site_line"});
  for_each_file(session, graph::PathRanks(session.reader()), [&](FileId file) {
    for (const graph::Call& call : graph::calls_of_file(session.reader(), file)) {
      const graph::CallNode caller(session.reader(), call.caller);
      const graph::CallNode callee(session.reader(), call.callee);
      writer.write({caller.path, caller.line, caller.name, callee.path, callee.line, callee.name, call.at.line});
    }
  });
}

void export_defs(Session& session, cli::Output& output) {
  cli::RecordWriter writer(output, {}, {"path", "line", "kind", "name"});
  for_each_file(session, graph::PathRanks(session.reader()), [&](FileId file) {
    const graph::FileRow row = session.reader().file(file);
    for (std::uint32_t ordinal = 1; ordinal < row.symbols; ++ordinal) {
      const SymbolRef ref{file, ordinal};
      if (graph::is_defined_elsewhere(session.reader(), ref)) continue;
      const graph::SymbolRow& symbol = session.reader().symbol(ref);
      if ((symbol.flags & graph::kAnonymousFlag) != 0) continue;
      writer.write({row.path, symbol.at.line, name_of(symbol.kind), symbol.name});
    }
  });
}

void export_refs(Session& session, cli::Output& output) {
  cli::RecordWriter writer(output, {}, {"path", "line", "name", "def_path", "def_line"});
  for_each_file(session, graph::PathRanks(session.reader()), [&](FileId file) {
    const std::string path = session.reader().file(file).path;
    for (const graph::SiteRow& site : session.reader().sites(file)) {
      if (!graph::kWrittenKinds.has(site.kind) || site.targets.size() != 1 || site.confidence < graph::kDefaultConfidence) continue;
      const SymbolRef target = site.targets.front();
      const graph::CallNode definition(session.reader(), target);
      const std::string name = site.name.empty() ? session.reader().symbol(target).name : site.name;
      writer.write({path, site.at.line, name, definition.path, definition.line});
    }
  });
}

}  // namespace cg::tools
