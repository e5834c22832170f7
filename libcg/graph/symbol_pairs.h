#pragma once
#include <cstdint>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// Which symbol of one index is which of another of the same tree at another time. Identity is path, qualified name, kind,
/// and whether it is a declaration; of several alike (overloads) first those of equal signatures are paired, then the
/// rest in order. Lines play no part, and a file that was moved is another file.
class SymbolPairs {
 public:
  /// Reads the symbols of files whose contents differ; of equal contents all pair with themselves.
  SymbolPairs(IndexReader& before, IndexReader& after);

  /// kNone if there is no file of that path on the other side.
  [[nodiscard]] FileId file_after(FileId before) const { return file_after_[before]; }
  [[nodiscard]] FileId file_before(FileId after) const { return file_before_[after]; }
  /// Whether a file of `before` has a partner of the same content.
  [[nodiscard]] bool same_content(FileId before) const { return same_[before]; }

  /// Not valid if there is none.
  [[nodiscard]] SymbolRef after(SymbolRef before) const;
  [[nodiscard]] SymbolRef before(SymbolRef after) const;

 private:
  void pair_symbols(IndexReader& before, FileId old_file, IndexReader& after, FileId new_file);

  std::vector<FileId> file_after_, file_before_;
  std::vector<bool> same_;
  /// By ordinal, of files whose contents differ.
  std::vector<std::vector<std::uint32_t>> symbol_after_, symbol_before_;
};

}  // namespace cg::graph
