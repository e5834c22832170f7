#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cg::embed {

/// What training needs of a code graph, as `cg-query export --format=jsonl` writes it.
struct ExportedSymbol {
  std::string kind;
  std::string name;  ///< qualified
  std::string doc;
  std::uint32_t line = 0, end_line = 0;  ///< from 1, both inclusive
};

struct ExportedFile {
  std::string language;
  std::vector<ExportedSymbol> symbols;  ///< as exported: by position
};

/// One use of a definition by another, wherever it is called.
struct ExportedCall {
  std::string caller_path, callee_path;
  std::uint32_t caller_line = 0, callee_line = 0;
  friend auto operator<=>(const ExportedCall&, const ExportedCall&) = default;
};

class ExportedGraph {
 public:
  /// One line of the export. Edges other than calls whose target is sure are passed over.
  /// Error{kFormat} for what is not a line of an export.
  void add_line(std::string_view line);

  [[nodiscard]] const std::map<std::string, ExportedFile>& files() const noexcept { return files_; }
  /// Sorted, each once.
  [[nodiscard]] std::vector<ExportedCall> calls() const;

 private:
  std::map<std::string, ExportedFile> files_;
  std::vector<ExportedCall> calls_;
};

}  // namespace cg::embed
