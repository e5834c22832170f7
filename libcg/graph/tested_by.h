#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/traversal.h"

namespace cg::graph {

/// A test that gets to what was asked for, and by which call it sets out.
struct Test {
  SymbolRef symbol;  ///< of kind test; or code of tests that none of them calls: what a file of tests does at its own level, a helper
  Edge call;
  std::uint32_t depth = 1;  ///< calls from the test to what was asked for; a shortest way
};

struct TestsFound {
  std::vector<Test> tests;  ///< by depth, then by place
  std::uint64_t hidden = 0;
};

/// The tests from which calls lead to any of the symbols or their members. A call of what a method overrides counts as a call of the
/// method: which of the two is run is not known.
[[nodiscard]] TestsFound tests_of(IndexReader& reader, std::span<const SymbolRef> symbols, unsigned min_confidence, std::uint32_t max_depth);

}  // namespace cg::graph
