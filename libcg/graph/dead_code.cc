#include "libcg/graph/dead_code.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cg::graph {
namespace {

bool is_judged(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kFunction:
    case SymbolKind::kMethod:
    case SymbolKind::kMacro:
    case SymbolKind::kClass:
    case SymbolKind::kStruct:
    case SymbolKind::kUnion:
    case SymbolKind::kEnum:
    case SymbolKind::kInterface:
    case SymbolKind::kTrait:
    case SymbolKind::kVariable:
    case SymbolKind::kConstant:
    case SymbolKind::kTypeAlias: return true;
    default: return false;
  }
}

/// What a runtime or a loader calls by its name.
bool is_entry(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames{"main", "init", "_start", "Main", "wmain", "WinMain", "DllMain", "deinit", "finalize"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || (name.starts_with("__") && name.ends_with("__")) ||
         name.starts_with('~') || name.starts_with("operator ");
}

class DeadSearch {
 public:
  DeadSearch(IndexReader& reader, FileId file, const DeadOptions& options)
      : reader_(reader), file_(file), options_(options), used_(reader.file(file).symbols, false), overrides_(used_.size(), false) {}

  std::vector<SymbolRef> run() {
    for (const IncomingList& list : reader_.incoming_of_file(file_)) {
      for (const IncomingRow& row : list.rows) {
        if (row.kind != EdgeKind::kOverrides && row.kind != EdgeKind::kTests) use(list.ordinal, row.source);
      }
    }
    for (const SiteRow& site : reader_.sites(file_)) {
      if (site.kind == EdgeKind::kOverrides && site.owner < overrides_.size()) overrides_[site.owner] = true;
    }
    std::vector<SymbolRef> out;
    std::vector<bool> dead(used_.size(), false);
    for (std::uint32_t ordinal = 1; ordinal < used_.size(); ++ordinal) {
      const SymbolRow row = reader_.symbol({file_, ordinal});
      const bool inside = row.container < ordinal && dead[row.container];
      dead[ordinal] = inside || is_dead(ordinal, row);
      if (dead[ordinal] && !inside) out.push_back({file_, ordinal});
    }
    return out;
  }

 private:
  /// A use counts for the symbol and for all around it, up to what contains the use, too.
  void use(std::uint32_t ordinal, SymbolRef source) {
    for (std::uint32_t at = ordinal; at != 0 && at < used_.size(); at = reader_.symbol({file_, at}).container) {
      if (source.file == file_ && contains(at, source.ordinal)) return;
      used_[at] = true;
    }
  }

  bool contains(std::uint32_t outer, std::uint32_t inner) {
    while (inner != kNone && inner > outer) inner = reader_.symbol({file_, inner}).container;  // containers come first
    return inner == outer;
  }

  bool is_dead(std::uint32_t ordinal, const SymbolRow& row) {
    constexpr std::uint32_t kNever = kDeclarationFlag | kAnonymousFlag | kTestCodeFlag | kExtensionFlag;
    if (used_[ordinal] || overrides_[ordinal] || !is_judged(row.kind) || (row.flags & (kNever | kOverrideFlag)) != 0 || is_entry(row.name)) return false;
    if (!options_.exported && (row.flags & (kExportedFlag | kDefaultExportFlag)) != 0) return false;
    if (options_.doubtful) return true;
    const bool decorated = row.start_line < row.at.line && reader_.file(file_).language == "python";  // a framework may call it
    return !decorated && reader_.unbound(row.name).empty();
  }

  IndexReader& reader_;
  FileId file_;
  const DeadOptions& options_;
  std::vector<bool> used_;       ///< by ordinal
  std::vector<bool> overrides_;  ///< something in the tree or, by a flag, outside
};

}  // namespace

std::vector<SymbolRef> dead_in_file(IndexReader& reader, FileId file, const DeadOptions& options) {
  return DeadSearch(reader, file, options).run();
}

}  // namespace cg::graph
