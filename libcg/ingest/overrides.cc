#include "libcg/ingest/overrides.h"

#include <algorithm>

#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

constexpr int kMaxDepth = 16;  // classes on the way to the one that says `virtual`
constexpr int kMaxHidden = 4;  // classes with an overload of the name between a member and what it overrides

bool is_member(const ProgramSymbol& s) {
  return s.kind() == SymbolKind::kMethod || s.kind() == SymbolKind::kField || s.kind() == SymbolKind::kTest;
}

bool is_interface(const ProgramSymbol& s) { return s.kind() == SymbolKind::kInterface || s.kind() == SymbolKind::kTrait; }

/// Languages in which a block that adds members names the one trait that these are of.
bool has_trait_blocks(const parse::LanguagePolicy& policy) {
  return policy.imports == parse::ImportStyle::kRust || policy.name == "haskell";
}

/// Languages in which a member must say that it overrides what a class has.
bool must_say(std::string_view language) {
  return language == "csharp" || language == "kotlin" || language == "swift" || language == "scala";
}

}  // namespace

GlobalId Overrides::type_of(GlobalId member) const {
  if (const auto owner = r_.tables().member_of.find(member); owner != r_.tables().member_of.end()) return owner->second;
  const GlobalId around = p_.symbol(member).container;
  return around != kNone && (parse::is_class_like(p_.symbol(around).kind()) || p_.symbol(around).kind() == SymbolKind::kModule) ? around : kNone;
}

std::vector<GlobalId> Overrides::bases(GlobalId member, GlobalId type) {
  bool external = false;
  if (!has_trait_blocks(p_.policy(member))) return r_.bases_of(type, external);
  std::vector<GlobalId> out;
  for (const ProgramBase& base : p_.bases(p_.symbol(member).container)) {
    if (base.base == kNone) continue;
    for (const Value& v : r_.evaluate(base.base)) {
      if (v.kind == Value::Kind::kType || v.kind == Value::Kind::kInstance) out.push_back(v.id);
    }
  }
  return out;
}

/// Members of `base` or above that `member` can stand for.
std::vector<GlobalId> Overrides::candidates(GlobalId base, GlobalId member, std::uint32_t said, int depth) {
  const ProgramSymbol& own = p_.symbol(member);
  std::vector<GlobalId> out = r_.find_member(base, own.name).ids;
  const bool named = !out.empty();
  // `self: Pin<&mut Self>` of Rust looks like any parameter, and a function without an instance is overridden there as well.
  const std::uint32_t sides = has_trait_blocks(p_.policy(member)) ? 0U : std::uint32_t{parse::kStatic};
  std::erase_if(out, [&](GlobalId id) {
    const ProgramSymbol& s = p_.symbol(id);
    const bool hidden = (s.flags & parse::kFileLocal) != 0 && (p_.symbol(base).flags & parse::kFileLocal) == 0;
    return id == member || !is_member(s) || hidden || !r_.visible(id) || ((s.flags ^ own.flags) & sides) != 0 ||
           (own.kind() != SymbolKind::kField && s.kind() == SymbolKind::kField);
  });
  if (!p_.policy(member).overloads || own.kind() == SymbolKind::kField) return out;
  const auto count = [&](GlobalId id) { return p_.detail(id) == nullptr ? 0 : p_.detail(id)->params; };
  const auto labels = [&](GlobalId id) { return p_.detail(id) == nullptr ? 0 : p_.detail(id)->labels; };
  std::erase_if(out, [&](GlobalId id) { return count(id) != count(member) || labels(id) != labels(member); });
  std::vector<GlobalId> typed = out;
  std::erase_if(typed, [&](GlobalId id) { return !same_parameters(id, member); });
  if (typed.empty() && named && depth < kMaxHidden) {  // an overload of that name in between hides it from calls, not from this
    bool external = false;
    for (const GlobalId above : r_.bases_of(base, external)) {
      typed = candidates(above, member, said & ~std::uint32_t{parse::kOverride}, depth + 1);
      if (!typed.empty()) break;
    }
  }
  if (!typed.empty()) return typed;
  // It says that it overrides something: names of types may differ (aliases, qualified names), the number may not.
  return (said & parse::kOverride) != 0 ? out : typed;
}

bool Overrides::may_override(GlobalId candidate, std::uint32_t flags, GlobalId base, std::uint32_t said, int depth) {
  const std::string_view language = p_.policy(candidate).name;
  if (language == "cpp") {
    return ((said & parse::kOverride) | (flags & (parse::kVirtual | parse::kAbstract | parse::kOverride))) != 0 || !find(candidate, depth + 1).empty();
  }
  if (!must_say(language) || (said & parse::kOverride) != 0) return true;
  if (language == "kotlin") return false;
  return is_interface(p_.symbol(base)) || is_interface(p_.symbol(p_.symbol(candidate).container)) ||
         (language == "scala" && (flags & parse::kAbstract) != 0);
}

