#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/ingest/rust_std.h"
#include "libcg/parse/extraction.h"

// What expressions of Rust evaluate to, where that is not what they do elsewhere: types of the library keep all their arguments
// (an Option<Vec<T>> is no Vec and no T), since a method found on the wrong one of them is a wrong edge; variants and tuple structs
// hand on what they hold; an alias with parameters is what it stands for.

namespace cg::ingest {

namespace {

constexpr std::size_t kMaxApplied = 20000;  // of one file; types that nest in each other without end stop here

Values single(Value v) {
  Values out;
  out.add(v);
  return out;
}

Values outside() { return single({Value::Kind::kExternal, kNone}); }

bool is_external(const Values& values) {
  return std::all_of(values.begin(), values.end(), [](const Value& v) { return v.kind == Value::Kind::kExternal; });
}

}  // namespace

Value Resolver::apply_shape(RustShape shape, std::vector<Values> args) {
  for (Values& a : args) {
    a = to_instances(a);
    if (a.empty()) a = outside();
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
  return index < a.args.size() ? a.args[index] : outside();
}

/// A type with arguments: a class of the tree, an alias with its parameters filled in, or a type of the library.
Values Resolver::rust_generic(const ProgramExpr& e) {
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
  const RustShape shape = head->name == kNone ? RustShape::kNone : rust_shape(p_.names.view(head->name));
  if (shape == RustShape::kNone) return outside();
  std::vector<Values> args;
  for (const GlobalExpr g : given) args.push_back(evaluate(g));
  if (shape == RustShape::kClear) return args.empty() ? outside() : to_instances(args.back());
  return single(apply_shape(shape, std::move(args)));
}

/// What a function given as the first argument of a call returns.
Values Resolver::returned_by_argument(const ProgramExpr& call) {
  if (call.args == 0 || arg(call, 0) == kNone) return {};
  const ProgramExpr& f = expr(arg(call, 0));
  if (f.op == parse::Op::kFunction) return evaluate(f.base);
  const GlobalExpr given = arg(call, 0);
  return result_of_call(evaluate(given), resolve(given));
}

Values Resolver::rust_method_result(const Value& receiver, std::string_view method, const ProgramExpr& call) {
  const RustShape shape = applied_[receiver.id].shape;
  const Values held = applied_arg(receiver, shape == RustShape::kMap ? 1 : 0);
  const auto around = [&](RustShape outer, const Values& inner) { return single(apply_shape(outer, {inner})); };
  switch (rust_method(shape, method)) {
    case RustGives::kUnknown: return outside();
    case RustGives::kSame: return single(receiver);
    case RustGives::kInner: return held;
    case RustGives::kOptionOfInner: return around(RustShape::kOption, held);
    case RustGives::kResultOfInner: return around(RustShape::kResult, held);
    case RustGives::kSequenceOfInner: return around(RustShape::kSequence, held);
    case RustGives::kSequenceOfKeys: return around(RustShape::kSequence, applied_arg(receiver, 0));
    case RustGives::kSequenceOfPairs:
      return around(RustShape::kSequence, single(apply_shape(RustShape::kTuple, {applied_arg(receiver, 0), held})));
    case RustGives::kCounted:
      return around(RustShape::kSequence, single(apply_shape(RustShape::kTuple, {outside(), held})));
    case RustGives::kError: return applied_arg(receiver, 1);
    case RustGives::kOptionOfError: return around(RustShape::kOption, applied_arg(receiver, 1));
    case RustGives::kMapped: return around(shape, returned_by_argument(call));
    case RustGives::kFlatMapped: {
      const Values given = returned_by_argument(call);
      return given.empty() ? outside() : given;
    }
    case RustGives::kPairedOption:
      return around(RustShape::kOption, single(apply_shape(RustShape::kTuple, {held, single(receiver)})));
    case RustGives::kInnerSequences: return around(RustShape::kSequence, around(RustShape::kSequence, held));
  }
  return outside();
}

/// Some(x), Ok(x), Box::new(x), Cell::new(x), Vec::from(x), mem::replace(x, y).
Values Resolver::rust_library_call(const ProgramExpr& call, const ProgramExpr& callee) {
  if (callee.name == kNone) return {};
  const std::string_view name = p_.names.view(callee.name);
  const Values given = call.args == 0 ? Values{} : evaluate(arg(call, 0));
  if (name == "Some") return single(apply_shape(RustShape::kOption, {given}));
  if (name == "Ok") return single(apply_shape(RustShape::kResult, {given}));
  if (name == "Err") return single(apply_shape(RustShape::kResult, {outside(), given}));
  if (callee.op != parse::Op::kMember || callee.base == kNone || expr(callee.base).name == kNone) return {};
  const ProgramExpr& holder = expr(callee.base);
  if (name == "default" || name == "from") {  // derived, or of a library trait: an instance of the type in front
    const Values& type = evaluate(callee.base);
    if (!type.empty() && !is_external(type)) return to_instances(type);
  }
  const std::string_view type = p_.names.view(holder.name);
  if (type == "mem" && (name == "replace" || name == "take")) return given;
  const RustShape shape = rust_shape(type);
  if ((name != "new" && name != "from") || shape == RustShape::kNone) return {};
  if (shape == RustShape::kClear) return given.empty() ? outside() : given;
  if (shape == RustShape::kCell) return single(apply_shape(shape, {given}));
  return name == "from" ? given : Values{};
}

Values Resolver::rust_call(const ProgramExpr& e) {
  if (e.base == kNone) return {};
  const ProgramExpr* callee = &expr(e.base);
  if (callee->op == parse::Op::kGeneric && callee->base != kNone) callee = &expr(callee->base);  // f::<T>()
  const Found& found = resolve(e.base);
  if (!found.any()) {
    if (callee->op == parse::Op::kMember && !callee->is_static && callee->base != kNone) {
      const std::string_view method = callee->name == kNone ? std::string_view{} : p_.names.view(callee->name);
      Values out;
      for (const Value& v : evaluate(callee->base)) {
        if (v.kind == Value::Kind::kApplied) {
          out.add(rust_method_result(v, method, e));
        } else if (v.kind == Value::Kind::kInstance && rust_keeps_type(method)) {
          out.add(v);
        }
      }
      return out;
    }
    return rust_library_call(e, *callee);
  }
  return result_of_call(evaluate(e.base), found);
}

/// What a variant or tuple struct holds at a place: its type is the tuple of what it holds.
Values Resolver::rust_item(const ProgramExpr& e) {
  Values out;
  const auto part_of = [&](GlobalId id) {
    const SymbolDetail* d = p_.detail(id);
    if (d == nullptr || d->type == kNone) return;
    for (const Value& v : evaluate(d->type)) {
      if (v.kind == Value::Kind::kApplied && applied_[v.id].shape == RustShape::kTuple) out.add(applied_arg(v, e.name));
    }
  };
  const Found& named = resolve(e.base);
  if (named.ids.size() == 1 && p_.symbol(named.ids[0]).kind() == SymbolKind::kEnumMember) {
    part_of(named.ids[0]);
    return out;
  }
  for (const Value& v : evaluate(e.base)) {
    if (v.kind == Value::Kind::kInstance || v.kind == Value::Kind::kType) part_of(v.id);
    if (v.kind == Value::Kind::kApplied) out.add(applied_[v.id].shape == RustShape::kTuple ? applied_arg(v, e.name) : outside());
    if (v.kind == Value::Kind::kExternal) out.add(v);
  }
  return out;
}

Values Resolver::rust_inner(const ProgramExpr& e) {
  Values out;
  for (const Value& v : evaluate(e.base)) {
    switch (v.kind) {
      case Value::Kind::kApplied: {
        const RustShape shape = applied_[v.id].shape;
        const bool wraps = shape == RustShape::kOption || shape == RustShape::kResult;
        if (e.op == parse::Op::kUnwrap) {
          out.add(wraps ? applied_arg(v, 0) : single(v));
        } else if (shape == RustShape::kMap) {
          const Values value = applied_arg(v, 1);
          out.add(e.op == parse::Op::kIndex ? value : single(apply_shape(RustShape::kTuple, {applied_arg(v, 0), value})));
        } else {
          out.add(shape == RustShape::kSequence || wraps ? applied_arg(v, 0) : outside());
        }
        break;
      }
      case Value::Kind::kInstance:
        if (e.op == parse::Op::kUnwrap) {
          out.add(v);
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

std::optional<Values> Resolver::rust_value(const ProgramExpr& e) {
  using parse::Op;
  switch (e.op) {
    case Op::kCall: return rust_call(e);
    case Op::kGeneric: return rust_generic(e);
    case Op::kItem: return rust_item(e);
    case Op::kIndex:
    case Op::kElement:
    case Op::kUnwrap: return rust_inner(e);
    default: return std::nullopt;
  }
}

}  // namespace cg::ingest
