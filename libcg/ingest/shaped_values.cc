#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/ingest/rust_std.h"
#include "libcg/parse/extraction.h"

// Rust and Go say the types of everything that is passed on, down to the last argument: an Option<Vec<T>> is no Vec and no T, and
// a method looked up on the wrong one of them is a wrong edge. So their library types keep their arguments here, where other
// languages make do with "a container of T". A shape is such a type applied; variants, tuple structs and several results are tuples.

namespace cg::ingest {
namespace {

constexpr std::size_t kMaxApplied = 20000;  // of one file; types that nest in each other without end stop here

}  // namespace

Value Resolver::apply_shape(LibraryShape shape, std::vector<Values> args) {
  for (Values& a : args) {
    a = to_instances(a);
    if (a.empty()) a = outside_value();
  }
  std::vector<std::uint64_t> key{static_cast<std::uint64_t>(shape)};
  for (const Values& a : args) {
    key.push_back(a.size());
    for (const Value& v : a) key.push_back((static_cast<std::uint64_t>(v.kind) << 32) | v.id);
  }
  const auto [known, fresh] = applied_ids_.try_emplace(std::move(key), static_cast<std::uint32_t>(applied_.size()));
  if (fresh) {
    if (applied_.size() >= kMaxApplied) {
      applied_ids_.erase(known);
      return {Value::Kind::kExternal, kNone};
    }
    applied_.push_back({shape, std::move(args)});
  }
  return {Value::Kind::kApplied, known->second};
}

/// The n-th argument of a library type.
Values Resolver::applied_arg(const Value& v, std::size_t index) const {
  const Applied& a = applied_[v.id];
  return index < a.args.size() ? a.args[index] : outside_value();
}

/// A type with arguments: a class of the tree, an alias with its parameters filled in, or a type of the library.
Values Resolver::shaped_type(const ProgramExpr& e) {
  std::vector<GlobalExpr> given;
  for (std::uint32_t i = 0; i < e.args; ++i) given.push_back(arg(e, i));
  const ProgramExpr* head = &expr(e.base);
  Values base = evaluate(e.base);
  const Found& named = resolve(e.base);
  if (named.ids.size() == 1 && p_.symbol(named.ids[0]).kind() == SymbolKind::kTypeAlias) {
    const SymbolDetail* d = p_.detail(named.ids[0]);
    if (d == nullptr || d->type == kNone) return base;
    const ProgramExpr& meant = expr(d->type);
    if (meant.op != parse::Op::kGeneric) return base;
    // type Result<T> = std::result::Result<T, Error>: what is unknown there are the parameters, in their order.
    std::vector<GlobalExpr> filled;
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < meant.args; ++i) {
      const GlobalExpr own = arg(meant, i);
      const bool open = own == kNone || expr(own).op == parse::Op::kUnknown;
      filled.push_back(open && next < given.size() ? given[next++] : own);
    }
    given = std::move(filled);
    head = &expr(meant.base);
    base = evaluate(meant.base);
  }
  if (!is_external(base)) return base;
  const LibraryShape shape = head->name == kNone ? LibraryShape::kNone : library_shape(p_.names.view(head->name));
  if (shape == LibraryShape::kNone) return base.empty() ? outside_value() : base;
  std::vector<Values> args;
  for (const GlobalExpr g : given) args.push_back(evaluate(g));
  if (shape == LibraryShape::kClear) return args.empty() ? outside_value() : to_instances(args.back());
  return single(apply_shape(shape, std::move(args)));
}

/// The first variable of Go's range: of a channel what it carries, of a map the key, else a number.
Values Resolver::first_of_range(GlobalExpr over) {
  Values out;
  for (const Value& v : evaluate(over)) {
    if (v.kind != Value::Kind::kApplied) continue;
    const LibraryShape shape = applied_[v.id].shape;
    out.add(shape == LibraryShape::kMap || shape == LibraryShape::kChannel ? applied_arg(v, 0) : outside_value());
  }
  return out;
}

/// A field that a named type of Go has from the type that it is made of: type Local Config.
Found Resolver::member_of_underlying(GlobalId type, GlobalName name) {
  constexpr int kMaxNamed = 40;  // a type that is made of itself ends here
  const SymbolDetail* d = p_.detail(type);
  if (d == nullptr || d->type == kNone || depth_ > kMaxNamed) return {};
  ++depth_;
  Found f = member(evaluate(d->type), name);
  --depth_;
  return f;
}

/// What is inside a named type of Go: type List []T.
Values Resolver::inner_of_named(GlobalId type, const ProgramExpr& e) {
  Values out;
  const SymbolDetail* d = p_.detail(type);
  if (d == nullptr || d->type == kNone || p_.symbol(type).kind() != SymbolKind::kTypeAlias) return out;
  for (const Value& v : evaluate(d->type)) {
    if (v.kind != Value::Kind::kApplied) continue;
    out.add(applied_arg(v, applied_[v.id].shape == LibraryShape::kMap && e.op != parse::Op::kItem ? 1 : 0));
  }
  return out;
}

