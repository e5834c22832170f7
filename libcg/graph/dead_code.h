#pragma once
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

struct DeadOptions {
  bool exported = false;  ///< also what says itself that others may use it: export, pub, public, a capital in Go
  bool doubtful = false;  ///< also what a site names that is bound to nothing, and what something outside may call by its form
};

/// The functions, types, values and macros of a file that nothing in the tree uses but they themselves and what they contain, in
/// source order. Of a type that nothing uses only the type. Every candidate of an ambiguous site counts as used.
///
/// Left out always: tests and code of tests, declarations, what overrides something, constructors, fields and enumerators, and what a
/// runtime calls by its name (main, init, __str__).
[[nodiscard]] std::vector<SymbolRef> dead_in_file(IndexReader& reader, FileId file, const DeadOptions& options);

}  // namespace cg::graph
