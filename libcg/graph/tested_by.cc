#include "libcg/graph/tested_by.h"

#include <set>
#include <utility>


namespace cg::graph {
namespace {

class TestSearch {
 public:
  TestSearch(IndexReader& reader, unsigned min_confidence) : reader_(reader) {
    calls_.kinds = kCallKinds;
    calls_.min_confidence = min_confidence;
    overrides_.kinds = {EdgeKind::kOverrides};
    overrides_.min_confidence = min_confidence;
    derived_.kinds = {EdgeKind::kExtends};
    derived_.min_confidence = min_confidence;
  }

  TestsFound run(std::span<const SymbolRef> symbols, std::uint32_t max_depth) {
    for (const SymbolRef symbol : symbols) {
      for (const SymbolRef member : with_members(reader_, symbol)) meet(member);
    }
    TestsFound out;
    for (std::uint32_t depth = 1; !front_.empty() && (max_depth == kNoDepthLimit || depth <= max_depth); ++depth) {
      std::vector<Edge> edges;
      for (const SymbolRef symbol : std::exchange(front_, {})) {
        EdgeList list = edges_into(reader_, symbol, calls_);
        out.hidden += list.hidden;
        edges.insert(edges.end(), list.edges.begin(), list.edges.end());
      }
      sort_by_place(edges);
      for (const Edge& edge : edges) {
        if (meet(edge.source) && is_test(edge.source)) out.tests.push_back({edge.source, edge, depth});
      }
    }
    return out;
  }

 private:
  /// False if it has been met before.
  bool meet(SymbolRef symbol) {
    if (!seen_.insert(symbol).second) return false;
    front_.push_back(symbol);
    const auto add = [&](SymbolRef other) {
      if (seen_.insert(other).second) front_.push_back(other);
    };
    const SymbolRow row = reader_.symbol(symbol);
    if (row.kind == SymbolKind::kMethod) {
      for (const Step& step : reach_from(reader_, std::span(&symbol, 1), overrides_, kNoDepthLimit).steps) add(step.edge.target);
    }
    if (row.kind == SymbolKind::kConstructor && row.container != kNone && row.container != 0) {
      // Making an instance of the class, or of one that inherits the constructor, is an edge to the class.
      const SymbolRef type{symbol.file, row.container};
      add(type);
      for (const Step& step : reach_into(reader_, std::span(&type, 1), derived_, kNoDepthLimit).steps) add(step.edge.source);
    }
    return true;
  }

  bool is_test_code(SymbolRef symbol) { return (reader_.symbol(symbol).flags & kTestCodeFlag) != 0; }

  bool is_test(SymbolRef symbol) {
    if (!is_test_code(symbol)) return false;
    if (symbol.ordinal == 0 || reader_.symbol(symbol).kind == SymbolKind::kTest) return true;
    for (const Edge& edge : edges_into(reader_, symbol, calls_).edges) {
      if (is_test_code(edge.source)) return false;
    }
    return reach_from(reader_, std::span(&symbol, 1), overrides_, 1).steps.empty();  // called as what it overrides
  }

  IndexReader& reader_;
  EdgeFilter calls_, overrides_, derived_;
  std::set<SymbolRef> seen_;
  std::vector<SymbolRef> front_;
};

}  // namespace

TestsFound tests_of(IndexReader& reader, std::span<const SymbolRef> symbols, unsigned min_confidence, std::uint32_t max_depth) {
  return TestSearch(reader, min_confidence).run(symbols, max_depth);
}

}  // namespace cg::graph
