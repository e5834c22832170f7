#include "libcg/graph/symbol_pairs.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace cg::graph {
namespace {

struct Alike {
  std::vector<std::uint32_t> before, after;
};
using Key = std::tuple<std::string, SymbolKind, bool>;

Key key_of(IndexReader& reader, SymbolRef ref) {
  const SymbolRow& row = reader.symbol(ref);
  const SymbolKind kind = row.kind;
  const bool declaration = (row.flags & kDeclarationFlag) != 0;
  return {reader.qualified_name(ref), kind, declaration};
}

}  // namespace

SymbolPairs::SymbolPairs(IndexReader& before, IndexReader& after)
    : file_after_(before.file_count(), kNone), file_before_(after.file_count(), kNone), same_(before.file_count()),
      symbol_after_(before.file_count()), symbol_before_(after.file_count()) {
  for (FileId old_file = 0; old_file < before.file_count(); ++old_file) {
    const FileRow old_row = before.file(old_file);
    const auto new_file = after.find_file(old_row.path);
    if (!new_file) continue;
    const FileRow& new_row = after.file(*new_file);
    file_after_[old_file] = *new_file;
    file_before_[*new_file] = old_file;
    same_[old_file] = old_row.hash == new_row.hash && old_row.language == new_row.language && old_row.symbols == new_row.symbols;
    if (!same_[old_file]) pair_symbols(before, old_file, after, *new_file);
  }
}

void SymbolPairs::pair_symbols(IndexReader& before, FileId old_file, IndexReader& after, FileId new_file) {
  auto& forth = symbol_after_[old_file];
  auto& back = symbol_before_[new_file];
  forth.assign(before.file(old_file).symbols, kNone);
  back.assign(after.file(new_file).symbols, kNone);
  const auto join = [&](std::uint32_t old_ordinal, std::uint32_t new_ordinal) {
    forth[old_ordinal] = new_ordinal;
    back[new_ordinal] = old_ordinal;
  };
  std::map<Key, Alike> groups;
  for (std::uint32_t o = 0; o < forth.size(); ++o) groups[key_of(before, {old_file, o})].before.push_back(o);
  for (std::uint32_t o = 0; o < back.size(); ++o) groups[key_of(after, {new_file, o})].after.push_back(o);
  for (auto& [key, group] : groups) {
    if (group.before.size() > 1 || group.after.size() > 1) {
      std::multimap<std::string, std::uint32_t> free;  // equal keys keep the order of insertion
      for (const std::uint32_t o : group.after) free.emplace(after.text({new_file, o}).signature, o);
      for (const std::uint32_t o : group.before) {
        const auto partner = free.lower_bound(before.text({old_file, o}).signature);
        if (partner == free.end() || partner->first != before.text({old_file, o}).signature) continue;
        join(o, partner->second);
        free.erase(partner);
      }
    }
    std::erase_if(group.before, [&](std::uint32_t o) { return forth[o] != kNone; });
    std::erase_if(group.after, [&](std::uint32_t o) { return back[o] != kNone; });
    for (std::size_t i = 0; i < std::min(group.before.size(), group.after.size()); ++i) join(group.before[i], group.after[i]);
  }
}

SymbolRef SymbolPairs::after(SymbolRef before) const {
  const FileId file = file_after_[before.file];
  if (file == kNone) return {};
  if (same_[before.file]) return {file, before.ordinal};
  const std::uint32_t ordinal = symbol_after_[before.file][before.ordinal];
  return ordinal == kNone ? SymbolRef{} : SymbolRef{file, ordinal};
}

SymbolRef SymbolPairs::before(SymbolRef after) const {
  const FileId file = file_before_[after.file];
  if (file == kNone) return {};
  if (same_[file]) return {file, after.ordinal};
  const std::uint32_t ordinal = symbol_before_[after.file][after.ordinal];
  return ordinal == kNone ? SymbolRef{} : SymbolRef{file, ordinal};
}

}  // namespace cg::graph
