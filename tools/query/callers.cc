#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/graph/kind_groups.h"
#include "tools/query/edge_table.h"
#include "tools/query/uses.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct CallOptions {
  std::vector<std::string> names;
  std::uint32_t depth = 1;
  unsigned min_confidence = graph::kDefaultConfidence;
  bool external = false;
};

graph::EdgeFilter filter_of(const CallOptions& calls) {
  graph::EdgeFilter filter;
  filter.kinds = graph::kCallKinds;
  filter.min_confidence = calls.min_confidence;
  filter.unbound = calls.external;
  return filter;
}

int run_callers(const QueryOptions& options, const CallOptions& calls) {
  const cli::Questions questions(calls.names);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  EdgeTable table(session, questions.many());
  table.answers().ask(questions, [&](std::string_view question) {
    for (const graph::Step& step : uses_of(session, question, filter_of(calls), calls.depth)) table.write(step);
  });
  return table.answers().finish();
}

/// A class or file calls what its members call.
std::vector<SymbolRef> bodies_of(graph::IndexReader& reader, const std::vector<SymbolRef>& symbols) {
  std::vector<SymbolRef> bodies;
  for (const SymbolRef ref : symbols) {
    if (graph::is_function_like(reader.symbol(ref).kind)) {
      bodies.push_back(ref);
    } else {
      for (const SymbolRef member : graph::with_members(reader, ref)) bodies.push_back(member);
    }
  }
  return bodies;
}

/// A macro without parameters is a name for something, mostly a number; nobody calls it.
bool names_a_constant(graph::IndexReader& reader, const graph::Edge& edge) {
  return edge.kind == EdgeKind::kExpands && edge.target.valid() && reader.text(edge.target).signature.empty();
}

int run_callees(const QueryOptions& options, const CallOptions& calls) {
  const cli::Questions questions(calls.names);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  EdgeTable table(session, questions.many());
  table.answers().ask(questions, [&](std::string_view question) {
    const auto resolution = session.resolve(question);
    if (resolution.symbols.empty()) session.report_unknown(question, resolution);
    const auto bodies = bodies_of(session.reader(), resolution.symbols);
    const graph::Reach reach = graph::reach_from(session.reader(), bodies, filter_of(calls), calls.depth);
    session.add_hidden(reach.hidden);
    for (const graph::Step& step : reach.steps) {
      if (!names_a_constant(session.reader(), step.edge)) table.write(step);
    }
  });
  return table.answers().finish();
}

void add_call_options(CLI::App& verb, CallOptions& calls) {
  add_names(verb, calls.names, "NAME", "Names, or - to read them from standard input");
  verb.add_option("--depth", calls.depth, "Follow calls over this many steps; 0 for as far as they go")
      ->type_name("STEPS")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  add_min_confidence(verb, calls.min_confidence);
}

}  // namespace

Verb add_callers(CLI::App& tool, QueryOptions& options) {
  auto calls = std::make_shared<CallOptions>();
  CLI::App* verb = add_record_verb(tool, options, "callers", "Every call of a function, instance of a class, use of a macro");
  add_call_options(*verb, *calls);
  return {verb, [&options, calls] { return run_callers(options, *calls); }};
}

Verb add_callees(CLI::App& tool, QueryOptions& options) {
  auto calls = std::make_shared<CallOptions>();
  CLI::App* verb = add_record_verb(tool, options, "callees", "Everything that a function, class or file calls");
  add_call_options(*verb, *calls);
  verb->add_flag("--external", calls->external, "Show calls of what is not defined in the tree, too");
  return {verb, [&options, calls] { return run_callees(options, *calls); }};
}

}  // namespace cg::tools
