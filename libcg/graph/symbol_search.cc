// Names are matched in the table of names, where each stands once however often it is defined; only what matches is looked
// at. The symbols themselves are read in the order of files, so that each page is decoded once: for "*" in a large tree
// that is seconds, and in the order of names it would be minutes.
#include "libcg/graph/symbol_search.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <utility>

#include "libcg/base/deadline.h"
#include "libcg/base/glob.h"
#include "libcg/graph/fuzzy.h"
#include "libcg/graph/qualified_name.h"

namespace cg::graph {
namespace {

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return out;
}

/// What every match begins with.
std::string_view literal_prefix(std::string_view pattern) {
  return pattern.substr(0, std::min(pattern.size(), pattern.find_first_of("*?[\\")));
}

class Search {
 public:
  Search(IndexReader& reader, const SymbolQuery& query)
      : reader_(reader), query_(query), fuzzy_(query.pattern),
        pattern_(query.ignore_case ? lowered(query.pattern) : query.pattern),
        qualified_(!query.fuzzy && pattern_.find_first_of(".#/:") != std::string::npos) {
    if (qualified_) pattern_ = with_separator(pattern_, '.');
  }

  std::vector<FoundSymbol> run() {
    const bool by_prefix = !query_.fuzzy && !query_.ignore_case && !qualified_;
    reader_.for_each_name(by_prefix ? literal_prefix(pattern_) : std::string_view(),
                          [&](std::string_view name, const std::vector<DefinitionRow>& rows) {
                            if (past_deadline()) return false;
                            if (const int score = score_of(name); score > 0) add(rows, score);
                            return true;
                          });
    std::sort(found_.begin(), found_.end(), [&](const FoundSymbol& a, const FoundSymbol& b) {
      return a.score != b.score ? a.score > b.score : a.symbol < b.symbol;
    });
    if (qualified_) {
      std::erase_if(found_, [&](const FoundSymbol& f) { return !fits_whole(reader_.qualified_name(f.symbol)); });
    }
    return std::move(found_);
  }

 private:
  /// 0: not wanted.
  [[nodiscard]] int score_of(std::string_view name) const {
    if (query_.fuzzy) return fuzzy_.score(name).value_or(0);
    if (qualified_) return 100;  // decided by the qualified name, which is dear: the filters come first
    return glob_match(pattern_, query_.ignore_case ? lowered(name) : std::string(name), GlobStyle::kText) ? 100 : 0;
  }

  [[nodiscard]] bool fits_whole(const std::string& name) const {
    const std::string whole = with_separator(query_.ignore_case ? lowered(name) : name, '.');
    return glob_match(pattern_, whole, GlobStyle::kText) || glob_match("*." + pattern_, whole, GlobStyle::kText);
  }

  void add(const std::vector<DefinitionRow>& rows, int score) {
    for (const DefinitionRow& row : rows) {
      const auto& kinds = query_.kinds;
      if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), row.kind) == kinds.end()) continue;
      if (fits_file(row.symbol.file)) found_.push_back({row.symbol, score});
    }
  }

  bool fits_file(FileId file) {
    if (query_.languages.empty() && query_.paths.empty()) return true;
    const auto [at, fresh] = files_.try_emplace(file, false);
    if (fresh) {
      const FileRow& row = reader_.file(file);
      const auto& languages = query_.languages;
      const auto& paths = query_.paths;
      at->second = (languages.empty() || std::find(languages.begin(), languages.end(), row.language) != languages.end()) &&
                   (paths.empty() || std::any_of(paths.begin(), paths.end(),
                                                 [&](const std::string& glob) { return glob_match(glob, row.path); }));
    }
    return at->second;
  }

  IndexReader& reader_;
  const SymbolQuery& query_;
  FuzzyPattern fuzzy_;
  std::string pattern_;
  bool qualified_;
  std::unordered_map<FileId, bool> files_;
  std::vector<FoundSymbol> found_;
};

}  // namespace

std::vector<FoundSymbol> search_symbols(IndexReader& reader, const SymbolQuery& query) {
  return Search(reader, query).run();
}

}  // namespace cg::graph