std::vector<GlobalId> Overrides::find(GlobalId member, int depth) {
  std::vector<GlobalId> out;
  const ProgramSymbol& own = p_.symbol(member);
  if (depth > kMaxDepth || own.name == kNone || own.name == 0) return out;
  const parse::LanguagePolicy& policy = p_.policy(member);
  if (policy.imports == parse::ImportStyle::kGo) return find_in_go(member);
  const bool hides = (own.flags & parse::kStatic) != 0 && policy.overloads;  // Java's and C++'s belong to their class
  const GlobalId type = type_of(member);
  if (type == kNone || hides) return out;
  const std::vector<GlobalId> above = bases(member, type);
  if (above.empty()) return out;
  std::uint32_t said = own.flags;
  const auto same = [&](GlobalId a, GlobalId b) { return !policy.overloads || same_parameters(a, b); };
  if (policy.imports == parse::ImportStyle::kInclude) {  // the declaration says it, the definition has the edge
    for (const GlobalId other : r_.find_member(type, own.name).ids) {
      if (!same(other, member)) continue;
      said |= p_.symbol(other).flags;
      if ((own.flags & ~p_.symbol(other).flags & parse::kDeclaration) != 0 && depth == 0) return out;
    }
  }
  for (const GlobalId base : above) {
    std::vector<GlobalId> ids = candidates(base, member, said, 0);
    std::uint32_t flags = 0;
    for (const GlobalId id : ids) flags |= p_.symbol(id).flags;
    r_.prefer_definitions(ids);
    if (ids.size() != 1 || !may_override(ids[0], flags, base, said, depth)) continue;
    if (std::find(out.begin(), out.end(), ids[0]) == out.end()) out.push_back(ids[0]);
  }
  return out;
}

bool Overrides::same_parameters(GlobalId a, GlobalId b) const {
  const SymbolDetail* x = p_.detail(a);
  const SymbolDetail* y = p_.detail(b);
  const std::uint16_t count = x == nullptr ? 0 : x->params;
  if (count != (y == nullptr ? 0 : y->params)) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!same_type(p_.params[x->first_param + i], p_.params[y->first_param + i])) return false;
  }
  return true;
}

/// Whether two types can be one: the same names at their heads, of which a type parameter may be any.
bool Overrides::same_type(GlobalExpr a, GlobalExpr b) const {
  const auto head = [&](GlobalExpr at) {
    constexpr int kMaxWrappers = 8;
    for (int i = 0; i < kMaxWrappers && at != kNone; ++i) {
      const ProgramExpr& e = p_.exprs[at];
      const bool wrapper = e.op == parse::Op::kInstance || e.op == parse::Op::kUnwrap || (e.op == parse::Op::kGeneric && e.base != kNone);
      if (wrapper) {
        at = e.base;
      } else if (e.op == parse::Op::kUnion && e.args == 1) {
        at = p_.args[e.first_arg];
      } else {
        break;
      }
    }
    return at;
  };
  const GlobalExpr x = head(a);
  const GlobalExpr y = head(b);
  if (x == kNone || y == kNone) return true;
  const auto named = [](const ProgramExpr& e) { return e.op == parse::Op::kName || e.op == parse::Op::kMember || e.op == parse::Op::kLiteral; };
  const ProgramExpr& e = p_.exprs[x];
  const ProgramExpr& f = p_.exprs[y];
  return !named(e) || !named(f) || e.name == f.name;
}

bool Overrides::has_methods_of(GlobalId type, const LinkTables::GoInterface& wanted) {
  return std::all_of(wanted.methods.begin(), wanted.methods.end(), [&](GlobalId method) {
    const std::vector<GlobalId> own = r_.find_member(type, p_.symbol(method).name).ids;
    if (own.size() != 1 || p_.symbol(own[0]).kind() != SymbolKind::kMethod || !same_parameters(own[0], method)) return false;
    const SymbolDetail* x = p_.detail(own[0]);
    const SymbolDetail* y = p_.detail(method);
    const GlobalExpr given = x == nullptr ? kNone : x->type;
    const GlobalExpr asked = y == nullptr ? kNone : y->type;
    if ((given == kNone) != (asked == kNone) || !same_type(given, asked)) return false;
    // A name without a capital is its package's own.
    return (p_.symbol(method).flags & parse::kExported) != 0 ||
           r_.tables().spaces.of_file(p_.file_of(method)) == r_.tables().spaces.of_file(p_.file_of(own[0]));
  });
}

const std::vector<GlobalId>& Overrides::interfaces_of(GlobalId type) {
  const auto [known, fresh] = interfaces_.try_emplace(type);
  std::vector<GlobalId>& out = known->second;
  if (!fresh || is_interface(p_.symbol(type))) return out;
  const auto members = r_.tables().outside_members.find(type);
  if (members == r_.tables().outside_members.end()) return out;
  GlobalName last = kNone;
  for (const GlobalId id : members->second) {
    if (p_.symbol(id).name == last) continue;
    last = p_.symbol(id).name;
    const auto all = r_.tables().go_interfaces.find(last);
    if (all == r_.tables().go_interfaces.end()) continue;
    for (const LinkTables::GoInterface& i : all->second) {
      if (has_methods_of(type, i)) out.push_back(i.type);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<GlobalId> Overrides::find_in_go(GlobalId member) {
  std::vector<GlobalId> out;
  const auto owner = r_.tables().member_of.find(member);
  if (owner == r_.tables().member_of.end()) return out;
  for (const GlobalId type : interfaces_of(owner->second)) {
    for (const GlobalId id : r_.find_member(type, p_.symbol(member).name).ids) {
      if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
    }
  }
  return out;
}

}  // namespace cg::ingest
