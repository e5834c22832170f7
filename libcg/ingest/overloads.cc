#include <algorithm>

#include "libcg/ingest/overload_rank.h"
#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// Several functions of one name: which one does a call mean? By the number of arguments everywhere; by their types where a
// language's policy says that functions are overloaded.

namespace cg::ingest {

bool Resolver::derives(GlobalId type, GlobalId base) {
  std::vector<GlobalId> open{type};
  std::vector<GlobalId> seen;
  constexpr std::size_t kMaxClasses = 64;
  while (!open.empty() && seen.size() < kMaxClasses) {
    const GlobalId at = open.back();
    open.pop_back();
    if (at == base) return true;
    if (std::find(seen.begin(), seen.end(), at) != seen.end()) continue;
    seen.push_back(at);
    bool external = false;
    for (const GlobalId next : bases_of(at, external)) open.push_back(next);
  }
  return false;
}

Resolver::Ancestry Resolver::ancestry(GlobalId type) {
  Ancestry out;
  constexpr std::size_t kMaxClasses = 64;
  out.classes.push_back(type);
  for (std::size_t i = 0; i < out.classes.size(); ++i) {
    if (out.classes.size() > kMaxClasses) {
      out.unknown = true;
      break;
    }
    const GlobalId at = out.classes[i];
    bool external = false;
    for (const GlobalId base : bases_of(at, external)) {
      if (std::find(out.classes.begin(), out.classes.end(), base) == out.classes.end()) out.classes.push_back(base);
    }
    if (!external) continue;
    for (const ProgramBase& base : p_.bases(at)) {
      if (base.mixed_in) continue;
      const Values values = base.base == kNone ? Values{} : evaluate(base.base);
      out.unknown = out.unknown || values.empty();
      for (const Value& v : values) {
        const bool library = v.kind == Value::Kind::kExternal || v.kind == Value::Kind::kContainer;
        if (library && v.name != kNone) out.library.push_back(v.name);
        out.unknown = out.unknown || (library && v.name == kNone);
      }
    }
  }
  return out;
}

/// Whether two functions of as many parameters name the same types in them; what is not known may be the same.
bool Resolver::takes_the_same(const SymbolDetail& a, const SymbolDetail& b) const {
  const auto name_of_type = [&](GlobalExpr id) {
    constexpr int kMaxDepth = 8;  // T<A>, const T&: what they are made of
    for (int depth = 0; id != kNone && depth < kMaxDepth; ++depth) {
      const ProgramExpr& e = expr(id);
      if (e.op == parse::Op::kName || e.op == parse::Op::kMember || e.op == parse::Op::kLiteral) return e.name;
      id = e.op == parse::Op::kUnion && e.args > 0 ? arg(e, 0) : e.base;
    }
    return GlobalName{kNone};
  };
  for (std::uint32_t i = 0; i < a.params; ++i) {
    const GlobalName x = name_of_type(p_.params[a.first_param + i]);
    const GlobalName y = name_of_type(p_.params[b.first_param + i]);
    if (x != y && x != kNone && y != kNone) return false;
  }
  return true;
}

/// How many arguments a function needs. C++: what may be left out is said where it is declared, not where it is defined.
std::uint32_t Resolver::fewest_arguments(GlobalId function) const {
  const SymbolDetail* d = p_.detail(function);
  if (d == nullptr) return 0;
  std::uint32_t fewest = d->required;
  const ProgramSymbol& s = p_.symbol(function);
  if (fewest == 0 || p_.policy(function).name != "cpp" || (s.flags & parse::kDeclaration) != 0) return fewest;
  constexpr std::size_t kMaxNamed = 256;  // of ten thousand overloads the first few
  const std::span<const GlobalId> named = p_.named(s.name);
  const GlobalId around = class_around(function);
  for (const GlobalId other : named.first(std::min(named.size(), kMaxNamed))) {
    const SymbolDetail* o = p_.detail(other);
    const bool declares = (p_.symbol(other).flags & parse::kDeclaration) != 0 && o != nullptr && o->params == d->params && o->required < fewest;
    if (declares && class_around(other) == around && takes_the_same(*d, *o)) fewest = o->required;
  }
  return fewest;
}

/// Negative: does not fit. Else the more the better.
int Resolver::fitness(GlobalId function, const ProgramExpr& call) {
  const SymbolDetail* d = p_.detail(function);
  const std::uint32_t params = d == nullptr ? 0 : d->params;
  const bool variadic = d != nullptr && d->variadic;
  if (call.args < fewest_arguments(function) || (call.args > params && !variadic)) return -1;
  const bool constructs = p_.symbol(function).kind() == SymbolKind::kConstructor && params == 1;
  int score = variadic ? 0 : 1;
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(call.args, params); ++i) {
    const GlobalExpr given = arg(call, i);
    const GlobalExpr wanted = p_.params[d->first_param + i];
    if (given == kNone || wanted == kNone) continue;
    const ProgramExpr& g = expr(given);
    const ProgramExpr& w = expr(wanted);
    if (g.op == parse::Op::kLiteral && (w.op == parse::Op::kLiteral || w.op == parse::Op::kName)) {
      if (g.name == w.name) {
        score += 4;
      } else if (w.op == parse::Op::kName && resolve(wanted).any()) {
        return -1;  // a literal is no instance of a class of the tree
      }
      continue;
    }
    const Values& have = evaluate(given);
    const Values& want = evaluate(wanted);
    if (constructs && is_external(have) && want.size() == 1 && want.begin()->kind == Value::Kind::kType && want.begin()->id == class_around(function)) {
      return -1;  // who copies or moves has one of the class in his hands
    }
    if (have.empty() || want.empty()) continue;
    bool fits = false;
    bool known = false;
    for (const Value& h : have) {
      for (const Value& w_value : want) {
        const bool both = (h.kind == Value::Kind::kInstance || h.kind == Value::Kind::kType) &&
                          (w_value.kind == Value::Kind::kType || w_value.kind == Value::Kind::kInstance);
        if (!both) {
          const bool library = h.kind == Value::Kind::kExternal && h.name != kNone;
          if (library && w_value.kind == Value::Kind::kExternal && h.name == w_value.name) {
            fits = known = true;
            score += 4;
          } else if (library && w_value.kind == Value::Kind::kType) {
            --score;  // it takes a conversion
          }
          const bool h_class = h.kind == Value::Kind::kInstance;
          const bool w_class = w_value.kind == Value::Kind::kType;
          if (h_class != w_class && w.op == parse::Op::kLiteral) known = true;  // an object for a built-in type
          continue;
        }
        known = true;
        if (h.id == w_value.id) {
          fits = true;
          score += 4;
        } else if (derives(h.id, w_value.id)) {
          fits = true;
          score += 3;
        }
      }
    }
    if (known && !fits) return -1;
  }
  return score;
}

