#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/source_texts.h"
#include "libcg/graph/tree_place.h"

namespace cg::search {

/// Where a pack begins: a definition (or, without a symbol, lines of a file) and what it is worth, 1 for the best.
struct ContextSeed {
  FileId file = 0;
  SymbolRef symbol;  ///< not valid: lines alone
  std::uint32_t start_line = 0, end_line = 0;
  float worth = 1;
};

/// A stretch of source in a pack.
struct ContextPiece {
  FileId file = 0;
  std::string path;  ///< in the tree
  std::uint32_t start_line = 0, end_line = 0;
  std::string symbol;     ///< qualified name; empty for lines alone
  std::string_view kind;  ///< "function", ...; "chunk" for lines alone
  std::string why;        ///< "answer", "used by f", "calls f", "test of f"
  std::size_t tokens = 0;
  bool cut = false;       ///< only its beginning
  std::string text;
};

struct ContextPack {
  std::vector<ContextPiece> pieces;     ///< the most valuable first
  std::vector<std::string> left_out;    ///< "path:start-end symbol" of what did not fit, the most valuable first
  std::size_t tokens = 0;
};

/// Fills a budget of tokens with the seeds and what the graph has around them: what they use, their types, who calls them,
/// their tests, each by its marginal value. Nothing is shown twice: what lies inside a piece that is shown already is worth
/// nothing. The same index, texts and seeds give the same pack; left_out has paths as `place` shows them.
[[nodiscard]] ContextPack pack_context(graph::IndexReader& reader, graph::SourceTexts& texts, const graph::TreePlace& place,
                                       const std::vector<ContextSeed>& seeds, std::size_t budget_tokens);

/// For people and models: a heading with path:start-end for the piece, and its text fenced.
[[nodiscard]] std::string to_markdown(const ContextPiece& piece, const graph::TreePlace& place);
/// What was left out, in one line; empty if nothing was.
[[nodiscard]] std::string left_out_line(const ContextPack& pack);

}  // namespace cg::search
