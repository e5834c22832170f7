#include <CLI/CLI.hpp>
#include <memory>

#include "tools/query/edge_table.h"
#include "tools/query/pairs.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct PathOptions {
  std::vector<std::string> names;
  std::vector<std::string> kinds;
  std::uint32_t max_depth = graph::kNoDepthLimit;
  unsigned min_confidence = graph::kDefaultConfidence;
};

class Pathfinder {
 public:
  Pathfinder(Session& session, EdgeTable& table, const PathOptions& path) : session_(session), table_(table), path_(path) {
    filter_.kinds = edge_kinds(path.kinds, graph::kCallKinds);
    filter_.min_confidence = path.min_confidence;
  }

  void find(std::string_view from, std::string_view to) {
    const auto starts = symbols_of(from);
    const auto ends = symbols_of(to);
    if (starts.empty() || ends.empty()) return;
    for (const graph::Step& step : graph::shortest_path(session_.reader(), starts, ends, filter_, path_.max_depth)) {
      table_.write(step);
    }
  }

 private:
  std::vector<SymbolRef> symbols_of(std::string_view name) {
    const auto resolution = session_.resolve(name);
    if (resolution.symbols.empty()) session_.report_unknown(name, resolution);
    return resolution.symbols;
  }

  Session& session_;
  EdgeTable& table_;
  const PathOptions& path_;
  graph::EdgeFilter filter_;
};

int run_path(const QueryOptions& options, const PathOptions& path) {
  const std::vector<std::string> pairs = pairs_of(path.names, "path", "FROM TO");
  const cli::Questions questions(pairs);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  EdgeTable table(session, questions.many());
  Pathfinder finder(session, table, path);
  table.answers().ask(questions, [&](std::string_view question) {
    const auto [from, to] = pair_of(question);
    finder.find(from, to);
  });
  return table.answers().finish();
}

}  // namespace

Verb add_path(CLI::App& tool, QueryOptions& options) {
  auto path = std::make_shared<PathOptions>();
  CLI::App* verb = add_record_verb(tool, options, "path", "The shortest way by calls from one name to another");
  add_names(*verb, path->names, "NAME", "From and to, as often as wanted, or - to read tab-separated pairs from standard input");
  verb->add_option("--max-depth", path->max_depth, "Give up behind this many steps; 0 for never")
      ->type_name("STEPS")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  add_edge_kinds(*verb, path->kinds);
  add_min_confidence(*verb, path->min_confidence);
  return {verb, [&options, path] { return run_path(options, *path); }};
}

}  // namespace cg::tools
