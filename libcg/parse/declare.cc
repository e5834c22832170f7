#include <algorithm>

#include "libcg/parse/extraction.h"

// Pass 1: what a file defines and binds.

namespace cg::parse {
namespace {

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

/// The text in the first quotes, without them.
std::string_view quoted_in(std::string_view text) {
  const std::size_t from = text.find('"');
  if (from == std::string_view::npos) return {};
  std::size_t end = from + 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return text.substr(from + 1, std::min(end, text.size()) - from - 1);
}

bool is_value(SymbolKind kind) {
  return kind == SymbolKind::kVariable || kind == SymbolKind::kConstant || kind == SymbolKind::kField;
}

}  // namespace

void Extraction::declare_all() {
  struct Open {
    std::uint32_t end, scope;
  };
  std::vector<Open> open{{syntax_.nodes[0].next, scopes_.open(Scope{})}};
  const auto size = static_cast<std::uint32_t>(syntax_.nodes.size());
  for (std::uint32_t node = 0; node < size;) {
    while (open.size() > 1 && open.back().end <= node) open.pop_back();
    current_scope_ = open.back().scope;
    scope_of_[node] = current_scope_;
    flags_at_node_ = 0;
    bool ignored = false;
    for (const CompiledRule& rule : language_.declarations(syntax_.nodes[node].symbol)) {
      match_rule(context_, *rule.rule, node, [&](const Captures& captures) {
        if (rule.act == Act::kIgnore) {
          ignored = true;
          return true;
        }
        apply(rule, node, captures);
        return rule.act == Act::kScope || rule.act == Act::kFlag || rule.act == Act::kComment;
      });
    }
    if (ignored) {
      for (std::uint32_t below = node; below < syntax_.nodes[node].next; ++below) roles_[below] = Role::kTaken;
      for (std::uint32_t below = node; below < syntax_.nodes[node].next; ++below) scope_of_[below] = current_scope_;
      node = syntax_.nodes[node].next;
      continue;
    }
    if (opens_[node] != kNone) open.push_back({syntax_.nodes[node].next, opens_[node]});
    ++node;
  }
}

void Extraction::apply(const CompiledRule& rule, std::uint32_t node, const Captures& captures) {
  switch (rule.act) {
    case Act::kFlag: flags_at_node_ |= rule.flags; break;
    case Act::kComment: comments_.add(syntax_, node, false); break;
    case Act::kAttribute: comments_.add(syntax_, node, true); break;
    case Act::kScope:
      if (opens_[node] == kNone) {
        Scope scope = scopes_.at(current_scope_);
        scope.members = scope.members && rule.rule->has("members");
        scope.wrapper = rule.rule->has("extent") ? node : kNone;
        scope.function = scope.function || rule.rule->has("function");
        scope.lambda = scope.lambda || rule.rule->has("function");
        open_scope(node, scope);
      }
      break;
    case Act::kDefine: define(rule, node, captures); break;
    case Act::kLocal:
    case Act::kTypeParam: bind_local(rule, node, captures); break;
    case Act::kImport: import(rule, node, captures); break;
    case Act::kRole: {
      const std::uint32_t target = captures.first(language_.captures().target);
      set_head_role(target == kNone ? node : target, rule.role);
      break;
    }
    case Act::kOuter: {
      const std::uint32_t name = captures.first(language_.captures().name);
      if (name == kNone) break;
      Binding b;
      b.name = name_of(name);
      b.scope = current_scope_;
      b.outer = true;
      scopes_.bind(b);
      roles_[name] = Role::kTaken;
      break;
    }
    case Act::kReturns: {
      const Scope& scope = scopes_.at(current_scope_);
      std::vector<std::uint32_t>& returns = pending_[scope.symbol].returns;
      const std::uint32_t value = captures.first(language_.captures().value);
      if (scope.function && !scope.lambda && value != kNone && returns.size() < 8) returns.push_back(value);
      break;
    }
    case Act::kTokens: token_areas_.push_back({node, scopes_.at(current_scope_).symbol, current_scope_}); break;
    case Act::kOperator: note_operator(*rule.rule, node, captures); break;
    case Act::kIgnore:
    case Act::kExpr: break;
  }
}

std::uint32_t Extraction::open_scope(std::uint32_t body, const Scope& scope) {
  Scope inner = scope;
  inner.parent = current_scope_;
  opens_[body] = scopes_.open(inner);
  return opens_[body];
}

std::uint32_t Extraction::add_symbol(SymbolKind kind, std::uint32_t flags, NameId name, std::uint32_t container,
                                     std::uint32_t node, std::uint32_t name_node) {
  Symbol s;
  s.kind = kind;
  s.flags = flags;
  if (container < out_.symbols.size()) s.flags |= out_.symbols[container].flags & kFileLocal;  // so are its members
  s.name = name;
  s.container = container;
  const Node& n = syntax_.nodes[node];
  s.start_byte = n.start;
  s.end_byte = n.end;
  while (s.end_byte > s.start_byte && syntax_.source[s.end_byte - 1] == '\n') --s.end_byte;  // C's preprocessor lines
  s.start_line = syntax_.line_of(s.start_byte);
  s.end_line = syntax_.line_of(s.end_byte > s.start_byte ? s.end_byte - 1 : s.start_byte);
  s.at = position(syntax_.nodes[name_node].start);
  out_.symbols.push_back(std::move(s));
  pending_.emplace_back();
  has_imports_.push_back(false);
  return static_cast<std::uint32_t>(out_.symbols.size() - 1);
}

void Extraction::define(const CompiledRule& rule, std::uint32_t node, const Captures& captures) {
  const CaptureNames& c = language_.captures();
  std::uint32_t name_node = captures.first(c.name);
  const std::string_view given = rule.rule->setting("name");
  NamePlace place;
  if (name_node != Captures::kNoNode) {
    if (rule.rule->has("whole")) {
      place.leaf = name_node;
    } else {
      place = name_place(name_node);
    }
  } else if (!given.empty()) {
    place.leaf = node;
  } else {
    return;
  }
  if (given.empty() && roles_[place.leaf] == Role::kTaken && !rule.rule->has("shared")) return;  // an earlier rule has defined it
  if (rule.rule->has("once") && defined_at_ == node) return;
  std::uint32_t body = captures.first(c.body);
  if (given.empty() ? false : opens_[body == kNone ? node : body] != kNone) return;

  SymbolKind kind = rule.kind;
  Scope around = scopes_.at(rule.rule->has("inside") && opens_[node] != kNone ? opens_[node] : current_scope_);
  if (rule.rule->has("member_only") && !around.members) return;
  std::string_view text = given.empty() ? bare_name(syntax_.text(place.leaf)) : given;
  if (const std::string_view until = rule.rule->setting("until"); !until.empty()) {
    text = text.substr(0, text.find(until));
    while (text.ends_with(' ')) text.remove_suffix(1);
  }
  if (rule.rule->has("quoted")) text = quoted_in(syntax_.text(captures.first(c.key)));
  const bool of_self = rule.rule->has("self");
  if (rule.rule->has("global")) {  // an assignment to a name that no function around binds
    if (place.owner == kNone &&
        scopes_.lookup(name_of(place.leaf), current_scope_, syntax_.nodes[place.leaf].start, language_.policy().hoisted) != kNone) {
      set_head_role(name_node, Role::kWrite);
      return;
    }
    around = scopes_.at(0);
  }
  if (rule.rule->has("unscoped")) around = scopes_.at(0);
  if (is_value(kind) && around.function && !of_self && !rule.rule->has("symbol")) {
    bind_local(rule, node, captures);
    return;
  }
  if (text.empty()) return;
  const NameId name = intern_name(text);
  std::uint32_t container = around.symbol;
  std::uint32_t owner = captures.first(c.owner);
  if (owner == Captures::kNoNode) owner = place.owner;
  if (of_self) {  // self.x = ...: a member of the class around the method
    std::uint32_t method = container;
    const auto holds_members = [&] {
      return is_class_like(out_.symbols[container].kind) || out_.symbols[container].kind == SymbolKind::kModule;
    };
    while (container != 0 && !holds_members()) {
      method = container;
      container = out_.symbols[container].container;
    }
    owner = kNone;
    if (container == 0) {
      if (pending_[method].owner == kNone) return;
      owner = pending_[method].owner;
      container = out_.symbols[method].container;
    }
  }
  const bool member = of_self || around.members || owner != kNone || kind == SymbolKind::kMethod;
  if (kind == SymbolKind::kFunction && member && !rule.rule->has("free")) kind = SymbolKind::kMethod;
  if (kind == SymbolKind::kMethod) {
    const bool of_class = around.members && out_.symbols[container].name == name;
    const bool of_owner = owner != kNone && !of_self && syntax_.text(name_place(owner).leaf) == text;  // A::A() {}
    if (has_word(language_.policy().constructors, text) || ((of_class || of_owner) && language_.policy().members_in_scope)) {
      kind = SymbolKind::kConstructor;
    }
  }
  if (kind == SymbolKind::kVariable && member) {
    const bool value_of_enum = rule.rule->has("enumerates") && out_.symbols[container].kind == SymbolKind::kEnum;
    kind = value_of_enum ? SymbolKind::kEnumMember : SymbolKind::kField;
  }

  if (rule.rule->has("clauses") && extend_clause(kind, rule.flags | flags_at_node_, name, container, node, captures)) {
    roles_[place.leaf] = Role::kTaken;
    return;
  }

  const std::uint32_t value = captures.first(c.value);
  // Members of a class that is written elsewhere are told apart by its name.
  const std::uint32_t group = owner == kNone ? container : 0x80000000U | name_of(name_place(owner).leaf);
  const std::uint64_t member_key = (std::uint64_t{group} << 32) | name;
  const bool merges = is_value(kind) && (language_.policy().hoisted || of_self || rule.rule->has("merge"));
  if (merges) {
    const auto [known, fresh] = members_.try_emplace(member_key, static_cast<std::uint32_t>(out_.symbols.size()));
    if (!fresh) {  // another assignment to the same member or variable: one more thing it may be
      if (value != kNone && pending_[known->second].values.size() < 8) pending_[known->second].values.push_back(value);
      set_head_role(name_node, Role::kWrite);
      return;
    }
  }

  std::uint32_t extent = captures.first(c.extent) == kNone ? node : captures.first(c.extent);
  for (std::uint32_t s = current_scope_; s != kNone && scopes_.at(s).wrapper == syntax_.nodes[extent].parent && extent != 0;
       s = scopes_.at(s).parent) {
    extent = scopes_.at(s).wrapper;
  }
  const bool pointer = language_.has_operators() && given.empty() && points(name_node, value);
  const std::uint32_t flags = rule.flags | flags_at_node_ | (pointer ? std::uint32_t{kPointer} : 0U);
  const std::uint32_t ordinal = add_symbol(kind, flags, name, container, extent, place.leaf);
  defined_at_ = node;
  if (!given.empty()) out_.symbols[ordinal].at = position(syntax_.nodes[node].start);
  if (given.empty() && !rule.rule->has("shared")) roles_[place.leaf] = Role::kTaken;
  if (given.empty() && rule.rule->has("whole")) {
    for (std::uint32_t below = place.leaf; below < syntax_.nodes[place.leaf].next; ++below) roles_[below] = Role::kTaken;
  }
  if (kind == SymbolKind::kMethod && !of_self && is_function_like(out_.symbols[container].kind)) around.members = false;

  Pending& pending = pending_[ordinal];
  pending.type = captures.first(c.type);
  pending.owner = owner;
  std::uint32_t source = value;
  pending.via = via_of(*rule.rule);
  const std::uint32_t part = captures.first(c.item) == kNone ? place.leaf : captures.first(c.item);
  if (rule.rule->has("paired")) pending.via = pair(part, source);
  if (source != kNone) pending.values.push_back(source);
  pending.item = item_of(pending.via, captures, part);
  std::uint32_t signature_start = 0;  // behind the decorators
  for (const Captures::Entry& e : captures) {
    if (e.id == c.extends || e.id == c.implements) {
      const Role role = e.id == c.extends ? Role::kExtends : Role::kImplements;
      // Outside the body it keeps the use that it is there, too: `new Base() {...}` makes a Base and extends it.
      const bool outside = body != kNone && (e.node < body || e.node >= syntax_.nodes[body].next);
      if (outside) outer_bases_.push_back({ordinal, e.node, role});
      if (!outside) set_head_role(e.node, role);
    }
    if (e.id == c.decorator) {
      set_head_role(e.node, Role::kCall);
      signature_start = syntax_.nodes[e.node].end;
    }
    if (e.id == c.returns && pending.returns.size() < 8) pending.returns.push_back(e.node);
  }
  if (pending.type != kNone) set_head_role(pending.type, Role::kType);
  if (owner != kNone && syntax_.nodes[owner].parent != 0 && owner > node) set_head_role(owner, Role::kType);
  std::uint32_t params = captures.first(c.params);
  if (params == kNone && (is_function_like(kind) || kind == SymbolKind::kMacro)) params = place.params;
  if (params == kNone && is_function_like(kind)) {
    params = child_in_field(body == kNone ? node : body, language_.parameters_field());
  }
  std::vector<std::uint32_t> given_params;
  for (const Captures::Entry& e : captures) {
    if (e.id == c.param) given_params.push_back(e.node);
  }
  if (params == kNone && !given_params.empty()) params = node;  // parameters without a list around them
  if (params != kNone) count_params(out_.symbols[ordinal], params, given_params);
  const std::uint32_t doc = captures.first(c.doc);
  if (doc != kNone) {
    out_.symbols[ordinal].doc = comment_text(syntax_.text(doc));
    out_.comments.push_back({syntax_.nodes[doc].start, syntax_.nodes[doc].end});
  }
  const bool scoped = is_function_like(kind) || is_class_like(kind) || kind == SymbolKind::kNamespace ||
                      kind == SymbolKind::kModule || kind == SymbolKind::kMacro;
  if (body == kNone && scoped) body = node;
  if (kind != SymbolKind::kEnumMember && kind != SymbolKind::kModule &&
      !(kind == SymbolKind::kMacro && (out_.symbols[ordinal].flags & kFunctionLike) == 0)) {
    std::string& text_of = out_.symbols[ordinal].signature;
    text_of = signature(signature_start, extent, body);
    if (rule.rule->has("cut")) text_of.resize(std::min(text_of.find(rule.rule->setting("cut")), text_of.size()));
    while (text_of.ends_with(',') || text_of.ends_with(' ')) text_of.pop_back();
  }

  // A function inside a function is bound lexically, like a local; members are the linker's business. A block that adds to a type
  // has that type's name, but is not what the name means.
  if (around.function && !member && kind != SymbolKind::kImpl) {
    Binding b;
    b.name = name;
    b.scope = current_scope_;
    b.symbol = ordinal;
    scopes_.bind(b);
  } else if (rule.rule->has("bound")) {  // a parameter that is a field as well
    Binding b;
    b.name = name;
    b.scope = current_scope_;
    b.type_node = pending.type;
    b.value_node = value;
    scopes_.bind(b);
  }
  const bool holds = rule.rule->has("members");
  if (holds && body == kNone) body = node;
  if ((scoped || holds) && !rule.rule->has("flat") && opens_[body] == kNone) {
    Scope inner;
    inner.symbol = ordinal;
    inner.function = is_function_like(kind) || kind == SymbolKind::kMacro;
    inner.members = is_class_like(kind) || holds;
    if (is_class_like(kind)) symbol_at_.emplace(body, ordinal);
    open_scope(body, inner);
    pending_[ordinal].scope = opens_[body];
  } else if ((kind == SymbolKind::kModule || kind == SymbolKind::kNamespace) && rule.rule->has("flat")) {
    // `package a.b;` holds for the rest of the file, not for what is inside the statement.
    scopes_.at(current_scope_).symbol = ordinal;
  }
  if (captures.first(c.tokens) != Captures::kNoNode) {
    token_areas_.push_back({captures.first(c.tokens), ordinal, opens_[body] == kNone ? current_scope_ : opens_[body]});
  }
}

/// A function may be written as several clauses, perhaps after its type. The next clause makes the symbol longer.
bool Extraction::extend_clause(SymbolKind kind, std::uint32_t flags, NameId name, std::uint32_t container, std::uint32_t node,
                               const Captures& captures) {
  std::uint32_t known = static_cast<std::uint32_t>(out_.symbols.size());
  while (--known > container) {
    if (out_.symbols[known].container == container) break;
  }
  if (known <= container || out_.symbols[known].name != name || out_.symbols[known].kind != kind) return false;
  Symbol& s = out_.symbols[known];
  const std::uint32_t list = captures.first(language_.captures().params);
  std::uint16_t params = 0;
  for (std::uint32_t at = list + 1; list != kNone && at < syntax_.nodes[list].next; at = syntax_.nodes[at].next) ++params;
  const bool typed_only = pending_[known].type != kNone && s.params == 0;
  if (params != s.params && !typed_only) return false;
  s.params = params;
  s.required = params;
  pending_[known].params.resize(params, kNone);  // patterns have no types
  if ((flags & kAbstract) == 0) s.flags &= ~static_cast<std::uint32_t>(kAbstract);
  s.end_byte = syntax_.nodes[node].end;
  s.end_line = syntax_.line_of(s.end_byte > s.start_byte ? s.end_byte - 1 : s.start_byte);
  if (opens_[node] == kNone) {
    Scope inner;
    inner.symbol = known;
    inner.function = true;
    open_scope(node, inner);
  }
  return true;
}

void Extraction::set_head_role(std::uint32_t node, Role role) {
  if (node == kNone) return;  // a name that the rule itself gives has no node
  const std::uint32_t at = head(node);
  const bool type_like = role == Role::kType || role == Role::kExtends || role == Role::kImplements || role == Role::kNew;
  if (type_like && roles_[syntax_.nodes[node].parent] == Role::kSilent) return;
  if (type_like && roles_[node] == Role::kInherit) roles_[node] = Role::kType;
  if (role == Role::kSilent || role == Role::kImport || role == Role::kMention || role == Role::kInvoke) {
    if (roles_[node] != Role::kTaken) roles_[node] = role;
    return;
  }
  if (at != kNone && roles_[at] != Role::kTaken) {
    if (roles_[at] == Role::kInherit || roles_[at] == Role::kType || roles_[at] == Role::kRead) roles_[at] = role;
  }
}

}  // namespace cg::parse
