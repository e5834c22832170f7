#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// A name behind a value: members of its class and of that class's bases, of a namespace, of a module.

namespace cg::ingest {
namespace {

constexpr int kMaxBases = 64;  // classes looked at for one member: inheritance loops and walls of mixins end here

}  // namespace

GlobalId Resolver::class_around(GlobalId scope) const {
  for (GlobalId at = scope; at != kNone; at = p_.symbol(at).container) {
    if (const auto owner = t_.member_of.find(at); owner != t_.member_of.end()) return owner->second;
    if (t_.outside_members.contains(at) || is_object(at)) return at;
    if (!has_instances(at)) continue;
    const auto first = t_.part_of.find(at);
    return first == t_.part_of.end() ? at : first->second;
  }
  return kNone;
}

/// A value whose members are written in its initialiser, const o = { f() {} }, or under its name: Lua's function M.f() end.
bool Resolver::is_object(GlobalId id) const {
  const SymbolKind kind = p_.symbol(id).kind();
  const bool holder = kind == SymbolKind::kConstant || kind == SymbolKind::kVariable || kind == SymbolKind::kTypeAlias;
  if (!holder) return false;
  const parse::ImportStyle style = p_.policy(id).imports;
  if (style == parse::ImportStyle::kScript) return !p_.children(id).empty();
  return style == parse::ImportStyle::kPath && (!p_.children(id).empty() || t_.outside_members.contains(id));
}

/// Whether `self` can be an instance of it: a class, or one of Ruby's modules, whose methods are mixed into classes.
bool Resolver::has_instances(GlobalId id) const {
  const SymbolKind kind = p_.symbol(id).kind();
  return parse::is_class_like(kind) || (kind == SymbolKind::kModule && p_.policy(id).imports == parse::ImportStyle::kPath);
}

/// Members written in the class itself, in its other parts, or outside it under its name; those of C's anonymous structs
/// and unions inside, and enumerators, count as its own.
bool Resolver::own_members(GlobalId type, GlobalName name, std::vector<GlobalId>& out, int depth) {
  const std::size_t before = out.size();
  const auto first = t_.part_of.find(type);
  const GlobalId canonical = first == t_.part_of.end() ? type : first->second;
  const auto add_part = [&](GlobalId part) {
    const SpaceId space = p_.symbol(part).kind() == SymbolKind::kModule ? t_.spaces.of_symbol(part) : kNone;
    if (space != kNone) {  // Ruby's modules, which may be reopened anywhere
      for (const GlobalId id : t_.spaces.members(space, name)) out.push_back(id);
      return;
    }
    for (const GlobalId id : p_.children(part, name)) out.push_back(id);
    if (depth >= 4 || p_.policy(part).imports != parse::ImportStyle::kInclude) return;
    for (const GlobalId inner : p_.children(part)) {
      const std::uint32_t flags = p_.symbol(inner).flags;
      const bool open = (flags & parse::kAnonymous) != 0 || (p_.symbol(inner).kind() == SymbolKind::kEnum && (flags & parse::kScoped) == 0);
      if (open && parse::is_class_like(p_.symbol(inner).kind())) {
        own_members(inner, name, out, depth + 1);
      }
    }
  };
  if (const auto parts = t_.parts.find(canonical); parts != t_.parts.end()) {
    for (const GlobalId part : parts->second) add_part(part);
  } else {
    add_part(type);
  }
  if (const auto outside = t_.outside_members.find(canonical); outside != t_.outside_members.end()) {
    const auto& all = outside->second;
    auto at = std::lower_bound(all.begin(), all.end(), name,
                               [&](GlobalId id, GlobalName wanted) { return p_.symbol(id).name < wanted; });
    for (; at != all.end() && p_.symbol(*at).name == name; ++at) out.push_back(*at);
  }
  return out.size() > before;
}

/// Ruby's `include Loud`: a module that is a namespace, too, lends its methods.
void Resolver::add_mixins(GlobalExpr base, GlobalId type, std::vector<GlobalId>& out) {
  for (const GlobalId id : resolve(base).ids) {
    if (id != type && has_instances(id) && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
  }
}

/// The method that Ruby's `super` calls: of the same name as the one around, in the bases of its class.
Found Resolver::overridden(GlobalId scope) {
  Found out;
  GlobalId method = scope;
  while (method != kNone && !parse::is_function_like(p_.symbol(method).kind())) method = p_.symbol(method).container;
  const GlobalId type = class_around(scope);
  if (method == kNone || type == kNone) return out;
  for (const GlobalId base : bases_of(type, out.external)) {
    Found f = find_member(base, p_.symbol(method).name);
    out.external = out.external || f.external;
    if (!f.any()) continue;
    f.how = How::kHierarchy;
    return f;
  }
  return out;
}

std::vector<GlobalId> Resolver::bases_of(GlobalId type, bool& external) {
  std::vector<GlobalId> out;
  const auto add = [&](GlobalId part) {
    for (const ProgramBase& base : p_.bases(part)) {
      const Values values = base.base == kNone ? Values{} : evaluate(base.base);
      if (values.empty() && !base.mixed_in) external = true;
      for (const Value& v : values) {
        if (v.kind == Value::Kind::kSpace) add_mixins(base.base, type, out);
        if ((v.kind == Value::Kind::kType || v.kind == Value::Kind::kInstance) && v.id != type) {
          if (std::find(out.begin(), out.end(), v.id) == out.end()) out.push_back(v.id);
        } else if (v.kind == Value::Kind::kExternal || v.kind == Value::Kind::kContainer) {
          external = true;
        }
      }
    }
  };
  const auto first = t_.part_of.find(type);
  const auto parts = t_.parts.find(first == t_.part_of.end() ? type : first->second);
  if (parts == t_.parts.end()) {
    add(type);
  } else {
    for (const GlobalId part : parts->second) add(part);
  }
  return out;
}

bool Resolver::inherited_members(GlobalId type, GlobalName name, Found& out, std::vector<GlobalId>& seen, int depth) {
  if (seen.size() >= kMaxBases || std::find(seen.begin(), seen.end(), type) != seen.end()) return false;
  seen.push_back(type);
  if (own_members(type, name, out.ids, 0)) {
    out.how = depth == 0 ? How::kType : How::kHierarchy;
    return true;
  }
  for (const GlobalId base : bases_of(type, out.external)) {
    if (inherited_members(base, name, out, seen, depth + 1)) return true;
  }
  return false;
}

Found Resolver::find_member(GlobalId type, GlobalName name) {
  Found out;
  if (name == kNone) {
    out.external = true;
    return out;
  }
  std::vector<GlobalId> seen;
  inherited_members(type, name, out, seen, 0);
  if (out.any()) out.external = false;
  return out;
}

/// A class may have a member of one name for itself and one for its instances: what is left of `.` says which is meant.
void Resolver::keep_side(std::vector<GlobalId>& ids, bool of_class) const {
  if (ids.size() < 2 || p_.policy(ids[0]).overloads) return;  // an overload of either side may fit
  const auto other_side = [&](GlobalId id) { return ((p_.symbol(id).flags & parse::kStatic) != 0) != of_class; };
  if (std::all_of(ids.begin(), ids.end(), other_side)) return;
  ids.erase(std::remove_if(ids.begin(), ids.end(), other_side), ids.end());
}

/// A member of what a module exports as a whole: module.exports = new Store().
Found Resolver::member_of_default(std::uint32_t file, GlobalName name) {
  const Found whole = t_.imports.default_export(file);
  Values values;
  for (const Value& v : value_of(whole)) {
    if (v.kind != Value::Kind::kFile) values.add(v);
  }
  return values.empty() ? Found{} : member(values, name);
}

Found Resolver::member(const Values& base, GlobalName name) {
  Found out;
  for (const Value& v : base) {
    Found f;
    switch (v.kind) {
      case Value::Kind::kInstance:
      case Value::Kind::kType:
        f = find_member(v.id, name);
        keep_side(f.ids, v.kind == Value::Kind::kType);
        if (!f.any() && p_.symbol(v.id).kind() == SymbolKind::kTypeAlias && p_.policy(v.id).imports == parse::ImportStyle::kGo) {
          f = member_of_underlying(v.id, name);
        }
        if (p_.policy(v.id).imports == parse::ImportStyle::kRust) {  // what a type has not comes from a trait of elsewhere
          prefer_inherent(f.ids);
          f.external = f.external || !f.any();
        }
        break;
      case Value::Kind::kSpace:
        if (name != kNone) {
          f = t_.imports.offered(Found{{}, {}, v.id, How::kImport, false}, name);
          if (!f.any()) {
            if (const auto inner = t_.spaces.inner(v.id, p_.names.view(name))) f.space = *inner;
          }
          f.how = How::kImport;
        }
        break;
      case Value::Kind::kFile:
        if (name != kNone) f = t_.imports.offered_by_file(v.id, name, 0);
        if (!f.any() && name != kNone) f = member_of_default(v.id, name);
        break;
      case Value::Kind::kCallable:  // functions of JavaScript are objects, and classes if they are written so
        if (p_.policy(v.id).imports == parse::ImportStyle::kScript) f = find_member(v.id, name);
        break;
      case Value::Kind::kExternal:
        f = rust_foreign(v.name, name);
        if (!f.any()) f = library_extension(v, name);
        f.external = !f.any();
        break;
      case Value::Kind::kApplied:
      case Value::Kind::kPair:
      case Value::Kind::kPairs:
      case Value::Kind::kContainer:
        f = library_extension(v, name);
        f.external = !f.any();
        break;
    }
    for (const GlobalId id : f.ids) {
      if (std::find(out.ids.begin(), out.ids.end(), id) == out.ids.end()) out.ids.push_back(id);
    }
    out.files.insert(out.files.end(), f.files.begin(), f.files.end());
    if (f.space != kNone) out.space = f.space;
    if (f.any()) out.how = out.how == How::kUnresolved ? f.how : std::max(out.how, f.how);
    out.external = out.external || f.external;
  }
  prefer_definitions(out.ids);
  prefer_platform(out.ids);
  prefer_reachable(out.ids);
  return out;
}

/// Without any knowledge of the receiver: members of that name all over the tree's world.
const Found& Resolver::members_anywhere(GlobalName name, bool called) {
  static const Found kNothing;
  if (name == kNone) return kNothing;
  Memo<Found>& known = called ? members_called_ : members_named_;
  if (const Found* found = known.find(name)) return *found;
  return known[name] = find_members_anywhere(name, called);
}

Found Resolver::find_members_anywhere(GlobalName name, bool called) const {
  Found out;
  const std::size_t world = p_.files[file_].language;
  for (const GlobalId id : p_.named(name)) {
    const ProgramSymbol& s = p_.symbol(id);
    const SymbolKind kind = s.kind();
    const bool field = kind == SymbolKind::kField || kind == SymbolKind::kEnumMember;
    const bool method = kind == SymbolKind::kMethod;
    if (!method && !field) continue;
    if (called && !method && !field) continue;
    if (!same_world(world, p_.files[p_.file_of(id)].language) || !visible(id)) continue;
    out.ids.push_back(id);
  }
  if (called) {  // calling prefers methods; a field that holds a function is the next best
    std::vector<GlobalId> methods;
    for (const GlobalId id : out.ids) {
      if (p_.symbol(id).kind() == SymbolKind::kMethod) methods.push_back(id);
    }
    if (!methods.empty()) out.ids = std::move(methods);
  }
  prefer_definitions(out.ids);
  prefer_platform(out.ids);
  if (out.ids.size() == 1) out.how = How::kUniqueName;
  if (out.ids.size() > 1) out.how = How::kAmbiguous;
  return out;
}

}  // namespace cg::ingest
