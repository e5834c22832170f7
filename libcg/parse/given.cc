#include <charconv>

#include "libcg/parse/extraction.h"

// Parameters that have no value here but get one elsewhere: what `map` hands to the lambda in `items.map(x -> x.name())`, what
// a class's type parameter is for whoever names its type. Both stay open in the facts, and the linker closes them.

namespace cg::parse {

/// The number in a name that nothing declares: 1 for $1, 0 for `it`.
std::uint32_t Extraction::given_number(std::string_view name) {
  std::uint32_t number = 0;
  const std::size_t digit = name.find_first_of("0123456789");
  if (digit != std::string_view::npos) std::from_chars(name.data() + digit, name.data() + name.size(), number);
  return number;
}

/// What the call around `lambda` gives to its parameter number `item`; kNone when the lambda is no argument.
ExprId Extraction::given_to(std::uint32_t lambda, std::uint32_t item) {
  const CaptureNames& c = language_.captures();
  const auto inside = [&](std::uint32_t node) { return node != kNone && node <= lambda && lambda < syntax_.nodes[node].next; };
  constexpr int kMaxLevels = 8;  // from a lambda, or a placeholder inside one, out to the call
  std::uint32_t at = syntax_.nodes[lambda].parent;
  for (int level = 0; level < kMaxLevels && at != 0; ++level, at = syntax_.nodes[at].parent) {
    std::uint32_t argument = kNone;
    ExprId callee = kNone;
    for (const CompiledRule& rule : language_.expressions(syntax_.nodes[at].symbol)) {
      const bool matched = match_rule(context_, *rule.rule, at, [&](const Captures& captures) {
        if (rule.op != Op::kCall && rule.op != Op::kNew) return true;
        std::uint32_t number = 0;
        if (const std::uint32_t list = captures.first(c.args); list != kNone) {
          for (std::uint32_t child = list + 1; child < syntax_.nodes[list].next; child = syntax_.nodes[child].next) {
            if (language_.passes_over(syntax_.nodes[child].symbol)) continue;
            if (inside(child)) argument = number;
            ++number;
          }
        }
        for (const Captures::Entry& entry : captures) {
          if (entry.id != c.arg) continue;
          if (inside(entry.node)) argument = number;
          ++number;
        }
        if (argument != kNone) callee = convert_callee(*rule.rule, captures);
        return true;
      });
      if (matched) break;
    }
    if (argument == kNone) continue;
    const bool fits = argument < kGivenStride && item < kGivenStride;
    return fits ? wrap(Op::kGiven, callee, argument * kGivenStride + item) : kNone;
  }
  return kNone;
}

/// Java, Kotlin, Scala, C#, Swift: what a name in a type's place means is a type, and every type is written down somewhere.
bool Extraction::types_declared() const {
  return language_.policy().overloads && language_.policy().imports != ImportStyle::kInclude;
}

/// A type parameter is what it stands for where the language's types are all declared; elsewhere only its bound is known.
ExprId Extraction::type_param(const Binding& binding) {
  const ExprId bound = binding.type_node == kNone ? kNone : convert(binding.type_node);
  if (!types_declared()) return bound;
  Expr e;
  e.op = Op::kTypeParam;
  e.scope = scopes_.at(binding.scope).symbol;
  e.name = binding.item;
  e.base = bound;
  return add_expr(e);
}

}  // namespace cg::parse
