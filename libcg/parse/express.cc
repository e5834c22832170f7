#include <algorithm>
#include <charconv>

#include "libcg/base/hash.h"
#include "libcg/parse/extraction.h"

// Nodes to expressions, on demand and at most once each. Equal expressions are one: `server` in a file's hundred
// functions is a single name expression, and so is `server.clients` on top of it.

namespace cg::parse {
namespace {

/// "Not asked yet" in expr_of_; kNone there means "asked, and nothing is known".
constexpr ExprId kUnasked = 0xfffffffeU;

std::uint64_t key_of(const Expr& e) {
  const std::uint64_t head = (static_cast<std::uint64_t>(e.op) << 2) | (e.is_type ? 2U : 0U) | (e.is_static ? 1U : 0U);
  std::uint64_t key = head;
  for (const std::uint64_t part : {std::uint64_t{e.scope}, std::uint64_t{e.name}, std::uint64_t{e.base}}) {
    key = (key ^ part) * 0x9e3779b97f4a7c15ULL;  // Fibonacci hashing, see scopes.cc
    key ^= key >> 29;
  }
  return key;
}

bool same(const Expr& a, const Expr& b) {
  return a.op == b.op && a.is_type == b.is_type && a.is_static == b.is_static && a.scope == b.scope && a.name == b.name &&
         a.base == b.base && a.args == 0 && b.args == 0;
}

}  // namespace

ExprId Extraction::add_expr(const Expr& expr) {
  if (expr.args == 0) {
    const std::uint64_t key = key_of(expr);
    const auto [from, to] = known_exprs_.equal_range(key);
    for (auto at = from; at != to; ++at) {
      if (same(out_.exprs[at->second], expr)) return at->second;
    }
    known_exprs_.emplace(key, static_cast<ExprId>(out_.exprs.size()));
  }
  out_.exprs.push_back(expr);
  return static_cast<ExprId>(out_.exprs.size() - 1);
}

ExprId Extraction::wrap(Op op, ExprId base, NameId name) {
  if (base == kNone) return kNone;
  Expr e;
  e.op = op;
  e.base = base;
  e.name = name;
  return add_expr(e);
}

/// How a name's value comes out of the expression beside it.
ExprId Extraction::take(Via via, ExprId value, std::uint32_t item) {
  switch (via) {
    case Via::kValue: return value;
    case Via::kElement: return wrap(Op::kElement, value);
    case Via::kUnwrap: return wrap(Op::kUnwrap, value);
    case Via::kItem: return wrap(Op::kItem, value, item);
    case Via::kElementItem: return wrap(Op::kItem, wrap(Op::kElement, value), item);
    case Via::kMember: return wrap(Op::kMember, value, item);
    case Via::kGiven: break;
  }
  return kNone;
}

ExprId Extraction::make_args(Expr expr, const std::vector<ExprId>& args) {
  expr.first_arg = static_cast<std::uint32_t>(out_.args.size());
  expr.args = static_cast<std::uint32_t>(args.size());
  out_.args.insert(out_.args.end(), args.begin(), args.end());
  return add_expr(expr);
}

/// Any of them: nothing of none, and the one of one.
ExprId Extraction::union_of(const std::vector<ExprId>& all) {
  if (all.size() < 2) return all.empty() ? kNone : all[0];
  Expr e;
  e.op = Op::kUnion;
  return make_args(e, all);
}

/// The arguments of a call, in order. Their types matter only where they choose among overloads or are handed on (Rust's Some(x)); elsewhere
/// their number does.
std::vector<ExprId> Extraction::convert_list(std::uint32_t list, bool values) {
  std::vector<ExprId> out;
  if (list == kNone) return out;
  constexpr std::size_t kMaxArgs = 32;  // a call with more (tables in code) is told apart by nothing
  for (std::uint32_t at = list + 1; at < syntax_.nodes[list].next && out.size() < kMaxArgs; at = syntax_.nodes[at].next) {
    if (language_.passes_over(syntax_.nodes[at].symbol)) continue;
    out.push_back(values ? convert(at) : kNone);
  }
  return out;
}

ExprId Extraction::convert(std::uint32_t node) {
  if (node == kNone) return kNone;
  if (expr_of_[node] != kUnasked) return expr_of_[node];
  expr_of_[node] = kNone;  // what asks for itself on the way (x = x.next) knows nothing
  if (depth_ >= kMaxDepth) {
    out_.bounded = true;
    return kNone;
  }
  if (const auto defined = symbol_at_.find(node); defined != symbol_at_.end()) {
    Expr symbol;
    symbol.op = Op::kSymbol;
    symbol.base = defined->second;
    return expr_of_[node] = add_expr(symbol);
  }
  if (const std::uint32_t outer = qualifier_of(node); outer != kNone) {
    Expr member;
    member.op = Op::kMember;
    member.base = convert(outer);
    member.name = name_of(name_place(node).leaf);
    member.is_static = true;
    return expr_of_[node] = member.base == kNone ? kNone : add_expr(member);
  }
  ++depth_;
  ExprId result = kNone;
  bool matched = false;
  for (const CompiledRule& rule : language_.expressions(syntax_.nodes[node].symbol)) {
    matched = match_rule(context_, *rule.rule, node, [&](const Captures& captures) {
      result = build(rule, node, captures);
      return true;
    });
    if (matched) break;
  }
  if (!matched) {
    const std::uint32_t inner = only_child(node);  // brackets and other wrappers
    if (inner != kNone) result = convert(inner);
  }
  --depth_;
  expr_of_[node] = result;
  return result;
}

ExprId Extraction::build(const CompiledRule& rule, std::uint32_t node, const Captures& captures) {
  const CaptureNames& c = language_.captures();
  const auto scope = [&] { return scopes_.at(scope_of_[node]).symbol; };
  Expr e;
  e.op = rule.op;
  switch (rule.op) {
    case Op::kName: {
      const ExprId name = convert_name(node, rule.rule->has("type"), rule.rule->has("tag"));
      return rule.rule->has("called") && !is_local(node) ? wrap(Op::kCall, name) : name;
    }
    case Op::kSelf:
    case Op::kSuper: e.scope = lookup_scope(scope()); return add_expr(e);
    case Op::kMember: {
      const std::uint32_t name = captures.first(c.name);
      if (name == kNone) return kNone;
      return nests_right(name) ? convert(name) : convert_member(*rule.rule, captures.first(c.base), name);
    }
    case Op::kCall:
    case Op::kNew: {
      if (rule.rule->has("operator")) return operator_value(node);
      e.base = convert_callee(*rule.rule, captures);
      if (e.base == kNone) return kNone;
      std::vector<ExprId> args = convert_list(captures.first(c.args), language_.policy().overloads || language_.policy().imports == ImportStyle::kRust);
      for (const Captures::Entry& entry : captures) {  // arguments outside the list: trailing lambdas, right operands
        if (entry.id == c.arg) args.push_back(language_.policy().overloads ? convert(entry.node) : kNone);
      }
      const auto closures = static_cast<std::size_t>(std::count_if(captures.begin(), captures.end(), [&](const auto& entry) { return entry.id == c.arg; }));
      e.name = argument_labels(captures.first(c.args), closures);
      return make_args(e, args);
    }
    case Op::kInstance: return wrap(Op::kInstance, convert(captures.first(c.type)));
    case Op::kIndex:
    case Op::kElement:
    case Op::kUnwrap:
      if (rule.rule->has("plain")) return convert(captures.first(c.base));
      if (rule.op == Op::kIndex && language_.has_operators() && is_pointer(captures.first(c.base))) return wrap(Op::kUnwrap, convert(captures.first(c.base)));
      if (rule.op == Op::kUnwrap && captures.first(c.name) != kNone) {
        e.name = name_of(captures.first(c.name));
        e.base = convert(captures.first(c.base));
        return e.base == kNone ? kNone : add_expr(e);
      }
      return wrap(rule.op, convert(captures.first(c.base)));
    case Op::kFunction: {
      const std::uint32_t returns = captures.first(c.returns);
      e.base = returns == kNone ? kNone : convert(returns);
      return add_expr(e);
    }
    case Op::kGeneric:
    case Op::kUnion: {
      std::vector<ExprId> args;
      for (const Captures::Entry& entry : captures) {
        if (entry.id == c.arg) args.push_back(convert(entry.node));
      }
      if (rule.op == Op::kGeneric) {
        const std::string_view type = rule.rule->setting("type");
        if (type.empty()) {
          e.base = convert(captures.first(c.base));
        } else {  // T[] and the like have no node for the generic type
          Expr literal;
          literal.op = Op::kLiteral;
          literal.name = names_.intern(type);
          e.base = add_expr(literal);
        }
        if (e.base == kNone) return kNone;
        if (args.empty()) return e.base;
      } else {
        args.erase(std::remove(args.begin(), args.end(), kNone), args.end());
        if (args.empty()) return kNone;
        if (args.size() == 1) return args[0];
      }
      return make_args(e, args);
    }
    case Op::kLiteral: {
      if (rule.rule->has("text") && in_type(node)) return read_type_text(captures.first(c.base), false);
      const std::string_view type = rule.rule->setting("type");
      e.name = names_.intern(type == "*" ? syntax_.text(node) : type);  // "*": a built-in type's own name
      return add_expr(e);
    }
    case Op::kModule: {
      const std::uint32_t module = captures.first(c.module);
      if (module == kNone) return kNone;
      std::string_view text = syntax_.text(module);
      if (text.size() >= 2) text = text.substr(1, text.size() - 2);
      e.name = names_.intern(text);
      return add_expr(e);
    }
    case Op::kItem: {
      const std::string_view digits = syntax_.text(captures.first(c.name));
      NameId number = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
      return error == std::errc{} && end != nullptr ? wrap(Op::kItem, convert(captures.first(c.base)), number) : kNone;
    }
    case Op::kGiven: return given_to(node, 0);
    case Op::kUnknown:
    case Op::kTypeParam:
    case Op::kSymbol: return kNone;
  }
  return kNone;
}

/// What a call calls: its callee, or the name that stands for one.
ExprId Extraction::convert_callee(const Rule& rule, const Captures& captures) {
  const CaptureNames& c = language_.captures();
  std::uint32_t base = captures.first(c.callee);
  if (base == kNone) base = captures.first(c.type);
  if (base != kNone) return convert(base);
  const std::uint32_t name = captures.first(c.name);
  if (name == kNone) return kNone;
  if (captures.first(c.base) != kNone) return convert_member(rule, captures.first(c.base), name);
  return convert_name(name_place(name).leaf, false, true);
}

ExprId Extraction::convert_member(const Rule& rule, std::uint32_t base, std::uint32_t name) {
  Expr e;
  e.op = Op::kMember;
  e.base = convert(base);
  if (rule.has("of_self")) {
    Expr self;
    self.op = Op::kSelf;
    self.scope = lookup_scope(scopes_.at(scope_of_[name]).symbol);
    e.base = add_expr(self);
  }
  if (rule.has("absolute")) {  // from the root of all names, whatever the names in front mean here
    Expr module;
    module.op = Op::kModule;
    module.name = base == kNone ? NameId{0} : names_.intern(syntax_.text(base));
    e.base = add_expr(module);
  }
  if (rule.has("unwrap")) e.base = wrap(Op::kUnwrap, e.base);
  if (e.base == kNone) e.base = add_expr(Expr{});  // a member of something unknown: `.name` alone must not look global
  e.name = name_of(name_place(name).leaf);
  e.is_static = rule.has("static");
  e.is_type = rule.has("type");
  return with_arguments(name, add_expr(e));
}

/// `function`: where only a function can stand, variables do not hide it (Java, Ruby); nor do they hide a struct's tag (C).
/// a::b<c>: the type arguments belong to the member, wherever the grammar hangs them.
ExprId Extraction::with_arguments(std::uint32_t name, ExprId member) {
  if (syntax_.is_leaf(name)) return member;
  ExprId result = member;
  for (const CompiledRule& rule : language_.expressions(syntax_.nodes[name].symbol)) {
    if (rule.op != Op::kGeneric) continue;
    const bool matched = match_rule(context_, *rule.rule, name, [&](const Captures& captures) {
      std::vector<ExprId> args;
      for (const Captures::Entry& entry : captures) {
        if (entry.id == language_.captures().arg) args.push_back(convert(entry.node));
      }
      Expr e;
      e.op = Op::kGeneric;
      e.base = member;
      if (!args.empty()) result = make_args(e, args);
      return true;
    });
    if (matched) break;
  }
  return result;
}

ExprId Extraction::convert_name(std::uint32_t node, bool is_type, bool function) {
  const std::string_view text = bare_name(syntax_.text(node));
  Expr e;
  const std::uint32_t scope = scope_of_[node];
  e.scope = lookup_scope(scopes_.at(scope).symbol);
  if (is_self_name(text)) {
    e.op = Op::kSelf;
    return add_expr(e);
  }
  e.name = names_.intern(text);
  const std::uint32_t bound = scopes_.lookup(e.name, scope, syntax_.nodes[node].start, language_.policy().hoisted);
  const auto hidden = [&](const Binding& b) { return function && b.symbol == kNone && !b.is_type; };
  if (bound != kNone && !hidden(scopes_.binding(bound))) {
    if (scopes_.binding(bound).symbol == kNone) return convert_binding(bound);
    e.op = Op::kSymbol;
    e.base = scopes_.binding(bound).symbol;
    e.scope = 0;
    return add_expr(e);
  }
  e.op = Op::kName;
  e.is_type = is_type || (types_declared() && (roles_[node] == Role::kType || roles_[node] == Role::kNew));
  return add_expr(e);
}

bool Extraction::is_local(std::uint32_t name_node) {
  const NameId name = name_of(name_node);
  const std::uint32_t bound =
      scopes_.lookup(name, scope_of_[name_node], syntax_.nodes[name_node].start, language_.policy().hoisted);
  return bound != kNone && scopes_.binding(bound).symbol == kNone;
}

/// What is known of a local: its declared type, or else the value it is bound to.
ExprId Extraction::convert_binding(std::uint32_t id) {
  if (scopes_.binding(id).asked) return scopes_.binding(id).expr;
  scopes_.binding(id).asked = true;
  const Binding b = scopes_.binding(id);
  ExprId expr = kNone;
  if (b.is_type) {
    expr = type_param(b);
  } else if (b.type_node != kNone) {
    expr = wrap(Op::kInstance, convert(b.type_node));
    if (b.via == Via::kMember) expr = take(b.via, expr, b.item);  // the type is that of the whole: { a }: T
  }
  if (expr == kNone && b.via == Via::kGiven) {
    expr = given_to(b.value_node, b.item);
  } else if (expr == kNone && b.value_node != kNone) {
    expr = take(b.via, convert(b.value_node), b.item);
  }
  scopes_.binding(id).expr = expr;
  return expr;
}

/// Whether the symbol has documentation, now that all comments are known.
bool Extraction::attach_doc(std::uint32_t ordinal) {
  Symbol& s = out_.symbols[ordinal];
  if (s.doc.empty()) s.doc = comments_.above(syntax_, s.start_line);
  const bool inner = s.kind == SymbolKind::kField || s.kind == SymbolKind::kEnumMember;
  if (s.doc.empty() && inner) s.doc = comments_.behind(syntax_, s.end_line, s.end_byte);
  return !s.doc.empty();
}

/// What other files may ask of a symbol: its type, value, owner, parameters; and its documentation, now that all comments are known.
void Extraction::finish_symbols() {
  read_documented_types();
  for (std::size_t i = 0; i < out_.symbols.size(); ++i) {
    const Pending pending = std::move(pending_[i]);
    pending_[i].owner = pending.owner;  // lookup_scope asks for it
    std::vector<ExprId> values;
    for (const std::uint32_t node : pending.values) values.push_back(convert(node));
    for (const std::uint32_t node : pending.returns) values.push_back(convert(node));
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    values.erase(std::remove(values.begin(), values.end(), kNone), values.end());
    const ExprId value = take(pending.via, union_of(values), pending.item);
    const ExprId type = pending.documented != kNone ? pending.documented : pending.type == kNone ? kNone : convert(pending.type);
    const ExprId owner = pending.owner == kNone ? kNone : convert(pending.owner);
    std::vector<Param> params;
    for (const std::uint32_t node : pending.params) params.push_back({node == kNone ? kNone : convert(node)});

    Symbol& s = out_.symbols[i];
    s.value = value;
    s.type = type;
    s.owner = owner;
    s.first_param = static_cast<std::uint32_t>(out_.params.size());
    out_.params.insert(out_.params.end(), params.begin(), params.end());
    if (i > 0) (void)attach_doc(static_cast<std::uint32_t>(i));
  }
}

}  // namespace cg::parse
