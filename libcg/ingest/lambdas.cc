#include <algorithm>

#include "libcg/ingest/known_words.h"
#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// What a lambda's parameters are: a function of the tree says it by the type of its own parameter (Consumer<Item>, an interface with one
// abstract method); containers of the library hand on what they hold.

namespace cg::ingest {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Kotlin's functions that call a lambda with the receiver itself.
bool hands_receiver(std::string_view name) { return is_one_of(name, {"let", "also", "takeIf", "takeUnless"}); }

bool gives_receiver(std::string_view name) { return is_one_of(name, {"also", "apply", "takeIf", "takeUnless"}); }

bool gives_result(std::string_view name) {
  return is_one_of(name, {"let", "run", "with", "lazy", "synchronized", "runBlocking", "withContext"});
}

}  // namespace

std::vector<std::string_view> lambda_words() {
  return {"let", "also", "apply", "takeIf", "takeUnless", "run", "with", "lazy", "synchronized", "runBlocking", "withContext",
          "forEachIndexed", "filterIndexed", "inject", "aggregate"};
}

/// What parameter number `parameter` of a function of type `type` is.
Values Resolver::given_by_type(GlobalExpr type, const Bindings& bindings, std::uint32_t parameter) {
  Values out;
  for (const Value& v : instantiate(type, bindings, 0)) {
    if (v.kind == Value::Kind::kContainer) {  // Consumer<T>, Function<T, R>, Func<T, R>
      const Arguments* args = arguments(v);
      if (args != nullptr && !args->empty()) out.add(to_instances((*args)[std::min<std::size_t>(parameter, args->size() - 1)]));
    } else if (v.kind == Value::Kind::kType && p_.symbol(v.id).kind() == SymbolKind::kInterface) {
      for (const GlobalId member : p_.children(v.id)) {
        const ProgramSymbol& s = p_.symbol(member);
        const SymbolDetail* d = p_.detail(member);
        if (!parse::is_function_like(s.kind()) || (s.flags & parse::kAbstract) == 0 || d == nullptr || parameter >= d->params) continue;
        Bindings inner;
        if (const Arguments* args = arguments(v); args != nullptr) inner.push_back({v.id, *args});
        out.add(to_instances(instantiate(p_.params[d->first_param + parameter], inner, 0)));
        break;
      }
    }
  }
  return out;
}

/// The value of a lambda's parameter.
Values Resolver::given(const ProgramExpr& e) {
  Values out;
  if (e.base == kNone) return out;
  const std::uint32_t argument = e.name / parse::kGivenStride;
  const std::uint32_t parameter = e.name % parse::kGivenStride;
  const Found functions = resolve(e.base);
  for (const GlobalId id : functions.ids) {
    const SymbolDetail* d = p_.detail(id);
    if (d == nullptr || d->params == 0) continue;
    Bindings bindings;
    bind_use(id, e.base, bindings);
    const std::uint32_t last = d->params - 1U;
    Values by_type = given_by_type(p_.params[d->first_param + std::min(argument, last)], bindings, parameter);
    // f("a") { ... }, where parameters in between are left out: the closure is for the last one.
    if (by_type.empty() && argument < last) by_type = given_by_type(p_.params[d->first_param + last], bindings, parameter);
    out.add(by_type);
  }
  if (functions.any()) return out;
  const ProgramExpr* callee = &expr(e.base);
  if (callee->op == parse::Op::kGeneric && callee->base != kNone) callee = &expr(callee->base);
  if (callee->op != parse::Op::kMember || callee->name == kNone) return out;
  const std::string_view method = p_.names.view(callee->name);
  const Values receivers = evaluate(callee->base);
  if (hands_receiver(method)) return to_instances(receivers);
  const bool numbered = method.ends_with("Indexed");
  const bool folds = is_one_of(method, {"fold", "foldLeft", "inject", "Aggregate", "aggregate"});
  for (const Value& v : receivers) {
    if (v.kind == Value::Kind::kPairs) {
      if (parameter == 0) out.add({Value::Kind::kPair, v.id, v.key});
      continue;
    }
    if (v.kind != Value::Kind::kContainer) continue;
    if (numbered ? parameter == 0 : folds && parameter == 0) continue;
    const bool map = v.key != kNone && method != "map" && method != "filter";
    if (map && parameter == 0) {
      out.add({Value::Kind::kExternal, kNone});
    } else {
      out.add(contents(v));
    }
  }
  return out;
}

/// What a function value gives when it is called: a lambda, or a function that is named.
Values Resolver::lambda_result(GlobalExpr function) {
  if (function == kNone) return {};
  const ProgramExpr& e = expr(function);
  if (e.op == parse::Op::kFunction) return e.base == kNone ? Values{} : to_instances(evaluate(e.base));
  Values out;
  for (const GlobalId id : resolve(function).ids) {
    if (!parse::is_function_like(p_.symbol(id).kind())) continue;
    const Values special = specialised(id, function, nullptr);
    out.add(special.empty() ? typed_value(id) : special);
  }
  return out;
}

/// Functions that hand on what they are called on, or what their lambda gives: x.also { }, x.let { }, lazy { }.
Values Resolver::scope_function(const ProgramExpr& call) {
  Values out;
  if (call.base == kNone || p_.policy(call.scope).name != "kotlin") return out;
  const ProgramExpr& callee = expr(call.base);
  if (callee.name == kNone || (callee.op != parse::Op::kMember && callee.op != parse::Op::kName)) return out;
  const std::string_view name = p_.names.view(callee.name);
  const bool same = gives_receiver(name);
  const bool result = gives_result(name);
  if ((!same && !result) || resolve(call.base).any()) return out;
  if (same) return callee.op == parse::Op::kMember ? to_instances(evaluate(callee.base)) : out;
  return call.args == 0 ? out : lambda_result(arg(call, call.args - 1U));
}

}  // namespace cg::ingest
