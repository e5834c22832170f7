#include <algorithm>
#include <iterator>

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

/// Whether a symbol is a member written outside its class (void A::f() {}, a.f = () => {}): its name is the class's, not that of the namespace or
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

/// The classes of a call's arguments, those above them, and what their templates are applied to.
std::vector<GlobalId> Resolver::associated_classes(const ProgramExpr& call) {
  constexpr std::size_t kMaxClasses = 64;
  std::vector<GlobalId> out;
  const auto add = [&](GlobalId id) {
    if (id == kNone || !parse::is_class_like(p_.symbol(id).kind())) return;
    for (const GlobalId type : ancestry(id).classes) {
      if (out.size() < kMaxClasses && std::find(out.begin(), out.end(), type) == out.end()) out.push_back(type);
    }
  };
  for (std::uint32_t i = 0; i < call.args; ++i) {
    for (const Value& v : evaluate(arg(call, i))) {
      if (v.kind == Value::Kind::kContainer) add(v.id);
      if (v.kind != Value::Kind::kInstance) continue;
      add(v.id);
      const Arguments* applied = arguments(v);
      if (applied == nullptr) continue;
      const Arguments copied = *applied;  // looking at a class may count further ones
      for (const Values& of : copied) {
        for (const Value& inner : of) {
          if (inner.kind == Value::Kind::kInstance || inner.kind == Value::Kind::kType || inner.kind == Value::Kind::kContainer) add(inner.id);
        }
      }
    }
  }
  return out;
}

/// C++: a plain name that is called means the functions in the namespaces of its arguments' classes, too (argument-dependent
/// lookup: ISO C++20, 6.5.4 [basic.lookup.argdep]), unless a member, a local or a type of that name is nearer: functions of the
/// namespaces of these classes and of their template arguments, and friends that are written in them.
bool Resolver::add_argument_dependent(const ProgramExpr& call, Found& found) {
  if (call.base == kNone || call.args == 0 || p_.policy(call.scope).name != "cpp") return false;
  const ProgramExpr& callee = expr(call.base);
  if (callee.op != parse::Op::kName || callee.name == kNone) return false;
  const auto is_free_function = [&](GlobalId id) {
    const ProgramSymbol& s = p_.symbol(id);
    return parse::is_function_like(s.kind()) && (s.container == kNone || !parse::is_class_like(p_.symbol(s.container).kind())) && !written_outside(id);
  };
  std::sort(found.ids.begin(), found.ids.end());
  if (!std::all_of(found.ids.begin(), found.ids.end(), is_free_function)) return false;
  std::vector<GlobalId> added;
  for (const GlobalId type : associated_classes(call)) {
    for (const GlobalId id : p_.children(type, callee.name)) {
      if (p_.symbol(id).kind() == SymbolKind::kFunction) added.push_back(id);  // a friend: members are methods
    }
    GlobalId around = p_.symbol(type).container;
    while (around != kNone && p_.symbol(around).kind() != SymbolKind::kNamespace) around = p_.symbol(around).container;
    const SpaceId space = around == kNone ? kNone : t_.spaces.of_symbol(around);
    if (space == kNone) continue;  // names of the global space are found without this
    for (const GlobalId id : t_.spaces.members(space, callee.name)) {
      const bool seen = !file_local(id) || p_.file_of(id) == file_;
      if (seen && is_free_function(id)) added.push_back(id);
    }
  }
  std::sort(added.begin(), added.end());
  added.erase(std::unique(added.begin(), added.end()), added.end());
  prefer_definitions(added);
  prefer_platform(added);
  if (added.empty()) return false;
  if (found.ids.empty()) found.how = How::kType;
  found.external = false;
  std::vector<GlobalId> both;
  std::set_union(found.ids.begin(), found.ids.end(), added.begin(), added.end(), std::back_inserter(both));
  found.ids = std::move(both);
  return true;
}

}  // namespace cg::ingest
