#include "libcg/graph/one_definition.h"

#include <algorithm>

#include "libcg/graph/kind_groups.h"

namespace cg::graph {
namespace {

/// What a declaration of TypeScript makes: a type, a value, or both.
enum : unsigned { kType = 1U, kValue = 2U };

unsigned makes(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kInterface:
    case SymbolKind::kTypeAlias: return kType;
    case SymbolKind::kVariable:
    case SymbolKind::kConstant:
    case SymbolKind::kFunction: return kValue;
    case SymbolKind::kClass:
    case SymbolKind::kEnum: return kType | kValue;
    case SymbolKind::kNamespace:
    case SymbolKind::kModule: return 0;  // merges with all but variables
    default: return ~0U;                 // members: their class's affair
  }
}

/// Whether two declarations of one name and container are one symbol. Where they cannot be, they stand in different blocks.
bool merge(SymbolKind a, SymbolKind b) {
  if (makes(a) == ~0U || makes(b) == ~0U) return false;
  if (a == b) return a == SymbolKind::kInterface || a == SymbolKind::kEnum || a == SymbolKind::kFunction || makes(a) == 0;
  const auto both = [&](SymbolKind one, SymbolKind other) { return (a == one && b == other) || (a == other && b == one); };
  return (makes(a) & makes(b)) == 0 || both(SymbolKind::kInterface, SymbolKind::kClass);
}

}  // namespace

SymbolRef OneDefinition::find_last_declaration(SymbolRef target) {
  const std::string& language = reader_.file(target.file).language;
  if (language != "typescript" && language != "tsx") return target;
  const SymbolRow row = reader_.symbol(target);
  std::vector<std::pair<std::uint32_t, SymbolRef>> all;
  std::vector<SymbolKind> kinds;
  std::size_t bodies = 0;
  for (const DefinitionRow& d : reader_.definitions(row.name)) {
    if (d.symbol.file != target.file) continue;
    const SymbolRow& other = reader_.symbol(d.symbol);
    if (other.container != row.container) continue;
    for (const SymbolKind kind : kinds) {
      if (!merge(kind, other.kind)) return target;
    }
    if (other.kind == SymbolKind::kFunction && (other.flags & kAbstractFlag) == 0 && ++bodies > 1) return target;
    kinds.push_back(other.kind);
    all.emplace_back(other.at.line, d.symbol);
  }
  const SymbolRef last = all.empty() ? target : std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; })->second;
  return augmented(all, row.name).value_or(last);
}

/// What other files add to one of the declarations is merged when all of them have been read: the last of it.
std::optional<SymbolRef> OneDefinition::augmented(const std::vector<std::pair<std::uint32_t, SymbolRef>>& declarations, const std::string& name) {
  std::optional<SymbolRef> found;
  for (const auto& [line, declaration] : declarations) {
    if ((makes(reader_.symbol(declaration).kind) & kType) == 0) continue;
    for (const IncomingRow& row : reader_.incoming(declaration)) {
      if (row.kind != EdgeKind::kUsesType || row.source.file == declaration.file) continue;
      const SymbolRow by = reader_.symbol(row.source);
      const bool adds = by.kind == SymbolKind::kInterface && by.name == name && by.at == row.at;
      if (adds && (!found || *found < row.source)) found = row.source;
    }
  }
  return found;
}

SymbolRef OneDefinition::last_declaration(SymbolRef target) {
  const auto [at, fresh] = known_.try_emplace(target, target);
  if (fresh) at->second = find_last_declaration(target);
  return at->second;
}

std::optional<SymbolRef> OneDefinition::likely(const SiteRow& site) {
  std::optional<SymbolRef> found;
  SymbolRow first;
  for (const SymbolRef target : site.targets) {
    const SymbolRow row = reader_.symbol(target);
    if (target == site.targets.front()) first = row;
    const bool beside = target.file == site.targets.front().file && row.container == first.container && row.name == first.name;
    if (!beside) return std::nullopt;
    if ((row.flags & kUnlikelyFlag) != 0) continue;
    if (found) return std::nullopt;
    found = target;
  }
  return found;
}

std::optional<SymbolRef> OneDefinition::of(const SiteRow& site) {
  if (site.targets.empty()) return std::nullopt;
  const SymbolRef last = last_declaration(site.targets.front());
  const bool merged = std::all_of(site.targets.begin(), site.targets.end(), [&](SymbolRef t) { return last_declaration(t) == last; });
  return merged ? last : likely(site);
}

std::optional<OneDefinition::Place> OneDefinition::only_use(SymbolRef macro, int depth) {
  constexpr int kMaxLists = 4;  // of lists
  if (const auto known = uses_.find(macro); known != uses_.end()) return known->second;
  std::optional<Place> found;
  std::size_t structs = 0;
  for (const IncomingRow& row : reader_.incoming(macro)) {
    if (structs > 1) break;
    if (row.kind != EdgeKind::kExpands) continue;
    const SymbolKind kind = reader_.symbol(row.source).kind;
    if (is_class_like(kind)) {
      ++structs;
      found = Place{row.source.file, row.at.line};
    } else if (kind == SymbolKind::kMacro && depth < kMaxLists) {
      ++structs;
      found = only_use(row.source, depth + 1);
    }
  }
  if (structs != 1) found.reset();
  uses_.emplace(macro, found);
  return found;
}

std::optional<OneDefinition::Place> OneDefinition::place(SymbolRef symbol) {
  const SymbolRow row = reader_.symbol(symbol);
  if (row.kind == SymbolKind::kField && row.container != kNone && row.container != 0) {
    const SymbolRef around{symbol.file, row.container};
    if (reader_.symbol(around).kind == SymbolKind::kMacro) return only_use(around, 0);
  }
  return Place{symbol.file, symbol.ordinal == 0 ? 0 : row.at.line};
}

}  // namespace cg::graph
