#include <CLI/CLI.hpp>
#include <memory>

#include "tools/query/edge_table.h"
#include "tools/query/uses.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct RefsOptions {
  std::vector<std::string> names;
  std::vector<std::string> kinds;
  unsigned min_confidence = graph::kDefaultConfidence;
};

int run_refs(const QueryOptions& options, const RefsOptions& refs) {
  const cli::Questions questions(refs.names);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  EdgeTable table(session, questions.many());
  graph::EdgeFilter filter;
  filter.kinds = edge_kinds(refs.kinds, graph::kWrittenKinds);
  filter.min_confidence = refs.min_confidence;
  table.answers().ask(questions, [&](std::string_view question) {
    const graph::Resolution resolution = session.resolve(question);
    const auto parameters = resolution.symbols.empty() ? parameters_meant(session, question) : std::vector<AskedParameter>();
    for (const AskedParameter& asked : parameters) {
      if (refs.min_confidence <= graph::kParameterConfidence) {
        table.write(asked.function, asked.parameter, filter.kinds);
      } else {
        session.add_hidden(asked.parameter.uses.size());
      }
    }
    if (!parameters.empty()) return;
    for (const graph::Step& step : uses_of(session, question, resolution, filter, 1)) table.write(step);
  });
  return table.answers().finish();
}

}  // namespace

Verb add_refs(CLI::App& tool, QueryOptions& options) {
  auto refs = std::make_shared<RefsOptions>();
  CLI::App* verb = add_record_verb(tool, options, "refs", "Every place that refers to a name");
  add_names(*verb, refs->names, "NAME", "Names, or - to read them from standard input");
  add_edge_kinds(*verb, refs->kinds);
  add_min_confidence(*verb, refs->min_confidence);
  return {verb, [&options, refs] { return run_refs(options, *refs); }};
}

}  // namespace cg::tools
