#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "libcg/embed/training/exported_graph.h"
#include "libcg/embed/training/held_out.h"
#include "libcg/embed/training/pair.h"

namespace cg::embed {

struct PairSources {
  const ExportedGraph& graph;
  std::string_view package;
  /// The text of a file of the graph; empty for one that cannot be read, and nothing is made of it.
  std::function<std::string(const std::string& path)> read;
  HeldOut& held_out;  ///< what resembles these is left out
};

/// Calls each(pair) for the pairs of one package, in an order that depends on nothing but its content.
void make_pairs(const PairSources& sources, const std::function<void(const Pair&)>& each);

}  // namespace cg::embed
