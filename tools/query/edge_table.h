#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/traversal.h"
#include "tools/query/answers.h"

namespace CLI {
class App;
}

namespace cg::tools {

/// The one table in which refs, callers, callees and path answer: a site, what is done there, by what, with what, and how
/// sure that is.
class EdgeTable {
 public:
  EdgeTable(Session& session, bool tagged);

  [[nodiscard]] Answers& answers() noexcept { return answers_; }
  void write(const graph::Step& step);
  /// The uses of a parameter of these kinds.
  void write(SymbolRef function, const graph::Parameter& parameter, graph::EdgeKinds kinds);

 private:
  /// "outer.inner"; a file by its path as it is printed, so that it can be asked for.
  [[nodiscard]] std::string name_of_symbol(SymbolRef ref);

  Session& session_;
  Answers answers_;
};

/// --kind for edges: the kinds named, or `standard` if none is.
void add_edge_kinds(CLI::App& verb, std::vector<std::string>& names);
[[nodiscard]] graph::EdgeKinds edge_kinds(const std::vector<std::string>& names, graph::EdgeKinds standard);

}  // namespace cg::tools