/// The classes that a call of `id` constructs: what an alias stands for, or itself.
std::vector<GlobalId> Resolver::behind_alias(GlobalId id) {
  std::vector<GlobalId> out;
  if (p_.symbol(id).kind() == SymbolKind::kTypeAlias && p_.policy(id).overloads) {
    for (const Value& v : value_of_symbol(id)) {
      if (v.kind == Value::Kind::kType) out.push_back(v.id);
    }
  }
  if (out.empty()) out.push_back(id);
  return out;
}

/// What constructs a class: its constructors; the class itself where its head is one.
void Resolver::add_constructors(GlobalId type, std::vector<GlobalId>& out) {
  std::vector<GlobalId> constructors;
  std::vector<GlobalId> named;
  own_members(type, p_.symbol(type).name, named, 0);
  for (const GlobalId member : named) {
    if (p_.symbol(member).kind() == SymbolKind::kConstructor) constructors.push_back(member);
  }
  if (p_.policy(type).name == "swift") own_members(type, p_.find_name("init"), constructors, 0);  // those of extensions, too
  if (constructors.empty()) {
    for (const GlobalId member : p_.children(type)) {
      if (p_.symbol(member).kind() == SymbolKind::kConstructor) constructors.push_back(member);
    }
  }
  prefer_definitions(constructors);
  const std::string_view language = p_.policy(type).name;
  // C#'s static one is for the class itself: nobody calls it.
  std::erase_if(constructors, [&](GlobalId id) { return (p_.symbol(id).flags & parse::kStatic) != 0; });
  const SymbolDetail* d = p_.detail(type);
  const bool has_params = d != nullptr && d->params > 0;
  const auto takes_nothing = [&](GlobalId id) { return p_.detail(id) == nullptr || p_.detail(id)->required == 0; };
  // A class of Kotlin without parameters beside a constructor that needs none has no constructor in its head: they would be called alike.
  const bool kotlin_headed = language == "kotlin" && (has_params || std::none_of(constructors.begin(), constructors.end(), takes_nothing));
  const bool headed = kotlin_headed || language == "scala" || (language != "cpp" && has_params);
  if (constructors.empty() || headed) constructors.push_back(type);
  out.insert(out.end(), constructors.begin(), constructors.end());
}

