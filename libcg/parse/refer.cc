#include <algorithm>

#include "libcg/parse/extraction.h"

// Pass 2: the names a file uses. Nodes come parents first, so a call has told its callee what it is before the callee
// is reached.

namespace cg::parse {
namespace {

EdgeKind edge_of(Role role) {
  switch (role) {
    case Role::kWrite: return EdgeKind::kWrites;
    case Role::kInvoke:
    case Role::kCall: return EdgeKind::kCalls;
    case Role::kAddress: return EdgeKind::kTakesAddress;
    case Role::kType: return EdgeKind::kUsesType;
    case Role::kNew: return EdgeKind::kInstantiates;
    case Role::kExtends: return EdgeKind::kExtends;
    case Role::kImplements: return EdgeKind::kImplements;
    case Role::kExpands: return EdgeKind::kExpands;
    default: return EdgeKind::kReads;
  }
}

}  // namespace

void Extraction::refer_all() {
  const auto size = static_cast<std::uint32_t>(syntax_.nodes.size());
  for (std::uint32_t node = 0; node < size; ++node) {
    Role& role = roles_[node];
    if (role == Role::kInherit && node != 0) {
      const Role outer = roles_[syntax_.nodes[node].parent];
      if (outer == Role::kType || outer == Role::kSilent) role = outer;
    }
    if (role == Role::kTaken || role == Role::kSilent) continue;
    if (role == Role::kMention || role == Role::kInvoke) {
      expr_of_[node] = convert_name(node, false);
      emit(node, node, role);
      continue;
    }
    for (const CompiledRule& rule : language_.expressions(syntax_.nodes[node].symbol)) {
      const bool matched = match_rule(context_, *rule.rule, node, [&](const Captures& captures) {
        refer(rule, node, captures);
        return true;
      });
      if (matched) break;
    }
  }
  refer_operators();
  for (const OuterBase& base : outer_bases_) {
    const std::uint32_t at = head(base.node);
    if (at != kNone) emit(name_place(at).leaf, at, base.role, base.symbol);
  }
  for (std::size_t i = 0; i < out_.imports.size(); ++i) {
    const Import& import = out_.imports[i];
    Site site;
    site.kind = EdgeKind::kImports;
    site.owner = import.scope;
    site.name = import.name != 0 ? import.name : import.module;
    if ((import.flags & kDefault) != 0 && import.alias != 0) site.name = import.alias;  // `default` is not written there
    site.call = static_cast<std::uint32_t>(i);
    site.at = import.at;
    out_.sites.push_back(site);
  }
  std::stable_sort(out_.sites.begin(), out_.sites.end(), [](const Site& a, const Site& b) { return a.at < b.at; });
}

void Extraction::refer(const CompiledRule& rule, std::uint32_t node, const Captures& captures) {
  const CaptureNames& c = language_.captures();
  switch (rule.op) {
    case Op::kName:
      if (rule.rule->has("type") && roles_[node] == Role::kInherit) roles_[node] = Role::kType;
      if (rule.rule->has("called") && (roles_[node] == Role::kInherit || roles_[node] == Role::kRead)) {
        if (!is_local(node)) emit_call(node, node);
        break;
      }
      if (rule.rule->has("value") && roles_[node] == Role::kType) break;  // a type variable
      emit(node, node, roles_[node], kNone, rule.rule->has("tag"));
      break;
    case Op::kMember: {
      const std::uint32_t name = captures.first(c.name);
      if (name == kNone) break;
      // A qualifier in a type or import is no type use of its own kind beyond what it is: it inherits kType.
      const std::uint32_t base = captures.first(c.base);
      if (base != kNone && roles_[base] == Role::kInherit) {
        roles_[base] = roles_[node] == Role::kType || rule.rule->has("static") || rule.rule->has("type") ? Role::kType : Role::kRead;
      }
      const std::uint32_t leaf = name_place(name).leaf;
      if (rule.rule->has("type") && roles_[node] == Role::kInherit) roles_[node] = Role::kType;
      if (roles_[leaf] == Role::kTaken) break;  // the name of a definition, as in A::f() {}
      emit(leaf, node, roles_[node]);
      if (rule.rule->has("shorthand")) use_name(leaf, Role::kRead);
      roles_[leaf] = Role::kTaken;
      if (name != leaf && roles_[name] == Role::kInherit) roles_[name] = Role::kRead;
      break;
    }
    case Op::kCall: {
      if (rule.rule->has("operator")) break;  // refer_operators
      const std::uint32_t callee = captures.first(c.callee);
      if (callee == kNone) {
        refer_call(node, captures);
        break;
      }
      set_head_role(callee, Role::kCall);
      const std::uint32_t at = head(callee);
      if (at != kNone && call_of_[at] == kNone) call_of_[at] = node;
      break;
    }
    case Op::kNew: {
      std::uint32_t type = captures.first(c.callee);
      if (type == kNone) type = captures.first(c.type);
      if (type == kNone) break;
      set_head_role(type, Role::kNew);
      const std::uint32_t at = head(type);
      if (at != kNone && call_of_[at] == kNone) call_of_[at] = node;
      break;
    }
    case Op::kInstance:
      if (captures.first(c.type) != kNone) set_head_role(captures.first(c.type), Role::kType);
      break;
    case Op::kSelf:
    case Op::kSuper:
      use_name(node, roles_[node]);
      if (roles_[node] == Role::kCall || roles_[node] == Role::kNew) emit(node, node, roles_[node]);  // super(...), new this(...)
      break;
    case Op::kGeneric:
      for (const Captures::Entry& e : captures) {
        if (e.id == c.arg) set_head_role(e.node, Role::kType);
      }
      break;
    case Op::kLiteral:
      if (rule.rule->has("text") && roles_[node] == Role::kType) read_type_text(captures.first(c.base), true);
      break;
    default: break;
  }
}

/// A call that has no node for its callee, but a @name and perhaps a @base.
void Extraction::refer_call(std::uint32_t node, const Captures& captures) {
  const std::uint32_t name = captures.first(language_.captures().name);
  if (name == kNone) return;
  const std::uint32_t leaf = name_place(name).leaf;
  if (roles_[leaf] == Role::kTaken) return;
  emit_call(node, leaf);
  roles_[leaf] = Role::kTaken;
}

/// A call that is one node with the name of what it calls.
void Extraction::emit_call(std::uint32_t node, std::uint32_t leaf) {
  const ExprId call = convert(node);
  if (call == kNone || out_.exprs[call].op != Op::kCall) return;
  Site site;
  site.kind = roles_[leaf] == Role::kWrite ? EdgeKind::kWrites : EdgeKind::kCalls;  // a.b = 1
  site.owner = scopes_.at(scope_of_[leaf]).symbol;
  site.name = name_of(leaf);
  site.expr = out_.exprs[call].base;
  site.call = call;
  site.at = position(syntax_.nodes[leaf].start);
  out_.sites.push_back(site);
}

/// Base<A, B> around the name of a base class; kNone where it has no arguments. It stands in the place of a call.
ExprId Extraction::arguments_of_base(std::uint32_t name_node, ExprId name) {
  constexpr int kMaxLevels = 3;
  std::uint32_t at = syntax_.nodes[name_node].parent;
  for (int level = 0; level < kMaxLevels && at != 0; ++level, at = syntax_.nodes[at].parent) {
    const ExprId around = convert(at);
    if (around == kNone) return kNone;
    if (out_.exprs[around].op == Op::kGeneric && out_.exprs[around].base == name) return around;
  }
  return kNone;
}

void Extraction::emit(std::uint32_t name_node, std::uint32_t expr_node, Role role, std::uint32_t owner, bool tag) {
  const std::string_view text = bare_name(syntax_.text(name_node));
  const bool plain = name_node == expr_node;
  if (text.empty() || (plain && role != Role::kCall && role != Role::kNew && is_self_name(text))) return;
  const std::uint32_t scope = scope_of_[name_node];
  const NameId name = names_.intern(text);
  if (plain) {
    const std::uint32_t bound = scopes_.lookup(name, scope, syntax_.nodes[name_node].start, language_.policy().hoisted);
    if (bound != kNone && scopes_.binding(bound).symbol == kNone && (!tag || scopes_.binding(bound).is_type)) {
      use_binding(bound, scope, syntax_.nodes[name_node].start, role);
      return;
    }
  }
  Site site;
  site.kind = edge_of(role);
  site.owner = owner == kNone ? scopes_.at(scope).symbol : owner;
  site.name = name;
  site.expr = convert(expr_node);
  if (site.expr == kNone) return;
  if (out_.exprs[site.expr].op == Op::kGeneric) site.expr = out_.exprs[site.expr].base;  // a::b<c> names b
  if (call_of_[expr_node] != kNone) site.call = convert(call_of_[expr_node]);
  if (role == Role::kExtends || role == Role::kImplements) site.call = arguments_of_base(expr_node, site.expr);
  site.at = position(syntax_.nodes[name_node].start);
  out_.sites.push_back(site);
}

}  // namespace cg::parse