/// What a variant or tuple struct holds at a place: its type is the tuple of what it holds.
Values Resolver::shaped_item(const ProgramExpr& e) {
  Values out;
  const auto part_of = [&](GlobalId id) {
    const SymbolDetail* d = p_.detail(id);
    if (d == nullptr || d->type == kNone) return;
    for (const Value& v : evaluate(d->type)) {
      if (v.kind == Value::Kind::kApplied && applied_[v.id].shape == LibraryShape::kTuple) out.add(applied_arg(v, e.name));
    }
  };
  const bool go = p_.policy(e.scope).imports == parse::ImportStyle::kGo;
  if (go && e.base != kNone && expr(e.base).op == parse::Op::kElement) return first_of_range(expr(e.base).base);
  const Found& named = resolve(e.base);
  if (named.ids.size() == 1 && p_.symbol(named.ids[0]).kind() == SymbolKind::kEnumMember) {
    part_of(named.ids[0]);
    return out;
  }
  for (const Value& v : evaluate(e.base)) {
    if (v.kind == Value::Kind::kInstance || v.kind == Value::Kind::kType) part_of(v.id);
    if (v.kind == Value::Kind::kApplied) out.add(applied_[v.id].shape == LibraryShape::kTuple ? applied_arg(v, e.name) : outside_value());
    if (v.kind == Value::Kind::kExternal) out.add(v);
  }
  return out;
}

/// Whether it awaits what the tree's own functions give: the Result of an `async fn` is one still afterwards. What a library's method
/// gives is described without that (rust_std.cc): lock() of a Mutex, waited for or not, gives a Result of what it guards.
bool Resolver::awaits_own(const ProgramExpr& e) {
  if (e.name == kNone || p_.names.view(e.name) != "await") return false;
  const ProgramExpr& awaited = expr(e.base);
  return awaited.op != parse::Op::kCall || resolve(awaited.base).any();
}

Values Resolver::shaped_inner(const ProgramExpr& e) {
  Values out;
  const bool go = p_.policy(e.scope).imports == parse::ImportStyle::kGo;
  for (const Value& v : evaluate(e.base)) {
    switch (v.kind) {
      case Value::Kind::kApplied: {
        const LibraryShape shape = applied_[v.id].shape;
        const bool wraps = shape == LibraryShape::kOption || shape == LibraryShape::kResult;
        if (e.op == parse::Op::kUnwrap) {
          out.add(wraps && !awaits_own(e) ? applied_arg(v, 0) : single(v));
        } else if (shape == LibraryShape::kMap) {
          const Values value = applied_arg(v, 1);
          out.add(e.op == parse::Op::kIndex || go ? value : single(apply_shape(LibraryShape::kTuple, {applied_arg(v, 0), value})));
        } else {
          out.add(shape == LibraryShape::kSequence || shape == LibraryShape::kChannel || wraps ? applied_arg(v, 0) : outside_value());
        }
        break;
      }
      case Value::Kind::kInstance:
        if (e.op == parse::Op::kUnwrap) {
          out.add(v);
        } else if (go) {
          out.add(inner_of_named(v.id, e));
        } else {  // an iterator of the tree: what its next() gives
          const Found next = find_member(v.id, p_.find_name(e.op == parse::Op::kElement ? "next" : "index"));
          if (next.ids.size() != 1) break;
          const Values result = typed_value(next.ids[0]);
          for (const Value& r : result) {
            if (r.kind == Value::Kind::kApplied) out.add(applied_arg(r, 0));
            if (r.kind == Value::Kind::kInstance && e.op == parse::Op::kIndex) out.add(r);
          }
        }
        break;
      case Value::Kind::kExternal: out.add(v); break;
      default:
        if (e.op == parse::Op::kUnwrap) out.add(v);
        break;
    }
  }
  return out;
}

std::optional<Values> Resolver::shaped_value(const ProgramExpr& e) {
  using parse::Op;
  const bool go = p_.policy(e.scope).imports == parse::ImportStyle::kGo;
  if (go && (e.op == Op::kCall || e.op == Op::kUnwrap || e.op == Op::kInstance)) return std::nullopt;
  switch (e.op) {
    case Op::kCall: return rust_call(e);
    case Op::kGeneric: return shaped_type(e);
    case Op::kItem: return shaped_item(e);
    case Op::kInstance: {  // Shape::Flat { side } has the fields of the variant
      const Found& named = resolve(e.base);
      if (named.ids.size() != 1 || p_.symbol(named.ids[0]).kind() != SymbolKind::kEnumMember) return std::nullopt;
      Values out = to_instances(evaluate(e.base));
      out.add({Value::Kind::kInstance, named.ids[0]});
      return out;
    }
    case Op::kIndex:
    case Op::kElement:
    case Op::kUnwrap: return shaped_inner(e);
    default: return std::nullopt;
  }
}

}  // namespace cg::ingest
