#include <algorithm>
#include <cctype>
#include <string>

#include "libcg/parse/extraction.h"

// Operators are calls of what a class has for them: a + b of operator+, plus, add or __add__. Most are the language's own, which facts
// cannot know: linking keeps those for which the tree has a definition that fits, and forgets the rest (ingest/operators.cc). Left out here
// is what is seen to be built in: literals, locals of built-in types, and in C++ pointers, which the linker takes for what they
// point to.

namespace cg::parse {
namespace {

/// The word behind `sign` in "+ add - sub"; empty if it is not there.
std::string_view word_behind(std::string_view pairs, std::string_view sign) {
  while (!pairs.empty()) {
    const std::size_t middle = std::min(pairs.find(' '), pairs.size());
    const std::size_t end = std::min(pairs.find(' ', std::min(middle + 1, pairs.size())), pairs.size());
    if (pairs.substr(0, middle) == sign) return pairs.substr(std::min(middle + 1, pairs.size()), end - middle - 1);
    pairs.remove_prefix(std::min(end + 1, pairs.size()));
  }
  return {};
}

bool is_overloadable(std::string_view sign) {
  return !sign.empty() && sign.find_first_not_of("+-*/%=<>!&|^~?") == std::string_view::npos && sign != "&&" && sign != "||" && sign != "===";
}

}  // namespace

void Extraction::note_operator(const Rule& rule, std::uint32_t node, const Captures& captures) {
  const std::uint32_t base = captures.first(language_.captures().base);
  if (base == kNone || !operands_.insert(base).second) return;
  Operator o{&rule, node, base, kNone, kNone};
  for (const Captures::Entry& e : captures) {
    if (e.id == language_.captures().arg) (o.arg == kNone ? o.arg : o.value) = e.node;
  }
  operators_.push_back(o);
}

/// C++: whether a declarator makes a pointer, an array, or a function that returns one of these; or, of `auto`, what it is set to does.
bool Extraction::points(std::uint32_t declarator, std::uint32_t value) const {
  if (language_.declarator_field() == 0) return false;
  if (value != kNone && (syntax_.text(value).starts_with("&") || syntax_.text(value).starts_with("new "))) return true;
  for (std::uint32_t at = declarator; at != kNone && !syntax_.is_leaf(at);) {
    const std::string_view type = language_.node_name(syntax_.nodes[at].symbol);
    if (type == "pointer_declarator" || type == "array_declarator") return true;
    const std::uint32_t inner = child_in_field(at, language_.declarator_field());
    at = inner == kNone ? only_child(at) : inner;
  }
  return false;
}

/// C++: whether an operand is seen to be a pointer.
bool Extraction::is_pointer(std::uint32_t node) {
  if (language_.declarator_field() == 0) return false;
  const std::string_view text = syntax_.text(node);
  if (text.starts_with("&") || text == "this" || text == "nullptr" || text == "NULL" || text.starts_with("new ")) return true;
  const bool cast = text.starts_with("(") || text.find("_cast<") != std::string_view::npos;
  if (cast && (text.find("*)") != std::string_view::npos || text.find("*>") != std::string_view::npos)) return true;
  if (!syntax_.is_leaf(node)) return false;
  const auto name = names_.find(bare_name(text));
  if (!name) return false;
  const std::uint32_t bound = scopes_.lookup(*name, scope_of_[node], syntax_.nodes[node].start, language_.policy().hoisted);
  return bound != kNone && scopes_.binding(bound).pointer;
}

/// Whether all that is known of a value is that the language itself made it.
bool Extraction::is_built_in(ExprId id) const {
  for (std::size_t depth = 0; id != kNone && depth < kMaxDepth; ++depth) {
    const Expr& e = out_.exprs[id];
    switch (e.op) {
      case Op::kUnknown:
      case Op::kLiteral:
      case Op::kFunction: return true;
      case Op::kNew: return language_.declarator_field() != 0;  // a pointer
      case Op::kInstance:
      case Op::kUnwrap:
      case Op::kIndex:
      case Op::kElement:
      case Op::kGeneric: id = e.base; break;
      default: return false;
    }
  }
  return true;
}

void Extraction::refer_operators() {
  for (const Operator& o : operators_) {
    if (roles_[o.node] != Role::kTaken && roles_[o.node] != Role::kSilent && roles_[o.node] != Role::kType) refer_operator(o);
  }
}

/// What is written, and the name of the function that stands for it; an empty name for what nothing can be defined for.
Extraction::OperatorText Extraction::operator_text(const Operator& o) const {
  const Node& base = syntax_.nodes[o.base];
  std::uint32_t from = syntax_.nodes[o.node].start;
  std::uint32_t to = base.start;
  if (o.arg != kNone) {  // between the operands, in whichever order they stand
    from = std::min(base.end, syntax_.nodes[o.arg].end);
    to = std::max(base.start, syntax_.nodes[o.arg].start);
  }
  OperatorText out;
  out.at = kNone;
  for (std::uint32_t i = from; i < to; ++i) {
    const char c = syntax_.source[i];
    if (std::isspace(static_cast<unsigned char>(c)) != 0) continue;
    if (out.at == kNone) out.at = i;
    out.sign += c;
  }
  if (out.at == kNone) out.at = base.start;
  out.name = o.rule->setting("name");
  if (o.rule->has("names")) out.name = word_behind(o.rule->setting("names"), out.sign);
  const std::string_view prefix = o.rule->setting("prefix");
  const bool assigns = out.sign == "=" && prefix.empty();  // only C++ has a function for that
  if (o.rule->has("prefix") && is_overloadable(out.sign) && !assigns) out.name = std::string(prefix) + out.sign;
  if (o.rule->has("sign")) out.sign = o.rule->setting("sign");
  return out;
}

/// The call that an operator is, with its function as a member of the left operand or, `free`, as a plain name.
ExprId Extraction::operator_call(const Operator& o, std::string_view name, bool free) {
  const ExprId left = convert(o.base);
  if (is_built_in(left)) return kNone;
  Expr callee;
  callee.op = free ? Op::kName : Op::kMember;
  callee.base = free ? kNone : left;
  callee.scope = free ? lookup_scope(scopes_.at(scope_of_[o.node]).symbol) : 0;
  callee.name = names_.intern(name);
  std::vector<ExprId> args;
  if (free || o.rule->has("static")) args.push_back(left);
  for (const std::uint32_t operand : {o.arg, o.value}) {
    if (operand != kNone) args.push_back(convert(operand));
  }
  Expr call;
  call.op = Op::kCall;
  call.base = add_expr(callee);
  call.name = names_.intern(kOperatorCall);
  return make_args(call, args);
}

/// What an operator gives.
ExprId Extraction::operator_value(std::uint32_t node) {
  const auto at = std::lower_bound(operators_.begin(), operators_.end(), node, [](const Operator& o, std::uint32_t wanted) { return o.node < wanted; });
  if (at == operators_.end() || at->node != node || is_pointer(at->base)) return kNone;
  const OperatorText text = operator_text(*at);
  return text.name.empty() ? kNone : operator_call(*at, text.name, false);
}

void Extraction::refer_operator(const Operator& o) {
  const OperatorText text = operator_text(o);
  if (text.name.empty() || is_pointer(o.base) || (o.arg != kNone && is_pointer(o.arg))) return;
  for (const bool free : {false, true}) {
    if (free && !o.rule->has("free")) continue;
    Site site;
    site.kind = EdgeKind::kCalls;
    site.owner = scopes_.at(scope_of_[o.node]).symbol;
    site.name = names_.intern(text.sign);
    site.call = operator_call(o, text.name, free);
    if (site.call == kNone) return;
    site.expr = out_.exprs[site.call].base;
    site.at = position(text.at);
    out_.sites.push_back(site);
  }
}

}  // namespace cg::parse
