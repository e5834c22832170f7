#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/tree_place.h"

namespace cg::graph {

/// What a question means.
struct Resolution {
  std::vector<SymbolRef> symbols;       ///< by place
  bool ambiguous = false;               ///< they are several things, not one thing in several pieces
  std::vector<std::string> other_files;  ///< nothing was found because its path fits all of these
};

struct NameOptions {
  bool declarations = false;  ///< keep declarations of what is defined, too
};

/// Resolves what a user calls a symbol:
///   name, or a suffix of a qualified name      find   Table.find   db::Table::find
///   its module and the name                    db.table.find  where a language's modules are its files
///   a module that imports it and the name      db.find         what it is offered as
///   path:name                                  src/table.cc:find   table.cc:Table::find
///   path:line, path:line:column                src/table.cc:42     the innermost symbol around that line
///   path                                       src/table.cc        the file itself, if no symbol is called that
/// A suffix of a path will do if no other file has it. Nothing is guessed: what is not found is not found.
///
/// Declarations give way to the definitions of the same thing.
[[nodiscard]] Resolution resolve_name(IndexReader& reader, const TreePlace& place, std::string_view question,
                                      const NameOptions& options = {});

}  // namespace cg::graph
