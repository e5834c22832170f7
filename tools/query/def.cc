#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/kinds.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct DefOptions {
  std::vector<std::string> names;
  graph::NameOptions resolving;
};

int run_def(const QueryOptions& options, const DefOptions& def) {
  Session session(options);
  const cli::Questions questions(def.names);
  Answers answers(session,
                  {{"location"}, {"kind"}, {"name"}, {"signature"}, {"language", true}, {"end_line", true},
                   {"declaration", true}, {"doc", true}},
                  questions.many());
  answers.ask(questions, [&](std::string_view question) {
    const auto resolution = session.resolve(question, def.resolving);
    if (resolution.symbols.empty()) session.report_unknown(question, resolution);
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
  verb->add_flag("--declarations", def->resolving.declarations, "Show declarations of what is defined, too");
  return {verb, [&options, def] { return run_def(options, *def); }};
}

}  // namespace cg::tools
