#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// What is particular to names in languages with headers, C and C++: whole programs are linked from files that declare each
// other's names, for one platform at a time.

namespace cg::ingest {

/// Of definitions of one name in several files, those that are built together with the file at hand.
void Resolver::prefer_platform(std::vector<GlobalId>& ids) const {
  if (stands_in(ids)) ids.clear();
  if (ids.size() < 2 || p_.policy(ids[0]).imports != parse::ImportStyle::kInclude) return;
  std::vector<Platform> platforms;
  platforms.reserve(ids.size());
  bool same = true;
  for (const GlobalId id : ids) {
    platforms.push_back(t_.platforms[p_.file_of(id)]);
    same = same && platforms.back() == platforms.front();
  }
  if (same) return;
  const std::vector<bool> fitting = fitting_platforms(t_.platforms[file_], platforms);
  std::vector<GlobalId> kept;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (fitting[i]) kept.push_back(ids[i]);
  }
  ids = std::move(kept);
}

/// Whether all that was found are functions for platforms that the file at hand is not built for, and nothing for its own
/// declares them: stand-ins for what its own system's library has.
bool Resolver::stands_in(const std::vector<GlobalId>& ids) const {
  if (ids.empty() || p_.policy(ids[0]).imports != parse::ImportStyle::kInclude) return false;
  const Platform& here = t_.platforms[file_];
  const auto elsewhere = [&](GlobalId id) { return foreign(here, t_.platforms[p_.file_of(id)]); };
  for (const GlobalId id : ids) {
    if (p_.symbol(id).kind() != SymbolKind::kFunction || !elsewhere(id)) return false;
  }
  const auto same_name = p_.named(p_.symbol(ids[0]).name);
  return std::all_of(same_name.begin(), same_name.end(), elsewhere);
}

/// Whether a symbol is a member written outside its class (void A::f() {}): its name is the class's, not that of the namespace or
/// file around it.
bool Resolver::written_outside(GlobalId id) const {
  const SymbolDetail* d = p_.detail(id);
  return d != nullptr && d->owner != kNone;
}

/// Within a class its own name means the class; constructors have no name that could be looked up.
bool Resolver::injected_class(GlobalId type, GlobalName name, Found& out) const {
  if (p_.symbol(type).name != name || p_.policy(type).imports != parse::ImportStyle::kInclude) return false;
  out.ids.assign(1, type);
  out.how = How::kScope;
  return true;
}

/// Names of a namespace, which every file may open: of this file's own part and of all others together, so that a
/// declaration here does not hide the definition there. What lies in an anonymous namespace inside is seen from its file.
bool Resolver::lookup_in_namespace(GlobalId container, GlobalName name, Found& out) {
  const SpaceId space = t_.spaces.of_symbol(container);
  if (space == kNone) return false;
  const std::uint32_t from = p_.file_of(container);
  for (const GlobalId id : t_.spaces.members(space, name)) {
    if (!file_local(id) || p_.file_of(id) == from) out.ids.push_back(id);
  }
  if (out.ids.empty()) return false;
  out.how = How::kScope;
  return true;
}

}  // namespace cg::ingest
