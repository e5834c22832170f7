#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/kinds.h"
#include "libcg/graph/hierarchy.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct HierOptions {
  std::vector<std::string> names;
  bool only_up = false;
  bool only_down = false;
  bool external = false;
  unsigned min_confidence = graph::kDefaultConfidence;
};

class HierTable {
 public:
  HierTable(Session& session, bool tagged)
      : session_(session),
        answers_(session,
                 {{"location"}, {"kind"}, {"name"}, {"relation"}, {"direction"}, {"depth"}, {"of"}, {"how"}, {"confidence"}},
                 tagged) {}

  Answers& answers() noexcept { return answers_; }

  /// The symbol at the far end of the step, and what it is to the near one.
  void write(const graph::Step& step, bool up) {
    const graph::Edge& edge = step.edge;
    const SymbolRef far = up ? edge.target : edge.source;
    const SymbolRef near = up ? edge.source : edge.target;
    // What lies outside the tree is shown where it is named.
    const FileId file = far.valid() ? far.file : edge.source.file;
    const graph::SymbolRow row = far.valid() ? session_.reader().symbol(far) : graph::SymbolRow{};
    const Position at = far.valid() ? row.at : edge.at;
    const std::string path = session_.shown_path(file);
    answers_.write(file, {cli::Location{path, at.line, at.column}, far.valid() ? name_of(row.kind) : "external",
                          far.valid() ? session_.reader().qualified_name(far) : edge.name, name_of(edge.kind),
                          up ? "up" : "down", step.depth, session_.reader().qualified_name(near), name_of(edge.how),
                          edge.confidence});
  }

 private:
  Session& session_;
  Answers answers_;
};

int run_hier(const QueryOptions& options, const HierOptions& hier) {
  const cli::Questions questions(hier.names);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  HierTable table(session, questions.many());
  graph::HierarchyOptions wanted;
  wanted.up = hier.only_up || !hier.only_down;
  wanted.down = hier.only_down || !hier.only_up;
  wanted.min_confidence = hier.min_confidence;
  wanted.unbound = hier.external;
  table.answers().ask(questions, [&](std::string_view question) {
    const auto resolution = session.resolve(question);
    if (resolution.symbols.empty()) session.report_unknown(question, resolution);
    const graph::Hierarchy found = graph::hierarchy_of(session.reader(), resolution.symbols, wanted);
    session.add_hidden(found.hidden);
    for (const graph::Step& step : found.up) table.write(step, true);
    for (const graph::Step& step : found.down) table.write(step, false);
  });
  return table.answers().finish();
}

}  // namespace

Verb add_hier(CLI::App& tool, QueryOptions& options) {
  auto hier = std::make_shared<HierOptions>();
  CLI::App* verb = add_record_verb(tool, options, "hier", "What a class derives from and what derives from it");
  add_names(*verb, hier->names, "NAME", "Classes (or methods: what they override), or - to read them from standard input");
  verb->add_flag("--up", hier->only_up, "Bases only");
  verb->add_flag("--down", hier->only_down, "Derived classes only");
  verb->add_flag("--external", hier->external, "Show bases outside the tree, too");
  add_min_confidence(*verb, hier->min_confidence);
  return {verb, [&options, hier] { return run_hier(options, *hier); }};
}

}  // namespace cg::tools
