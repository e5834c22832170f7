#include "libcg/parse/match.h"

#include <algorithm>
#include <cctype>

#include "libcg/base/ids.h"

namespace cg::parse {
namespace {

bool contains(const std::vector<std::uint16_t>& set, std::uint16_t symbol) {
  return std::find(set.begin(), set.end(), symbol) != set.end();
}

/// Backtracking over the children of each node, in continuation style: `then` runs when everything up to here fits and
/// says whether to stop. Patterns are a few levels deep and rooted on specific node types, so this stays cheap.
class Matching {
 public:
  Matching(const MatchContext& context, const Rule& rule, FunctionRef<bool(const Captures&)> found)
      : context_(context), syntax_(*context.syntax), rule_(rule), found_(found) {}

  bool run(std::uint32_t node) {
    return match_node(rule_.root, node, [&] {
      const std::size_t mark = captures_.size();
      const bool stop = find_ancestors(node) && predicates_hold() && found_(captures_);
      captures_.shrink(mark);
      return stop;
    });
  }

 private:
  template <class Then>
  bool match_node(const Step& step, std::uint32_t node, const Then& then) {
    const Node& n = syntax_.nodes[node];
    if (step.field != 0 && n.field != step.field) return false;
    const std::size_t mark = captures_.size();
    if (!step.alternatives.empty()) {
      for (const CaptureId id : step.captures) captures_.push(id, node);
      for (const Step& alternative : step.alternatives) {
        if (match_erased(alternative, node, then)) return true;
      }
      captures_.shrink(mark);
      return false;
    }
    if (step.symbols.empty() ? !is_named(n.symbol) : !contains(step.symbols, n.symbol)) return false;
    for (const std::uint16_t field : step.absent) {
      if (has_field(node, field)) return false;
    }
    for (const CaptureId id : step.captures) captures_.push(id, node);
    const bool stop = step.children.empty() ? then() : match_erased_children(step, node, then);
    captures_.shrink(mark);
    return stop;
  }

  // Recursion through templates would instantiate without end: below the root, continuations are erased.
  bool match_erased(const Step& step, std::uint32_t node, FunctionRef<bool()> then) {
    return match_node(step, node, then);
  }
  bool match_erased_children(const Step& step, std::uint32_t node, FunctionRef<bool()> then) {
    return match_children(step, 0, node + 1, syntax_.nodes[node].next, false, then);
  }

  /// Children from `child` on against step.children[index...]. `touching`: no sibling was passed over since the last match.
  bool match_children(const Step& step, std::size_t index, std::uint32_t child, std::uint32_t end, bool touching,
                      FunctionRef<bool()> then) {
    if (index == step.children.size()) return (!step.closed || nothing_follows(child, end)) && then();
    const Step& want = step.children[index];
    if (want.quantifier == Quantifier::kStar || want.quantifier == Quantifier::kPlus) {
      return match_repeat(step, index, child, end, then);
    }
    bool first = touching || index == 0;
    for (std::uint32_t at = child; at < end; at = syntax_.nodes[at].next) {
      if (want.anchored && !first && !is_passed_over(at)) break;
      const std::uint32_t after = syntax_.nodes[at].next;
      bool matched = false;
      if (!may_fit(want, at)) {
        if (!is_passed_over(at)) first = false;
        continue;
      }
      if (match_erased(want, at, [&] {
            matched = true;
            return match_children(step, index + 1, after, end, true, then);
          })) {
        return true;
      }
      if (want.quantifier == Quantifier::kOptional && matched) return false;
      if (!is_passed_over(at)) first = false;
    }
    return want.quantifier == Quantifier::kOptional && match_children(step, index + 1, child, end, touching || index == 0, then);
  }

  /// `*` and `+` take every child that fits, greedily: what a list of parameters or modifiers means.
  bool match_repeat(const Step& step, std::size_t index, std::uint32_t child, std::uint32_t end,
                    FunctionRef<bool()> then) {
    const Step& want = step.children[index];
    const std::size_t mark = captures_.size();
    std::uint32_t after = child;
    bool any = false;
    for (std::uint32_t at = child; at < end; at = syntax_.nodes[at].next) {
      if (!may_fit(want, at)) continue;
      Captures kept;
      const bool fits = match_erased(want, at, [&] {
        kept = captures_;
        return true;
      });
      if (!fits) continue;
      captures_ = kept;
      any = true;
      after = syntax_.nodes[at].next;
    }
    const bool stop = (any || want.quantifier == Quantifier::kStar) &&
                      match_children(step, index + 1, any ? after : child, end, any, then);
    captures_.shrink(mark);
    return stop;
  }

  /// What most children fail at, before anything is set up for them.
  [[nodiscard]] bool may_fit(const Step& step, std::uint32_t node) const {
    const Node& n = syntax_.nodes[node];
    if (step.field != 0 && n.field != step.field) return false;
    return step.symbols.empty() || contains(step.symbols, n.symbol);
  }

  [[nodiscard]] bool is_named(std::uint16_t symbol) const {  // an error node has no number in the table
    return symbol >= context_.named->size() || (*context_.named)[symbol];
  }

  /// Comments, and tokens: `.` speaks of named siblings.
  [[nodiscard]] bool is_passed_over(std::uint32_t node) const {
    const std::uint16_t symbol = syntax_.nodes[node].symbol;
    if (!is_named(symbol)) return true;
    return symbol < context_.comment->size() && (*context_.comment)[symbol];
  }

