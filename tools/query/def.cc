#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "libcg/base/kinds.h"
#include "libcg/graph/kind_groups.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct DefOptions {
  std::vector<std::string> names;
  graph::NameOptions resolving;
};

/// Blocks that add to a class (impl of Rust, extension of Swift) define it no more than a declaration does.
void drop_extensions(graph::IndexReader& reader, std::vector<SymbolRef>& symbols) {
  const auto extends = [&](SymbolRef ref) {
    const graph::SymbolRow& row = reader.symbol(ref);
    return (row.flags & graph::kExtensionFlag) != 0 && graph::is_class_like(row.kind);
  };
  std::set<std::string> defined;
  for (const SymbolRef ref : symbols) {
    if (!extends(ref)) defined.insert(reader.qualified_name(ref));
  }
  if (defined.empty() || defined.size() == symbols.size()) return;
  std::erase_if(symbols, [&](SymbolRef ref) { return extends(ref) && defined.contains(reader.qualified_name(ref)); });
}

int run_def(const QueryOptions& options, const DefOptions& def) {
  const cli::Questions questions(def.names);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  Answers answers(session,
                  {{"location"}, {"kind"}, {"name"}, {"signature"}, {"language", true}, {"end_line", true},
                   {"declaration", true}, {"doc", true}},
                  questions.many());
  answers.ask(questions, [&](std::string_view question) {
    auto resolution = session.resolve(question, def.resolving);
    if (resolution.symbols.empty()) session.report_unknown(question, resolution);
    if (!def.resolving.declarations) drop_extensions(session.reader(), resolution.symbols);
    for (const SymbolRef ref : resolution.symbols) {
      const graph::SymbolRow row = session.reader().symbol(ref);
      const graph::TextRow text = session.reader().text(ref);
      const std::string path = session.shown_path(ref.file);
      answers.write(ref.file, {cli::Location{path, row.at.line, row.at.column}, name_of(row.kind),
                               session.reader().qualified_name(ref), text.signature,
                               session.reader().file(ref.file).language, row.end_line,
                               (row.flags & graph::kDeclarationFlag) != 0, text.doc});
    }
  });
  return answers.finish();
}

}  // namespace

Verb add_def(CLI::App& tool, QueryOptions& options) {
  auto def = std::make_shared<DefOptions>();
  CLI::App* verb = add_record_verb(tool, options, "def", "Where a name is defined");
  add_names(*verb, def->names, "NAME", "Names, or - to read them from standard input");
  verb->add_flag("--declarations", def->resolving.declarations, "Show declarations of what is defined and blocks that add to it, too");
  return {verb, [&options, def] { return run_def(options, *def); }};
}

}  // namespace cg::tools