/// A class of Scala and its companion have one name: `new` means the class, a call the companion's apply() if it has one.
void Resolver::choose_companion(std::vector<GlobalId>& ids, const ProgramExpr& call) {
  const auto object = [&](GlobalId id) { return parse::is_class_like(p_.symbol(id).kind()) && (p_.symbol(id).flags & parse::kStatic) != 0; };
  std::vector<GlobalId> applied;
  if (call.op == parse::Op::kCall) {
    for (const GlobalId id : ids) {
      if (object(id)) own_members(id, p_.find_name("apply"), applied, 0);
    }
  }
  if (!applied.empty()) {
    ids = std::move(applied);
  } else if (ids.size() > 1) {
    std::erase_if(ids, object);
  }
}

/// Swift: labels are part of a function's name. What has other ones is not meant, even if there is nothing else: then it is something
/// from outside the tree. A type whose initialisers have other ones has one that nobody wrote, or inherits it.
void Resolver::drop_mislabelled(std::vector<GlobalId>& ids, const ProgramExpr& call) {
  OverloadRank rank(*this, p_.policy(ids[0]).name);
  std::vector<GlobalId> types;
  std::erase_if(ids, [&](GlobalId id) {
    const ProgramSymbol& s = p_.symbol(id);
    const SymbolDetail* d = p_.detail(id);
    if (!parse::is_function_like(s.kind()) || d == nullptr || d->labels == 0 || rank.takes(id, call)) return false;
    if (s.kind() == SymbolKind::kConstructor) types.push_back(class_around(id));
    return true;
  });
  if (!ids.empty()) return;
  if (types.empty()) {
    ids = labelled_members(call);
  } else if (types[0] != kNone && (p_.symbol(types[0]).flags & parse::kExtension) == 0) {
    ids.push_back(types[0]);
  }
}

/// Members that a call may mean beyond the nearest ones of its name: other parts of a class, and its bases, may have one with the right labels.
std::vector<GlobalId> Resolver::labelled_members(const ProgramExpr& call) {
  const ProgramExpr& callee = expr(call.base);
  std::vector<GlobalId> types;
  if (callee.op == parse::Op::kName) types.push_back(class_around(callee.scope));
  if (callee.op == parse::Op::kMember) {
    for (const Value& v : Values(evaluate(callee.base))) {
      if (v.kind == Value::Kind::kInstance || v.kind == Value::Kind::kType) types.push_back(v.id);
    }
  }
  OverloadRank rank(*this, p_.policy(call.scope).name);
  for (const GlobalId type : types) {
    if (type == kNone || callee.name == kNone) continue;
    for (const GlobalId part : ancestry(type).classes) {
      std::vector<GlobalId> members;
      own_members(part, callee.name, members, 0);
      std::erase_if(members, [&](GlobalId id) { return !parse::is_function_like(p_.symbol(id).kind()) || !rank.takes(id, call); });
      if (!members.empty()) return members;
    }
  }
  return {};
}

void Resolver::choose(std::vector<GlobalId>& ids, GlobalExpr call_id) {
  const bool overloads = !ids.empty() && p_.policy(ids[0]).overloads;
  if (overloads) {
    if (call_id != kNone && p_.policy(ids[0]).name == "scala") choose_companion(ids, expr(call_id));
    std::vector<GlobalId> expanded;
    for (const GlobalId id : ids) {
      for (const GlobalId type : behind_alias(id)) {
        if (parse::is_class_like(p_.symbol(type).kind())) {
          add_constructors(type, expanded);
        } else {
          expanded.push_back(type);
        }
      }
    }
    ids = std::move(expanded);
  }
  if (ids.empty() || call_id == kNone) return;
  const ProgramExpr& call = expr(call_id);
  if (call.op != parse::Op::kCall && call.op != parse::Op::kNew) return;
  if (p_.policy(ids[0]).name == "swift") drop_mislabelled(ids, call);
  if (ids.size() < 2) return;
  if (overloads && p_.policy(ids[0]).imports != parse::ImportStyle::kInclude) {
    OverloadRank(*this, p_.policy(ids[0]).name).choose(ids, call);
    return;
  }
  int best = -1;
  std::vector<GlobalId> fitting;
  constexpr std::size_t kMaxOverloads = 256;  // of ten thousand overloads the first few are weighed, the rest kept as they are
  for (std::size_t i = 0; i < ids.size() && i < kMaxOverloads; ++i) {
    if (!parse::is_function_like(p_.symbol(ids[i]).kind())) continue;
    const int score = fitness(ids[i], call);
    if (score < 0 || score < best) continue;
    if (score > best) fitting.clear();
    best = score;
    fitting.push_back(ids[i]);
  }
  if (!fitting.empty()) ids = std::move(fitting);
}

}  // namespace cg::ingest
