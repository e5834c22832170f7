#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// Names of the namespaces and packages that a file opens.

namespace cg::ingest {

/// What other files put into the namespace or package that `container` opens.
bool Resolver::lookup_in_space(GlobalId container, GlobalName name, Found& out) {
  const SpaceId space = t_.spaces.of_symbol(container);
  if (space == kNone) return false;
  for (const GlobalId id : t_.spaces.members(space, name)) out.ids.push_back(id);
  if (out.ids.empty()) return false;
  out.how = How::kScope;
  return true;
}

/// `namespace A.B.C {` of C# and C++ stands inside A.B and A, too: what these have is seen from it.
bool Resolver::lookup_in_outer_spaces(GlobalId container, GlobalName name, Found& out) {
  const std::string_view language = p_.policy(container).name;
  if (language != "csharp" && language != "cpp") return false;
  const SpaceId space = t_.spaces.of_symbol(container);
  if (space == kNone) return false;
  std::string_view path = t_.spaces.name(space);
  for (std::size_t dot = path.rfind('.'); dot != std::string_view::npos; dot = path.rfind('.')) {
    path = path.substr(0, dot);
    const auto outer = t_.spaces.find(path);
    if (!outer) continue;
    for (const GlobalId id : t_.spaces.members(*outer, name)) {
      if (language != "cpp" || !file_local(id) || p_.file_of(id) == p_.file_of(container)) out.ids.push_back(id);
    }
    if (out.ids.empty()) continue;
    out.how = How::kScope;
    return true;
  }
  return false;
}

}  // namespace cg::ingest
