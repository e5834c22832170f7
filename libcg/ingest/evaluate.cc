#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// What expressions evaluate to, by following declared types, initialisers and return types through the tree. Nothing is
// computed: a value is a class, a function, a module, or "outside the tree".

namespace cg::ingest {
namespace {

constexpr int kMaxDepth = 40;  // a.b().c()... and what each part's definition says in turn

}  // namespace

const Found& Resolver::resolve(GlobalExpr id) {
  static const Found kNothing;
  if (id == kNone) return kNothing;
  if (const Found* known = found_.find(id)) return *known;
  if (depth_ > kMaxDepth) return kNothing;
  found_[id];  // what asks for itself on the way finds nothing
  ++depth_;
  Found f = resolve_now(expr(id));
  --depth_;
  return found_[id] = std::move(f);
}

Found Resolver::resolve_now(const ProgramExpr& e) {
  using parse::Op;
  switch (e.op) {
    case Op::kName: {
      Found f = lookup(e.scope, e.name, e.is_type);
      keep_callable(f.ids, e);
      return f;
    }
    case Op::kSymbol: {
      Found f;
      f.ids.push_back(e.base);
      f.how = How::kScope;
      return f;
    }
    case Op::kMember: {
      if (const std::optional<Found> qualified = haskell_member(e)) return *qualified;
      const Values base = evaluate(e.base);
      if (base.empty()) return rust_self_path(e);
      Found f = member(base, e.name);
      if (!f.any()) {
        if (Found own = rust_self_path(e); own.any()) f = std::move(own);
      }
      keep_kind(f.ids, e.is_type);
      keep_callable(f.ids, e);
      return f;
    }
    case Op::kSelf: {
      Found f;
      const GlobalId type = class_around(e.scope);
      if (type != kNone) f.ids.push_back(type);
      f.how = How::kScope;
      return f;
    }
    case Op::kSuper: {
      if (p_.policy(e.scope).name == "ruby") return overridden(e.scope);
      Found f;
      const GlobalId type = class_around(e.scope);
      if (type != kNone) f.ids = bases_of(type, f.external);
      f.how = How::kHierarchy;
      return f;
    }
    case Op::kUnwrap:
      if (e.base != kNone && expr(e.base).op == Op::kSelf) return {};  // (*self)(x) calls a value
      return resolve(e.base);
    case Op::kGeneric:
    case Op::kInstance: return resolve(e.base);
    default: return {};
  }
}

const Values& Resolver::evaluate(GlobalExpr id) {
  static const Values kNothing;
  if (id == kNone) return kNothing;
  if (const Values* known = values_.find(id)) return *known;
  if (depth_ > kMaxDepth) return kNothing;
  values_[id];
  ++depth_;
  const Values v = evaluate_now(expr(id), id);
  --depth_;
  return values_[id] = v;
}

Values Resolver::to_instances(const Values& values) {
  Values out;
  for (Value v : values) {
    if (v.kind == Value::Kind::kType) v.kind = Value::Kind::kInstance;
    out.add(v);
  }
  return out;
}

Values Resolver::evaluate_now(const ProgramExpr& e, GlobalExpr id) {
  using parse::Op;
  const parse::ImportStyle style = p_.policy(e.scope).imports;
  if (style == parse::ImportStyle::kRust || style == parse::ImportStyle::kGo) {
    if (const std::optional<Values> known = shaped_value(e)) return *known;
  }
  Values out;
  switch (e.op) {
    case Op::kName:
    case Op::kSymbol: {
      const Found& f = resolve(id);
      if (e.is_type && !f.any() && f.external) {
        out.add(library_type(e.name));
        return out;
      }
      out = f.ids.size() == 1 ? specialised(f.ids[0], id, nullptr) : out;
      return out.empty() ? value_of(f) : out;
    }
    case Op::kMember: {
      const Found& f = resolve(id);
      if (f.ids.size() == 1) out = specialised(f.ids[0], id, nullptr);
      if (!out.empty()) return out;
      if (f.any()) return value_of(f);
      out = container_property(e);
      if (!out.empty()) return out;
      if (f.external && e.is_type) {
        out.add(library_type(e.name));
        return out;
      }
      if (f.external) out.add({Value::Kind::kExternal, kNone});
      if (e.name != kNone && p_.policy(e.scope).imports == parse::ImportStyle::kScript && p_.names.view(e.name) == "prototype") {
        return to_instances(evaluate(e.base));
      }
      return out;
    }
    case Op::kSelf: {
      const GlobalId type = class_around(e.scope);
      if (type != kNone) out.add({Value::Kind::kInstance, type});
      if (type == kNone) out = module_around(e.scope);
      return out;
    }
    case Op::kSuper: {
      if (p_.policy(e.scope).name == "ruby") return value_of(resolve(id));
      const GlobalId type = class_around(e.scope);
      bool external = false;
      if (type != kNone) {
        for (const GlobalId base : bases_of(type, external)) out.add({Value::Kind::kInstance, base});
      }
      if (external && out.empty()) out.add({Value::Kind::kExternal, kNone});
      return out;
    }
    case Op::kCall: {
      out = container_method(e);
      if (out.empty()) out = scope_function(e);
      if (!out.empty()) return out;
      out = receiver_result(e);
      if (out.empty()) out = result_of_overload(e, id);
      if (out.empty() || *out.begin() == Value{}) {
        const Values known = library_call(e);
        if (!known.empty()) return known;
      }
      return out;
    }
    case Op::kNew:
    case Op::kInstance: return to_instances(evaluate(e.base));
    case Op::kIndex:
      out = indexed(e);
      return out.empty() ? inner_of(evaluate(e.base), e.op, 0) : out;
    case Op::kElement:
    case Op::kUnwrap:
    case Op::kItem: return inner_of(evaluate(e.base), e.op, e.name);
    case Op::kGeneric: return generic(e);
    case Op::kUnion:
      for (std::uint32_t i = 0; i < e.args; ++i) out.add(evaluate(arg(e, i)));
      return out;
    case Op::kLiteral: out.add(library_type(e.name)); return out;
    case Op::kModule: {
      if (e.name == kNone) return out;
      const Found f = t_.imports.module(p_.file_of(e.scope), p_.names.view(e.name), 0);
      for (const std::uint32_t file : f.files) out.add({Value::Kind::kFile, file});
      if (f.space != kNone) out.add({Value::Kind::kSpace, f.space});
      if (f.external) out.add({Value::Kind::kExternal, kNone});
      return out;
    }
    case Op::kGiven: return given(e);
    case Op::kTypeParam: return evaluate(e.base);
    case Op::kFunction:
    case Op::kUnknown: return out;
  }
  return out;
}

Values Resolver::value_of(const Found& found) {
  Values out;
  for (const GlobalId id : found.ids) out.add(value_of_symbol(id));
  for (const std::uint32_t file : found.files) out.add({Value::Kind::kFile, file});
  if (found.space != kNone) out.add({Value::Kind::kSpace, found.space});
  if (!found.any() && found.external) out.add({Value::Kind::kExternal, kNone});
  return out;
}

Values Resolver::value_of_symbol(GlobalId id) {
  if (const Values* known = symbol_values_.find(id)) return *known;
  symbol_values_[id];
  Values out;
  const ProgramSymbol& s = p_.symbol(id);
  switch (s.kind()) {
    case SymbolKind::kFile: out.add({Value::Kind::kFile, p_.file_of(id)}); break;
    case SymbolKind::kModule:
    case SymbolKind::kNamespace: {
      const SpaceId space = t_.spaces.of_symbol(id);
      if (space != kNone) {
        out.add({Value::Kind::kSpace, space});
      } else {
        out.add({Value::Kind::kType, id});
      }
      break;
    }
    case SymbolKind::kClass:
    case SymbolKind::kStruct:
    case SymbolKind::kUnion:
    case SymbolKind::kEnum:
    case SymbolKind::kInterface:
    case SymbolKind::kTrait:
    case SymbolKind::kImpl: out.add({Value::Kind::kType, id}); break;
    case SymbolKind::kFunction:
    case SymbolKind::kMethod:
    case SymbolKind::kConstructor:
    case SymbolKind::kTest:
      if ((s.flags & parse::kProperty) != 0) {
        out = typed_value(id);
      } else {
        out.add({Value::Kind::kCallable, id});
      }
      break;
    case SymbolKind::kEnumMember:
      if (s.container != kNone && parse::is_class_like(p_.symbol(s.container).kind())) {
        out.add({Value::Kind::kInstance, s.container});
      }
      break;
    case SymbolKind::kField:
    case SymbolKind::kVariable:
    case SymbolKind::kConstant:
      out = typed_value(id);
      if (out.empty() && is_object(id)) out.add({Value::Kind::kInstance, id});
      break;
    case SymbolKind::kTypeAlias: {
      const SymbolDetail* d = p_.detail(id);
      if (is_object(id)) out.add({Value::Kind::kType, id});
      if (t_.outside_members.contains(id) && p_.policy(id).imports == parse::ImportStyle::kGo) {
        out.add({Value::Kind::kType, id});  // type List []T is a type of its own, with its own methods
        break;
      }
      if (d != nullptr) out.add(evaluate(d->type != kNone ? d->type : d->value));
      break;
    }
    case SymbolKind::kMacro:  // a list of members, which are those of whatever struct it stands in
      if (p_.policy(id).imports == parse::ImportStyle::kInclude && !p_.children(id).empty()) out.add({Value::Kind::kType, id});
      break;
  }
  return symbol_values_[id] = out;
}

/// What "self" is outside all classes: Elixir's __MODULE__, and Zig's file, which is a struct.
Values Resolver::module_around(GlobalId scope) {
  Values out;
  if (p_.policy(scope).name == "zig") out.add({Value::Kind::kFile, p_.file_of(scope)});
  if (p_.policy(scope).name != "elixir") return out;
  for (GlobalId at = scope; at != kNone && out.empty(); at = p_.symbol(at).container) {
    const SpaceId space = p_.symbol(at).kind() == SymbolKind::kModule ? t_.spaces.of_symbol(at) : kNone;
    if (space != kNone) out.add({Value::Kind::kSpace, space});
  }
  return out;
}

Values Resolver::typed_value(GlobalId id) {
  const SymbolDetail* d = p_.detail(id);
  if (d == nullptr) return {};
  if (d->type != kNone) {
    Values v = to_instances(evaluate(d->type));
    if (!v.empty()) return v;
  }
  return d->value == kNone ? Values{} : evaluate(d->value);
}

/// Whether a function gives the very object it was called on: `return this`, a declared type `this` or Self.
bool Resolver::returns_self(GlobalId function) const {
  const SymbolDetail* d = p_.detail(function);
  if (d == nullptr) return false;
  const GlobalExpr result = d->type != kNone ? d->type : d->value;
  if (result == kNone) return false;
  const ProgramExpr& e = expr(result);
  if (e.op != parse::Op::kUnion) return e.op == parse::Op::kSelf;
  for (std::uint32_t i = 0; i < e.args; ++i) {
    const GlobalExpr part = arg(e, i);
    if (part != kNone && expr(part).op == parse::Op::kSelf) return true;
  }
  return false;
}

/// What `a.f()` gives where f gives its receiver: an a, of whichever derived class it is.
Values Resolver::receiver_result(const ProgramExpr& call) {
  if (call.base == kNone) return {};
  const ProgramExpr& callee = expr(call.base);
  if (callee.op != parse::Op::kMember || callee.base == kNone) return {};
  const Found& functions = resolve(call.base);
  const bool same = !functions.ids.empty() && std::all_of(functions.ids.begin(), functions.ids.end(), [&](GlobalId id) {
    return parse::is_function_like(p_.symbol(id).kind()) && (p_.symbol(id).flags & parse::kProperty) == 0 && returns_self(id);
  });
  return same ? to_instances(evaluate(callee.base)) : Values{};
}

Found Resolver::held_functions(GlobalExpr id) {
  Found out;
  Values held;
  for (const Value& v : evaluate(id)) {
    if (v.kind == Value::Kind::kFile) {
      held.add(value_of(t_.imports.default_export(v.id)));
    } else {
      held.add(v);
    }
  }
  for (const Value& v : held) {
    if (v.kind == Value::Kind::kCallable || v.kind == Value::Kind::kType) out.ids.push_back(v.id);
  }
  if (out.any()) out.how = How::kType;
  return out;
}

Values Resolver::result_of_call(const Values& callee, const Found& found) {
  Values out;
  const bool member_call = !found.ids.empty() && p_.symbol(found.ids[0]).kind() == SymbolKind::kEnumMember;
  for (const Value& v : callee) {
    switch (v.kind) {
      case Value::Kind::kCallable:
        if (p_.symbol(v.id).kind() == SymbolKind::kConstructor) {
          const GlobalId type = class_around(v.id);
          if (type != kNone) out.add({Value::Kind::kInstance, type});
        } else {
          out.add(typed_value(v.id));
        }
        break;
      case Value::Kind::kType: out.add({Value::Kind::kInstance, v.id}); break;
      case Value::Kind::kInstance: {
        if (member_call) {
          out.add(v);
          break;
        }
        for (const std::string_view name : {"__call__", "operator()", "invoke", "apply"}) {
          const Found f = find_member(v.id, p_.find_name(name));
          for (const GlobalId id : f.ids) out.add(typed_value(id));
        }
        break;
      }
      case Value::Kind::kExternal: out.add(v); break;
      case Value::Kind::kContainer:  // Scala's list(0), map("k")
        if (parse::all_languages()[p_.files[file_].language].name == "scala") out.add(contents(v));
        break;
      case Value::Kind::kFile: {  // a module that is called is its default export
        const Found whole = t_.imports.default_export(v.id);
        if (whole.files.empty()) out.add(result_of_call(value_of(whole), whole));
        break;
      }
      default: break;
    }
  }
  return out;
}

}  // namespace cg::ingest
