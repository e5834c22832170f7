#pragma once
#include <string>
#include <string_view>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/scip_symbol.h"

namespace cg::graph::scip {

/// An index as SCIP: begin() first, then any documents; joined they are the file. Positions are UTF-8 code units. Uses are
/// those of default confidence; what nothing in the tree fits is left out.
class Writer {
 public:
  explicit Writer(IndexReader& reader) : reader_(reader), names_(reader) {}

  /// `root`: the absolute path of the tree.
  [[nodiscard]] std::string begin(std::string_view root, std::string_view version) const;
  [[nodiscard]] std::string document(FileId file);

 private:
  IndexReader& reader_;
  SymbolNames names_;
};

}  // namespace cg::graph::scip
