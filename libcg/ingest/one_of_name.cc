#include <algorithm>
#include <cctype>
#include <string>
#include <tuple>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// Several definitions of one name that are no doubt. A type of Scala and its companion: where the name stands says which is meant.
// A class, module or namespace that is written in several places: it is one thing, and an edge leads to its main part, in the file
// that is called like it, else the one with the shortest path. Rejected: an edge to every part, which made ten of one use of a namespace.

namespace cg::ingest {
namespace {

/// A path as a reader looks at it who seeks a name: the last part, without what stands behind the last dot.
std::string stem_of(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  name = name.substr(0, name.rfind('.'));
  std::string out;
  for (const char c : name) {
    if (c != '_' && c != '-') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace

void Resolver::drop_companions(std::vector<GlobalId>& ids) const {
  if (ids.size() < 2 || p_.policy(ids[0]).name != "scala") return;
  const auto object = [&](GlobalId id) { return (p_.symbol(id).flags & parse::kStatic) != 0; };
  if (!std::all_of(ids.begin(), ids.end(), object)) std::erase_if(ids, object);
}

void Resolver::keep_terms(std::vector<GlobalId>& ids) const {
  if (ids.size() < 2 || p_.policy(ids[0]).name != "scala") return;
  const auto type = [&](GlobalId id) {
    const ProgramSymbol& s = p_.symbol(id);
    return s.kind() == SymbolKind::kTypeAlias || (parse::is_class_like(s.kind()) && (s.flags & parse::kStatic) == 0);
  };
  if (!std::all_of(ids.begin(), ids.end(), type)) std::erase_if(ids, type);
}

bool Resolver::one_entity(const std::vector<GlobalId>& ids) const {
  const auto first = t_.part_of.find(ids[0]);
  const GlobalId canonical = first == t_.part_of.end() ? ids[0] : first->second;
  const SpaceId space = t_.spaces.of_symbol(ids[0]);
  return std::all_of(ids.begin() + 1, ids.end(), [&](GlobalId id) {
    if (space != kNone) return t_.spaces.of_symbol(id) == space && p_.policy(id).name == p_.policy(ids[0]).name;
    const auto part = t_.part_of.find(id);
    return (part == t_.part_of.end() ? id : part->second) == canonical;
  });
}

void Resolver::keep_main_part(std::vector<GlobalId>& ids) const {
  if (ids.size() < 2 || !one_entity(ids)) return;
  const std::string name = stem_of(std::string(p_.names.view(p_.symbol(ids[0]).name)) + ".");
  std::tuple<bool, std::size_t, GlobalId> best{true, std::string::npos, kNone};
  for (const GlobalId id : ids) {
    const std::string_view path = p_.files[p_.file_of(id)].path;
    best = std::min(best, std::tuple(stem_of(path) != name, path.size(), id));
  }
  ids.assign(1, std::get<GlobalId>(best));
}

}  // namespace cg::ingest
