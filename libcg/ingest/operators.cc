#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// Operators: a call of a function that the tree defines for the operands. Nearly all operators in any tree are the language's own, so nothing
// is guessed here: the operand's class must be known and have the function, or (C++, Swift) a free function must want the class of
// an operand. C++ has lookup rules of its own for them (ISO C++20, 12.2.2.3 [over.match.oper]): members of the left operand, and free
// functions that are visible or are found by the operands, but no members of the class around.

namespace cg::ingest {

/// C++: whether a value is a pointer or an array, whose operators are built in. Values are known here by what they point to.
bool Resolver::points(GlobalExpr id) {
  constexpr int kMaxCalls = 16;  // f()()()
  for (int depth = 0; id != kNone && depth < kMaxCalls; ++depth) {
    const ProgramExpr& e = expr(id);
    if (p_.policy(e.scope).imports != parse::ImportStyle::kInclude) return false;
    switch (e.op) {
      case parse::Op::kSelf: return true;
      case parse::Op::kCall: id = e.base; break;
      case parse::Op::kName:
      case parse::Op::kMember:
      case parse::Op::kSymbol: {
        const Found& found = resolve(id);
        return std::any_of(found.ids.begin(), found.ids.end(), [&](GlobalId s) { return (p_.symbol(s).flags & parse::kPointer) != 0; });
      }
      case parse::Op::kElement: return true;  // what a container holds may be pointers: that is not known
      case parse::Op::kIndex: return !has_subscript(e.base);
      default: return false;
    }
  }
  return false;
}

/// Whether a value is of a class of the tree that says what indexing it gives, and no pointer to one.
bool Resolver::has_subscript(GlobalExpr base) {
  if (points(base)) return false;
  const Values& values = evaluate(base);
  const GlobalName name = p_.find_name("operator[]");
  return std::any_of(values.begin(), values.end(), [&](const Value& v) { return v.kind == Value::Kind::kInstance && find_member(v.id, name).any(); });
}

/// Whether a function takes the operands that a call gives it, and one of them is known to be what it is for.
bool Resolver::takes_operands(GlobalId function, const ProgramExpr& call, bool free) {
  const ProgramSymbol& s = p_.symbol(function);
  if (!parse::is_function_like(s.kind())) return false;
  const SymbolDetail* d = p_.detail(function);
  const std::uint32_t params = d == nullptr ? 0 : d->params;
  if (call.args > params || (d != nullptr && call.args < d->required)) return false;
  const auto is_object = [](const Value& v) { return v.kind == Value::Kind::kInstance || v.kind == Value::Kind::kType; };
  bool known = !free;  // a member was found in the class of the left operand
  for (std::uint32_t i = 0; i < call.args; ++i) {
    const GlobalExpr wanted = p_.params[d->first_param + i];
    if (wanted == kNone) continue;
    const Values have = evaluate(arg(call, i));
    const Values& want = evaluate(wanted);
    bool fits = false;
    bool judged = !have.empty() && !want.empty();
    for (const Value& h : have) {
      for (const Value& w : want) {
        judged = judged && is_object(h) && is_object(w);
        fits = fits || (is_object(h) && is_object(w) && derives(h.id, w.id));
      }
    }
    if (judged && !fits) return false;
    known = known || fits;
  }
  return known;
}

Found Resolver::operator_function(GlobalExpr id) {
  const ProgramExpr& call = expr(id);  // no copy: by its place it is known whose arguments it has
  const ProgramExpr& callee = expr(call.base);
  const bool free = callee.op == parse::Op::kName;
  const GlobalExpr left = free ? arg(call, 0) : callee.base;
  if (points(left)) return {};
  for (std::uint32_t i = 0; i < call.args; ++i) {
    if (points(arg(call, i))) return {};
  }
  if (!free) {
    const Values& operand = evaluate(left);
    if (std::all_of(operand.begin(), operand.end(), [](const Value& v) { return v.kind == Value::Kind::kType; })) return {};
    // Rust: of several impl Index<T> for a library's type the index tells which is meant, and most are the library's.
    const bool rust = p_.policy(callee.scope).imports == parse::ImportStyle::kRust;
    if (rust && std::any_of(operand.begin(), operand.end(), [](const Value& v) { return v.kind != Value::Kind::kInstance; })) return {};
  }
  Found found = resolve(call.base);
  found.files.clear();
  found.space = kNone;
  if (free) {
    std::erase_if(found.ids, [&](GlobalId f) {
      const GlobalId around = p_.symbol(f).container;
      return (around != kNone && parse::is_class_like(p_.symbol(around).kind())) || written_outside(f);
    });
    add_argument_dependent(call, found);
  }
  std::erase_if(found.ids, [&](GlobalId f) { return !takes_operands(f, call, free); });
  if (found.ids.size() > 1) choose(found.ids, id);
  return found;
}

}  // namespace cg::ingest
