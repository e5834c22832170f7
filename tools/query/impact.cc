#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include "libcg/base/kinds.h"
#include "libcg/graph/traversal.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct ImpactOptions {
  std::vector<std::string> names;
  std::uint32_t depth = graph::kNoDepthLimit;
  unsigned min_confidence = graph::kDefaultConfidence;
};

class Impact {
 public:
  Impact(Session& session, Answers& answers, const ImpactOptions& options) : session_(session), answers_(answers), depth_(options.depth) {
    // An import alone breaks nothing that the uses behind it do not; that a test tests something follows from its calls.
    uses_.kinds = graph::EdgeKinds::all().without({EdgeKind::kImports, EdgeKind::kTests});
    uses_.min_confidence = options.min_confidence;
    overrides_.kinds = {EdgeKind::kOverrides};
    overrides_.min_confidence = options.min_confidence;
  }

  void answer(std::string_view question) {
    const auto resolution = session_.resolve(question);
    if (resolution.symbols.empty()) session_.report_unknown(question, resolution);
    graph::IndexReader& reader = session_.reader();
    std::vector<SymbolRef> starts;
    for (const SymbolRef symbol : resolution.symbols) {
      for (const SymbolRef member : graph::with_members(reader, symbol)) starts.push_back(member);
    }
    std::set<SymbolRef> shown(starts.begin(), starts.end());
    // Who calls what a method overrides may run the method.
    for (const graph::Step& step : graph::reach_from(reader, starts, overrides_, graph::kNoDepthLimit).steps) {
      if (shown.insert(step.edge.target).second) starts.push_back(step.edge.target);
    }
    const graph::Reach reach = graph::reach_into(reader, starts, uses_, depth_);
    session_.add_hidden(reach.hidden);
    for (const graph::Step& step : reach.steps) {
      if (shown.insert(step.edge.source).second) write(step);
    }
  }

 private:
  std::string named(SymbolRef ref) { return ref.ordinal == 0 ? session_.shown_path(ref.file) : session_.reader().qualified_name(ref); }

  void write(const graph::Step& step) {
    const graph::Edge& edge = step.edge;
    const graph::SymbolRow row = session_.reader().symbol(edge.source);
    const std::string path = session_.shown_path(edge.source.file);
    const Position at = edge.source.ordinal == 0 ? edge.at : row.at;
    answers_.write(edge.source.file, {cli::Location{path, at.line, at.column}, name_of(row.kind), named(edge.source), name_of(edge.kind), named(edge.target),
                                      cli::Location{path, edge.at.line, edge.at.column}, step.depth});
  }

  Session& session_;
  Answers& answers_;
  std::uint32_t depth_;
  graph::EdgeFilter uses_, overrides_;
};

int run_impact(const QueryOptions& options, const ImpactOptions& impact) {
  const cli::Questions questions(impact.names);
  Session session(options, graph::ReaderMemory::for_walks());
  Answers answers(session, {{"location"}, {"kind"}, {"name"}, {"how"}, {"uses"}, {"at"}, {"depth"}}, questions.many());
  Impact walk(session, answers, impact);
  answers.ask(questions, [&](std::string_view question) { walk.answer(question); });
  return answers.finish();
}

}  // namespace

Verb add_impact(CLI::App& tool, QueryOptions& options) {
  auto impact = std::make_shared<ImpactOptions>();
  CLI::App* verb = add_record_verb(tool, options, "impact", "What may break if it changes: everything that uses it, over any number of steps");
  add_names(*verb, impact->names, "NAME", "Names, or - to read them from standard input");
  verb->add_option("--depth", impact->depth, "Follow uses over this many steps; 0 for as far as they go")
      ->type_name("STEPS")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  add_min_confidence(*verb, impact->min_confidence);
  return {verb, [&options, impact] { return run_impact(options, *impact); }};
}

}  // namespace cg::tools
