#include "tools/query/uses.h"

#include <set>
#include <string>
#include <utility>


namespace cg::tools {
namespace {

std::vector<graph::Step> steps_of(std::vector<graph::Edge> edges) {
  graph::sort_by_place(edges);
  std::vector<graph::Step> steps;
  for (graph::Edge& edge : edges) steps.push_back({std::move(edge), 1});
  return steps;
}

}  // namespace

std::vector<AskedParameter> parameters_meant(Session& session, std::string_view question) {
  std::vector<AskedParameter> meant;
  const std::size_t last = question.find_last_of(".:");
  if (last == std::string_view::npos || last == 0) return meant;
  const std::string_view name = question.substr(last + 1);
  std::string_view function = question.substr(0, last);
  if (function.ends_with(':')) function.remove_suffix(1);
  if (name.empty() || function.empty()) return meant;
  for (const SymbolRef ref : session.resolve(function).symbols) {
    for (graph::Parameter& parameter : session.reader().parameters(ref.file)) {
      if (parameter.owner == ref.ordinal && parameter.name == name) meant.push_back({ref, std::move(parameter)});
    }
  }
  return meant;
}

std::vector<graph::Step> uses_of(Session& session, std::string_view question, const graph::EdgeFilter& filter,
                                 std::uint32_t max_depth) {
  return uses_of(session, question, session.resolve(question), filter, max_depth);
}

std::vector<graph::Step> uses_of(Session& session, std::string_view question, const graph::Resolution& resolution,
                                 const graph::EdgeFilter& filter, std::uint32_t max_depth) {
  graph::IndexReader& reader = session.reader();
  if (resolution.symbols.empty()) {
    std::vector<graph::Edge> edges = graph::edges_to_name(reader, question, filter).edges;
    // Only if the name itself is nowhere: one that is used, but in no way of these kinds, is known.
    if (edges.empty() && reader.unbound(question).empty()) session.report_unknown(question, resolution);
    return steps_of(std::move(edges));
  }
  graph::Reach reach = graph::reach_into(reader, resolution.symbols, filter, max_depth);
  std::set<std::string> names;
  for (const SymbolRef ref : resolution.symbols) {
    if (ref.ordinal != 0) names.insert(reader.symbol(ref).name);
  }
  std::vector<graph::Edge> doubts;
  for (const std::string& name : names) {
    auto list = graph::edges_to_name(reader, name, filter).edges;
    std::move(list.begin(), list.end(), std::back_inserter(doubts));
  }
  if (filter.min_confidence == 0) {
    auto steps = steps_of(std::move(doubts));
    reach.steps.insert(reach.steps.end(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
  } else {
    session.add_hidden(reach.hidden + doubts.size());
  }
  return std::move(reach.steps);
}

}  // namespace cg::tools
