#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph::scip {

/// Gives each symbol of an index the name by which SCIP knows it: the file's path as namespaces, then what contains it, then
/// itself, "cg . . . src/`list.c`/list_push()." Equal ones of a file are told apart by their number. The grammar is in
/// scip.proto, at the message Symbol.
class SymbolNames {
 public:
  explicit SymbolNames(IndexReader& reader) : reader_(reader) {}
  [[nodiscard]] const std::string& of(SymbolRef symbol);

 private:
  const std::vector<std::string>& of_file(FileId file);
  IndexReader& reader_;
  std::unordered_map<FileId, std::vector<std::string>> files_;
  std::size_t bytes_ = 0;
};

/// SymbolInformation.Kind, a number of scip.proto.
[[nodiscard]] int kind_number(SymbolKind kind);

/// What the enum Language of scip.proto calls a language of ours: "CPP" for "cpp".
[[nodiscard]] std::string language_name(std::string_view language);

/// Text that protobuf takes for a string: itself, or with what is not UTF-8 made readable.
[[nodiscard]] std::string utf8_text(std::string_view text);

}  // namespace cg::graph::scip
