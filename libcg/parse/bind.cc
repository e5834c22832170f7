#include <algorithm>

#include "libcg/parse/extraction.h"

// Names that live inside functions: locals, parameters, type parameters; and which part of a value each of them takes.

namespace cg::parse {

void Extraction::bind_local(const CompiledRule& rule, std::uint32_t node, const Captures& captures) {
  const CaptureNames& c = language_.captures();
  const std::uint32_t name_node = captures.first(c.name);
  if (rule.rule->has("followed")) followed_until_ = syntax_.nodes[node].next;
  const std::string_view given = rule.rule->setting("name");  // a name that nothing writes: `it` in a lambda
  if (name_node == Captures::kNoNode && given.empty()) return;
  if (rule.rule->has("pattern") && !syntax_.is_leaf(name_node)) {
    bind_pattern(name_node, opens_[node] != kNone ? opens_[node] : current_scope_);
    return;
  }
  NamePlace place;
  if (given.empty()) {
    place = name_place(name_node);
  } else {
    place.leaf = node;
  }
  if (place.owner != kNone) return;
  if (roles_[place.leaf] == Role::kTaken && captures.first(c.body) == kNone) return;
  Binding b;
  b.name = given.empty() ? name_of(place.leaf) : names_.intern(given);
  b.scope = opens_[node] != kNone ? opens_[node] : current_scope_;
  const std::uint32_t body = captures.first(c.body);
  if (body != kNone) {  // bound there only
    if (opens_[body] == kNone) {
      Scope inner = scopes_.at(b.scope);
      inner.members = false;
      inner.parent = b.scope;
      opens_[body] = scopes_.open(inner);
    }
    b.scope = opens_[body];
  }
  if (scopes_.is_outer(b.name, b.scope)) {  // global x; x = 1
    set_head_role(name_node, Role::kWrite);
    return;
  }
  b.type_node = captures.first(c.type);
  b.value_node = captures.first(c.value);
  b.is_type = rule.act == Act::kTypeParam;
  b.via = via_of(*rule.rule);
  if (rule.rule->has("paired")) b.via = pair(place.leaf, b.value_node);
  const std::uint32_t part = captures.first(c.item);
  b.item = item_of(b.via, captures, part == kNone ? place.leaf : part);
  b.parameter = parameter_at(place.leaf, b.scope);
  b.pointer = language_.has_operators() && given.empty() && points(name_node, b.value_node);
  b.visible_from = given.empty() ? syntax_.nodes[place.leaf].end : syntax_.nodes[node].start;
  if (b.value_node != kNone && (b.via == Via::kValue || syntax_.nodes[b.value_node].start >= b.visible_from)) {
    b.visible_from = std::max(b.visible_from, syntax_.nodes[b.value_node].end);
  }
  if (given.empty()) b.visible_from = std::max(b.visible_from, end_of_matched(place.leaf));
  if (b.is_type) b.visible_from = 0;
  if (given.empty() && !rule.rule->has("shared")) roles_[place.leaf] = Role::kTaken;
  if (b.is_type) {
    b.item = place_in_list(node, place.leaf);
    if (Binding* other = scopes_.type_binding(b.name, b.scope); other != nullptr) {  // its bound stands elsewhere
      if (b.type_node == kNone) {
        other->item = b.item;
        return;
      }
      b.item = other->item;
    }
  }
  if (rule.rule->has("given") && b.type_node == kNone && b.value_node == kNone) {
    b.via = Via::kGiven;
    b.value_node = place.leaf;
    while (b.value_node != 0 && opens_[b.value_node] != b.scope) b.value_node = syntax_.nodes[b.value_node].parent;
    if (!given.empty()) {
      b.item = given_number(given);
    } else if (part != kNone) {
      b.item = place_in_list(part, part);
    } else {
      b.item = node == b.value_node ? 0 : place_in_list(node, place.leaf);
    }
  }
  if (b.type_node != kNone) set_head_role(b.type_node, Role::kType);
  scopes_.bind(b);
}

/// Where the value ends that the pattern around `leaf` takes apart, if it is written behind: in `let Some(x) = x` the second x is
/// one of before. 0 if there is no such pattern; what stands behind `=>` is no value that is taken apart, but what follows from it.
std::uint32_t Extraction::end_of_matched(std::uint32_t leaf) const {
  if (language_.pattern_field() == 0) return 0;
  constexpr int kMaxLevels = 8;  // patterns in patterns
  for (std::uint32_t at = leaf, level = 0; level < kMaxLevels && at != 0; at = syntax_.nodes[at].parent, ++level) {
    if (syntax_.nodes[at].field != language_.pattern_field()) continue;
    const std::uint32_t value = child_in_field(syntax_.nodes[at].parent, language_.value_field());
    if (value == kNone) continue;
    const auto& nodes = syntax_.nodes;
    if (value < at) return 0;
    const std::string_view between = syntax_.source.substr(nodes[at].end, nodes[value].start - nodes[at].end);
    return between.find("=>") == std::string_view::npos ? nodes[value].end : 0;
  }
  return 0;
}

/// How many of its like stand before a node (or, where that is a list itself, before a leaf directly in it).
std::uint32_t Extraction::place_in_list(std::uint32_t node, std::uint32_t leaf) const {
  const auto before = [&](std::uint32_t child) {
    std::uint32_t count = 0;
    for (std::uint32_t at = syntax_.nodes[child].parent + 1; at < child; at = syntax_.nodes[at].next) {
      if (syntax_.nodes[at].symbol == syntax_.nodes[child].symbol) ++count;
    }
    return count;
  };
  return before(node) + (leaf != node && syntax_.nodes[leaf].parent == node ? before(leaf) : 0);
}

Via Extraction::via_of(const Rule& rule) const {
  if (rule.has("element")) return rule.has("item") ? Via::kElementItem : Via::kElement;
  if (rule.has("unwrap")) return Via::kUnwrap;
  if (rule.has("item")) return Via::kItem;
  return rule.has("member") ? Via::kMember : Via::kValue;
}

/// `a, b = x, y` pairs names and values; `a, b = f()` takes one value apart. `value` is the list of values, and becomes
/// the name's own where there is one.
Via Extraction::pair(std::uint32_t leaf, std::uint32_t& value) const {
  const auto& nodes = syntax_.nodes;
  const std::uint32_t list = nodes[leaf].parent;
  std::uint32_t place = 0;
  std::uint32_t names = 0;
  for (std::uint32_t at = list + 1; at < nodes[list].next; at = nodes[at].next) {
    if (nodes[at].field != nodes[leaf].field) continue;
    if (at < leaf) ++place;
    ++names;
  }
  if (names < 2 || value == kNone) return Via::kValue;
  const std::uint32_t first = value + 1;
  if (syntax_.is_leaf(value) || nodes[first].next >= nodes[value].next) return Via::kItem;
  std::uint32_t at = first;
  for (; place > 0 && at < nodes[value].next; --place) at = nodes[at].next;
  value = at < nodes[value].next ? at : kNone;
  return Via::kValue;
}

/// Which part of the value a name takes: its place among its siblings, or the member of that name (or of @key's).
std::uint32_t Extraction::item_of(Via via, const Captures& captures, std::uint32_t leaf) {
  std::uint32_t item = 0;
  if (via == Via::kItem || via == Via::kElementItem) {
    const std::uint32_t extent = captures.first(language_.captures().extent);
    const std::uint32_t part = extent == kNone ? leaf : extent;
    for (std::uint32_t at = syntax_.nodes[part].parent + 1; at < part; at = syntax_.nodes[at].next) {
      if (syntax_.nodes[at].field == 0 || syntax_.nodes[at].field != language_.type_field()) ++item;  // Circle(r): the type stands before
    }
  } else if (via == Via::kMember) {
    const std::uint32_t key = captures.first(language_.captures().key);
    item = name_of(key == kNone ? leaf : key);
  }
  return item;
}

/// Every name in a pattern is bound, except what begins with a capital or is called: those are constructors and functions.
void Extraction::bind_pattern(std::uint32_t pattern, std::uint32_t scope) {
  for (std::uint32_t at = pattern; at < syntax_.nodes[pattern].next;) {
    bool skip = roles_[at] == Role::kTaken;
    bool name = false;
    const char first = syntax_.source[syntax_.nodes[at].start];
    for (const CompiledRule& rule : language_.expressions(syntax_.nodes[at].symbol)) {
      if (!match_rule(context_, *rule.rule, at, [](const Captures&) { return true; })) continue;
      skip = skip || (rule.op == Op::kCall && (first < 'A' || first > 'Z'));
      name = rule.op == Op::kName && !rule.rule->has("type");
      break;
    }
    if (!skip && name && syntax_.is_leaf(at) && (first < 'A' || first > 'Z')) {
      Binding b;
      b.name = name_of(at);
      b.scope = scope;
      b.visible_from = syntax_.nodes[at].end;
      roles_[at] = Role::kTaken;
      scopes_.bind(b);
    }
    at = skip ? syntax_.nodes[at].next : at + 1;
  }
}

}  // namespace cg::parse
