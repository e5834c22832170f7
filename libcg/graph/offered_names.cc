#include "libcg/graph/offered_names.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libcg/graph/module_name.h"
#include "libcg/graph/qualified_name.h"

namespace cg::graph {
namespace {

constexpr std::size_t kMostModules = 256;  // on the way: cycles and barrels of barrels end here

class Offers {
 public:
  Offers(IndexReader& reader, std::string_view name) : reader_(reader), name_(name) {}

  bool run(SymbolRef symbol, const std::string& tail) {
    const SymbolRow row = reader_.symbol(symbol);
    if (exported_macro(symbol, row, tail)) return true;
    if (row.container == 0 || row.container == kNone) open_.emplace_back(symbol.file, tail);
    for (const IncomingRow& import : reader_.incoming(symbol)) {
      if (import.kind == EdgeKind::kImports && offer(import.source.file, tail)) return true;
    }
    for (std::size_t i = 0; i < open_.size() && i < kMostModules; ++i) {
      const auto [file, inner] = open_[i];
      for (const IncomingRow& import : reader_.incoming({file, 0})) {
        if (import.kind == EdgeKind::kImports && pass_on(import, file, inner)) return true;
      }
    }
    return false;
  }

 private:
  bool offer(FileId file, const std::string& tail) {
    if (std::find(open_.begin(), open_.end(), std::pair(file, tail)) != open_.end()) return false;
    open_.emplace_back(file, tail);
    const FileRow& row = reader_.file(file);
    const std::string module = module_name(row.language, row.path);
    return !module.empty() && fits_qualified(module + '/' + tail, name_);
  }

  /// An import of a whole module: under the name that the site has, or "*" for all that is in it.
  bool pass_on(const IncomingRow& import, FileId module, const std::string& tail) {
    const FileId file = import.source.file;
    for (const SiteRow& site : reader_.sites(file)) {
      if (site.at != import.at || site.kind != EdgeKind::kImports) continue;
      if (std::find(site.targets.begin(), site.targets.end(), SymbolRef{module, 0}) == site.targets.end()) continue;
      if (site.name == "*") return offer(file, tail);
      if (is_script(reader_.file(file).language) && site.name.find_first_of("./") == std::string::npos && !site.name.empty()) return offer(file, site.name + '/' + tail);
    }
    return false;
  }

  /// #[macro_export] puts a macro at the root of its crate, wherever it is written.
  bool exported_macro(SymbolRef symbol, const SymbolRow& row, const std::string& tail) {
    const FileRow& file = reader_.file(symbol.file);
    if (row.kind != SymbolKind::kMacro || (row.flags & kExportedFlag) == 0 || file.language != "rust") return false;
    const std::size_t src = file.path.rfind("/src/");
    if (src == std::string::npos) return false;
    return fits_qualified(module_name(file.language, file.path.substr(0, src)) + '/' + tail, name_);
  }

  static bool is_script(std::string_view language) { return language == "javascript" || language == "typescript" || language == "tsx"; }

  IndexReader& reader_;
  std::string_view name_;
  std::vector<std::pair<FileId, std::string>> open_;
};

}  // namespace

bool is_offered_as(IndexReader& reader, SymbolRef symbol, const std::string& tail, std::string_view name) {
  return Offers(reader, name).run(symbol, tail);
}

}  // namespace cg::graph
