#pragma once
#include <functional>
#include <string>
#include <vector>

#include "libcg/graph/edges.h"
#include "libcg/graph/index_reader.h"

// The call graph as tools exchange it: functions and classes are the nodes, and whatever stands in between (variables with
// initialisers, functions without a name) counts for the node around it.

namespace cg::graph {

/// One call site of it.
struct Call {
  SymbolRef caller;  ///< a function, or the class of a field initialiser; ordinal 0: the file's own level
  SymbolRef callee;  ///< a function, a constructor, or a class that has none written
  EdgeKind kind = EdgeKind::kCalls;
  How how = How::kUnresolved;
  unsigned confidence = 0;
  Position at;
  bool by_operator = false;  ///< an operator stands there, and not the callee's name: a + b for operator+
};

/// A node as tables of calls have it: a file has no line, and its own level is called "<module>".
struct CallNode {
  CallNode(IndexReader& reader, SymbolRef ref);
  std::string path;
  std::uint32_t line;
  std::string name;  ///< qualified
};

/// The calls in a file by position; one for each caller, callee and line: the surest, of those that are sure enough.
[[nodiscard]] std::vector<Call> calls_of_file(IndexReader& reader, FileId file, unsigned min_confidence = kDefaultConfidence);

/// The node that a symbol counts for: itself, or the named function or class around it, or its file.
[[nodiscard]] SymbolRef caller_node(IndexReader& reader, SymbolRef symbol);

/// Whether the declaration is only that: something else in the tree defines what it declares. False for definitions.
[[nodiscard]] bool is_defined_elsewhere(IndexReader& reader, SymbolRef symbol);

}  // namespace cg::graph
