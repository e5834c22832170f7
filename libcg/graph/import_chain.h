#pragma once
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// One import on the way from a file to a definition.
struct ImportLink {
  FileId file = kNone;  ///< that imports
  Position at;
  SymbolRef target;     ///< what is imported: a file (ordinal 0), or the definition itself
};

/// The shortest chain of imports and includes that leads from a file to one that holds, or imports by name, any of `targets`;
/// empty if none does. Looks at no more than kMostFiles files.
[[nodiscard]] std::vector<ImportLink> import_chain(IndexReader& reader, FileId from, const std::vector<SymbolRef>& targets);

inline constexpr std::size_t kMostFiles = 4000;

}  // namespace cg::graph
