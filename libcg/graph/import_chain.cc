#include "libcg/graph/import_chain.h"

#include <algorithm>
#include <unordered_map>

namespace cg::graph {

std::vector<ImportLink> import_chain(IndexReader& reader, FileId from, const std::vector<SymbolRef>& targets) {
  std::unordered_map<FileId, ImportLink> reached{{from, {}}};  // by file: the import that led there
  std::vector<FileId> open{from};
  const auto chain_to = [&](ImportLink last) {
    std::vector<ImportLink> chain{last};
    while (chain.back().file != from) chain.push_back(reached[chain.back().file]);
    std::reverse(chain.begin(), chain.end());
    return chain;
  };
  const auto wanted = [&](SymbolRef ref) {
    return std::any_of(targets.begin(), targets.end(), [&](SymbolRef target) { return ref == target || (ref.ordinal == 0 && ref.file == target.file); });
  };
  for (std::size_t i = 0; i < open.size() && i < kMostFiles; ++i) {
    const FileId file = open[i];
    for (const SiteRow& site : reader.sites(file)) {
      if (site.kind != EdgeKind::kImports) continue;
      for (const SymbolRef target : site.targets) {
        if (wanted(target)) return chain_to({file, site.at, target});
        if (reached.try_emplace(target.file, ImportLink{file, site.at, target}).second) open.push_back(target.file);
      }
    }
  }
  return {};
}

}  // namespace cg::graph
