#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// What type parameters stand for. `Repository<String, Item>` says what K and T are in every member of Repository; `class Items
// extends Repository<String, Item>` says it for Items; `<T> T first(List<T>)` says it anew in every call. So a declared type is not
// evaluated once for all, but for the receiver and the call at hand, wherever a parameter is mentioned in it. Where nothing
// says what a parameter stands for, its bound does.

namespace cg::ingest {
namespace {

constexpr int kMaxDepth = 8;                  // of types in types
constexpr std::size_t kMaxClasses = 64;       // between a receiver and the class that declares the member
constexpr std::size_t kMaxLists = 1U << 14U;  // lists of arguments in a file: a type that grows on itself ends here

}  // namespace

std::uint32_t Resolver::intern_arguments(Arguments args) {
  std::vector<std::uint32_t> key;
  for (const Values& values : args) {
    for (const Value& v : values) {
      for (const std::uint32_t part : {static_cast<std::uint32_t>(v.kind), v.id, v.key, v.args, v.name}) key.push_back(part);
    }
    key.push_back(0xffU);  // no kind: ends the values of one argument
  }
  if (arguments_.size() >= kMaxLists) return kNone;
  const auto [known, fresh] = argument_ids_.try_emplace(std::move(key), static_cast<std::uint32_t>(arguments_.size()));
  if (fresh) arguments_.push_back(std::move(args));
  return known->second;
}

const Resolver::Arguments* Resolver::arguments(const Value& v) const { return v.args == kNone ? nullptr : &arguments_[v.args]; }

bool Resolver::mentions_parameter(GlobalExpr type, int depth) const {
  if (type == kNone || depth > kMaxDepth) return false;
  const ProgramExpr& e = expr(type);
  switch (e.op) {
    case parse::Op::kTypeParam: return true;
    case parse::Op::kInstance:
    case parse::Op::kUnwrap:
    case parse::Op::kElement: return mentions_parameter(e.base, depth + 1);
    case parse::Op::kGeneric:
    case parse::Op::kUnion:
      for (std::uint32_t i = 0; i < e.args; ++i) {
        if (mentions_parameter(arg(e, i), depth + 1)) return true;
      }
      return false;
    default: return false;
  }
}

/// A type with `bindings` in place of the parameters in it.
Values Resolver::instantiate(GlobalExpr type, const Bindings& bindings, int depth) {
  if (type == kNone || depth > kMaxDepth) return {};
  const ProgramExpr& e = expr(type);
  switch (e.op) {
    case parse::Op::kTypeParam:
      for (const Bound& bound : bindings) {
        if (bound.owner == e.scope && e.name < bound.args.size() && !bound.args[e.name].empty()) return bound.args[e.name];
      }
      return instantiate(e.base, bindings, depth + 1);
    case parse::Op::kGeneric: {
      Arguments args;
      for (std::uint32_t i = 0; i < e.args; ++i) args.push_back(instantiate(arg(e, i), bindings, depth + 1));
      return apply_arguments(e, args);
    }
    case parse::Op::kInstance: return to_instances(instantiate(e.base, bindings, depth + 1));
    case parse::Op::kUnwrap:
    case parse::Op::kElement: return inner_of(instantiate(e.base, bindings, depth + 1), e.op, 0);
    case parse::Op::kUnion: {
      Values out;
      for (std::uint32_t i = 0; i < e.args; ++i) out.add(instantiate(arg(e, i), bindings, depth + 1));
      return out;
    }
    default: return evaluate(type);
  }
}

/// What the parameters of `owner` and of the classes on the way to it stand for in a value that is `receiver`.
void Resolver::bind_receiver(const Value& receiver, GlobalId owner, Bindings& out) {
  if (receiver.kind != Value::Kind::kInstance && receiver.kind != Value::Kind::kType) return;
  std::vector<Value> open{receiver};
  std::vector<GlobalId> seen;
  for (std::size_t i = 0; i < open.size() && i < kMaxClasses; ++i) {
    const Value at = open[i];
    if (std::find(seen.begin(), seen.end(), at.id) != seen.end()) continue;
    seen.push_back(at.id);
    Bindings here;
    if (const Arguments* args = arguments(at); args != nullptr) here.push_back({at.id, *args});
    if (at.id == owner) {
      out.insert(out.end(), here.begin(), here.end());
      return;
    }
    for (const ProgramBase& base : p_.bases(at.id)) {
      for (const Value& v : instantiate(base.base, here, 0)) {
        if (v.kind == Value::Kind::kType || v.kind == Value::Kind::kInstance) open.push_back(v);
      }
    }
  }
}

/// Collects what `out` parameters of `owner` stand for if `values` are given where `type` is wanted.
void Resolver::match(GlobalId owner, GlobalExpr type, const Values& values, GlobalExpr given, Arguments& out, int depth) {
  if (type == kNone || depth > kMaxDepth) return;
  const ProgramExpr& e = expr(type);
  switch (e.op) {
    case parse::Op::kTypeParam: {
      constexpr std::uint32_t kMaxParameters = 32;
      if (e.scope != owner || e.name >= kMaxParameters) return;
      if (out.size() <= e.name) out.resize(e.name + 1);
      if (out[e.name].empty()) out[e.name] = to_instances(values);
      return;
    }
    case parse::Op::kInstance:
    case parse::Op::kUnwrap: match(owner, e.base, values, given, out, depth + 1); return;
    case parse::Op::kGeneric: {
      if (e.args == 0) return;
      if (given != kNone && expr(given).op == parse::Op::kFunction) {  // a lambda for Function<T, R>: R is what it gives
        match(owner, arg(e, e.args - 1), lambda_result(given), kNone, out, depth + 1);
        return;
      }
      for (const Value& v : values) {
        const Arguments* args = arguments(v);
        if (args == nullptr) continue;
        const Arguments copy = *args;  // matching may intern more
        for (std::uint32_t i = 0; i < e.args && i < copy.size(); ++i) match(owner, arg(e, i), copy[i], kNone, out, depth + 1);
      }
      return;
    }
    default: return;
  }
}

/// What a call's arguments say of the type parameters of `owner`, the function itself or the class that it constructs.
void Resolver::infer(GlobalId function, GlobalId owner, const ProgramExpr& call, Bindings& out) {
  const SymbolDetail* d = p_.detail(function);
  if (d == nullptr) return;
  Bound bound{owner, {}};
  for (std::uint32_t i = 0; i < call.args && i < d->params; ++i) {
    const GlobalExpr wanted = p_.params[d->first_param + i];
    if (!mentions_parameter(wanted, 0)) continue;
    const GlobalExpr given = arg(call, i);
    match(owner, wanted, given == kNone ? Values{} : evaluate(given), given, bound.args, 0);
  }
  if (!bound.args.empty()) out.push_back(std::move(bound));
}

/// What the receiver in front of a member's use says of the type parameters of the class that has it, and what arguments in
/// angle brackets say of its own.
void Resolver::bind_use(GlobalId id, GlobalExpr use, Bindings& out) {
  if (use == kNone) return;
  const ProgramExpr* at = &expr(use);
  if (at->op == parse::Op::kGeneric && at->base != kNone) {
    Bound bound{id, {}};
    for (std::uint32_t i = 0; i < at->args; ++i) bound.args.push_back(to_instances(evaluate(arg(*at, i))));
    out.push_back(std::move(bound));
    at = &expr(at->base);
  }
  const GlobalId owner = class_around(id);
  if (owner == kNone) return;
  if (at->op == parse::Op::kMember) {
    const Values receivers = evaluate(at->base);
    for (const Value& v : receivers) bind_receiver(v, owner, out);
  } else if (const GlobalId here = class_around(at->scope); here != kNone && here != owner) {
    bind_receiver({Value::Kind::kInstance, here}, owner, out);
  }
}

/// The type of a field, or the result of a function, for this use of it; empty where its declaration says all.
Values Resolver::specialised(GlobalId id, GlobalExpr use, const ProgramExpr* call) {
  const SymbolDetail* d = p_.detail(id);
  if (d == nullptr || !mentions_parameter(d->type, 0)) return {};
  const bool function = parse::is_function_like(p_.symbol(id).kind()) && (p_.symbol(id).flags & parse::kProperty) == 0;
  if (function != (call != nullptr) || parse::is_class_like(p_.symbol(id).kind())) return {};
  Bindings bindings;
  bind_use(id, use, bindings);
  if (call != nullptr) infer(id, id, *call, bindings);
  const Values meant = instantiate(d->type, bindings, 0);
  return p_.symbol(id).kind() == SymbolKind::kTypeAlias ? meant : to_instances(meant);  // what an alias names is no value yet
}

/// A new instance of a generic class whose arguments follow from what its constructor gets.
Values Resolver::constructed(GlobalId type, GlobalId function, const ProgramExpr& call) {
  Bindings bindings;
  infer(function, type, call, bindings);
  Value v{Value::Kind::kInstance, type};
  if (!bindings.empty()) v.args = intern_arguments(std::move(bindings[0].args));
  Values out;
  out.add(v);
  return out;
}

}  // namespace cg::ingest
