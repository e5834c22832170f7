#include "libcg/ingest/library_types.h"
#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// What calls evaluate to where overloads or a library have a say in it.

namespace cg::ingest {

/// The result of the function that the arguments choose; overloads of one name may give different types.
Values Resolver::result_of_overload(const ProgramExpr& call, GlobalExpr id) {
  Found found = resolve(call.base);
  const bool by_argument = add_argument_dependent(call, found);
  const bool typed = !found.ids.empty() && p_.policy(found.ids[0]).overloads && p_.policy(found.ids[0]).imports != parse::ImportStyle::kInclude;
  const bool overloaded = found.ids.size() > 1 && p_.policy(found.ids[0]).overloads;
  if (!overloaded && !typed) return result_of_call(by_argument ? value_of(found) : evaluate(call.base), found);
  Found chosen = found;
  if (overloaded || parse::is_class_like(p_.symbol(found.ids[0]).kind())) choose(chosen.ids, id);
  Values out;
  for (const GlobalId function : typed ? chosen.ids : std::vector<GlobalId>{}) {
    const SymbolKind kind = p_.symbol(function).kind();
    const GlobalId type = kind == SymbolKind::kConstructor ? class_around(function) : parse::is_class_like(kind) ? function : kNone;
    out.add(type != kNone ? constructed(type, function, call) : specialised(function, call.base, &call));
  }
  return out.empty() ? result_of_call(value_of(chosen), chosen) : out;
}

/// The result of a library's method, where the library is known: text.length(), value.toString().
Values Resolver::library_call(const ProgramExpr& call) {
  Values out;
  if (call.base == kNone) return out;
  const ProgramExpr& callee = expr(call.base);
  if (callee.op != parse::Op::kMember || callee.base == kNone || callee.name == kNone) return out;
  const std::string_view language = p_.policy(call.scope).name;
  const std::string_view method = p_.names.view(callee.name);
  const auto add = [&](std::string_view type) {
    const std::string_view result = library_result(language, type, method);
    if (!result.empty()) out.add(library_type(p_.find_name(result)));
  };
  const ProgramExpr& receiver = expr(callee.base);
  const Values base = evaluate(callee.base);
  if (base.empty()) add({});
  for (const Value& v : base) {
    const bool library = v.kind == Value::Kind::kExternal || v.kind == Value::Kind::kContainer;
    if (v.kind == Value::Kind::kType && p_.symbol(v.id).kind() == SymbolKind::kEnum) {
      if (method == "valueOf" || method == "withName") out.add({Value::Kind::kInstance, v.id});
      if (method == "values") out.add({Value::Kind::kContainer, v.id});
    } else if (library && v.name != kNone) {
      add(p_.names.view(v.name));
    } else if (library && receiver.op == parse::Op::kName && receiver.name != kNone) {  // String.valueOf
      add(p_.names.view(receiver.name));
    } else if (library || v.kind == Value::Kind::kInstance) {
      add({});
    }
  }
  return out;
}

}  // namespace cg::ingest