  [[nodiscard]] bool nothing_follows(std::uint32_t child, std::uint32_t end) const {
    for (; child < end; child = syntax_.nodes[child].next) {
      if (!is_passed_over(child)) return false;
    }
    return true;
  }

  [[nodiscard]] bool has_field(std::uint32_t node, std::uint16_t field) const {
    for (std::uint32_t at = node + 1; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
      if (syntax_.nodes[at].field == field) return true;
    }
    return false;
  }

  [[nodiscard]] bool has_child(std::uint32_t node, const std::vector<std::uint16_t>& symbols) const {
    for (std::uint32_t at = node + 1; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
      if (contains(symbols, syntax_.nodes[at].symbol)) return true;
    }
    return false;
  }

  [[nodiscard]] bool has_ancestor(std::uint32_t node, const std::vector<std::uint16_t>& symbols) const {
    while (node != 0) {
      node = syntax_.nodes[node].parent;
      if (contains(symbols, syntax_.nodes[node].symbol)) return true;
    }
    return false;
  }

  /// Declarators nest inside out: `int (*f)(int)` is a function_declarator around brackets around a pointer around f.
  [[nodiscard]] bool declares(std::uint32_t node, const std::vector<std::uint16_t>& symbols) const {
    bool fits = false;
    for (std::uint32_t depth = 0; depth < kMaxDepth; ++depth) {
      std::uint32_t next = kNone;
      for (std::uint32_t at = node + 1; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
        if (syntax_.nodes[at].field == context_.declarator_field) next = at;
      }
      const std::uint16_t symbol = syntax_.nodes[node].symbol;
      if (next != kNone) {
        fits = contains(symbols, symbol);
      } else {  // brackets, references: a declarator without a field for what it declares
        if (symbol >= context_.declarator->size() || !(*context_.declarator)[symbol] || syntax_.is_leaf(node)) break;
        next = node + 1;
      }
      node = next;
    }
    return fits;
  }

  [[nodiscard]] bool holds(const Predicate& p) const {
    using K = Predicate::Kind;
    const std::uint32_t node = captures_.first(p.capture);
    if (node == Captures::kNoNode) return false;
    const std::string_view text = syntax_.text(node);
    switch (p.kind) {
      case K::kEqual: {
        if (p.other == 0) return !p.texts.empty() && text == p.texts[0];
        const std::uint32_t other = captures_.first(p.other);
        return other != Captures::kNoNode && text == syntax_.text(other);
      }
      case K::kAnyOf: return std::find(p.texts.begin(), p.texts.end(), text) != p.texts.end();
      case K::kPrefix:
        return std::any_of(p.texts.begin(), p.texts.end(), [&](const std::string& prefix) { return text.starts_with(prefix); });
      case K::kUpper:
        return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isupper(c) != 0; }) &&
               std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c) != 0; });
      case K::kCapital: return !text.empty() && std::isupper(static_cast<unsigned char>(text[0])) != 0;
      case K::kHasParent: return node != 0 && contains(p.symbols, syntax_.nodes[syntax_.nodes[node].parent].symbol);
      case K::kHasAncestor: return has_ancestor(node, p.symbols);
      case K::kHasChild: return has_child(node, p.symbols);
      case K::kDeclares: return declares(node, p.symbols);
      case K::kOutermost: return !has_ancestor(node, p.symbols);
      case K::kAnnotated: return annotated(node, p);
      case K::kAncestor: return true;  // find_ancestors has seen to it
    }
    return false;
  }

  /// The node before a node in the array is the last one below the sibling before it.
  [[nodiscard]] bool annotated(std::uint32_t node, const Predicate& p) const {
    const std::uint32_t parent = syntax_.nodes[node].parent;
    for (std::uint32_t at = node; node != 0 && at - 1 != parent;) {
      --at;
      while (syntax_.nodes[at].parent != parent) at = syntax_.nodes[at].parent;
      if (is_passed_over(at)) continue;
      if (!contains(p.symbols, syntax_.nodes[at].symbol)) return false;
      const std::string_view text = syntax_.text(at);
      if (std::any_of(p.texts.begin(), p.texts.end(), [&](const std::string& t) { return text.starts_with(t); })) return true;
    }
    return false;
  }

  bool find_ancestors(std::uint32_t node) {
    for (const Predicate& p : rule_.predicates) {
      if (p.kind != Predicate::Kind::kAncestor) continue;
      std::uint32_t at = node;
      do {
        if (at == 0) return false;
        at = syntax_.nodes[at].parent;
      } while (!contains(p.symbols, syntax_.nodes[at].symbol));
      captures_.push(p.capture, at);
    }
    return true;
  }

  [[nodiscard]] bool predicates_hold() const {
    return std::all_of(rule_.predicates.begin(), rule_.predicates.end(),
                       [&](const Predicate& p) { return holds(p) != p.negated; });
  }

  const MatchContext& context_;
  const Syntax& syntax_;
  const Rule& rule_;
  FunctionRef<bool(const Captures&)> found_;
  Captures captures_;
};

}  // namespace

bool match_rule(const MatchContext& context, const Rule& rule, std::uint32_t node,
                FunctionRef<bool(const Captures&)> found) {
  return Matching(context, rule, found).run(node);
}

}  // namespace cg::parse
