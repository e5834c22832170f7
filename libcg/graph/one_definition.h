#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// The one definition of each site, for tables that are compared with a compiler's: it has one symbol for what the graph keeps
/// apart, and builds one branch of every #if.
///
/// TypeScript: declarations of one name that its compiler merges (interfaces, a namespace and a class, a type beside a value) are
/// one symbol, which is named by its last declaration; what merges is said in the handbook, "Declaration Merging".
/// C and C++: of definitions in several branches of #if the one that a build for Linux with GCC takes, as far as that can be told.
class OneDefinition {
 public:
  /// `reader` must outlive it.
  explicit OneDefinition(IndexReader& reader) : reader_(reader) {}
  /// Empty for a site without definition, or with several that nothing sets apart.
  [[nodiscard]] std::optional<SymbolRef> of(const SiteRow& site);

  struct Place {
    FileId file = 0;
    std::uint32_t line = 0;
  };
  /// Where a compiler says that a symbol is: at its name; a field that a macro gives to a struct at the macro's use there. Empty for a
  /// field that several structs have so: which of them is meant is not kept.
  [[nodiscard]] std::optional<Place> place(SymbolRef symbol);

 private:
  [[nodiscard]] std::optional<Place> only_use(SymbolRef macro, int depth);
  [[nodiscard]] SymbolRef last_declaration(SymbolRef target);
  [[nodiscard]] SymbolRef find_last_declaration(SymbolRef target);
  [[nodiscard]] std::optional<SymbolRef> augmented(const std::vector<std::pair<std::uint32_t, SymbolRef>>& declarations, const std::string& name);
  [[nodiscard]] std::optional<SymbolRef> likely(const SiteRow& site);

  IndexReader& reader_;
  std::map<SymbolRef, SymbolRef> known_;
  std::map<SymbolRef, std::optional<Place>> uses_;  ///< by macro
};

}  // namespace cg::graph
