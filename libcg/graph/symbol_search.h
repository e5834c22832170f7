#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// Which symbols are wanted. Empty members ask for nothing.
struct SymbolQuery {
  /// A glob over names; with a separator, over qualified names and their suffixes. With `fuzzy`, a guess at a name.
  std::string pattern = "*";
  bool fuzzy = false;
  bool ignore_case = false;
  std::vector<SymbolKind> kinds = {};
  std::vector<std::string> languages = {};
  std::vector<std::string> paths = {};  ///< globs over paths of the tree
};

struct FoundSymbol {
  SymbolRef symbol;
  int score = 100;  ///< likeness; 100 unless fuzzy
};

/// The symbols wanted, by place; fuzzy: the likeliest first, then by name and place. Files are no symbols here.
[[nodiscard]] std::vector<FoundSymbol> search_symbols(IndexReader& reader, const SymbolQuery& query);

}  // namespace cg::graph
