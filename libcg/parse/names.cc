#include <algorithm>
#include <cctype>

#include "libcg/parse/extraction.h"

// Where names hang in a tree, and what can be said of a node without looking at other nodes' rules.

namespace cg::parse {

bool is_class_like(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kClass:
    case SymbolKind::kStruct:
    case SymbolKind::kUnion:
    case SymbolKind::kEnum:
    case SymbolKind::kInterface:
    case SymbolKind::kTrait:
    case SymbolKind::kImpl: return true;
    default: return false;
  }
}

bool is_function_like(SymbolKind kind) {
  return kind == SymbolKind::kFunction || kind == SymbolKind::kMethod || kind == SymbolKind::kConstructor ||
         kind == SymbolKind::kTest;
}

std::string_view bare_name(std::string_view text) {
  if (text.size() < 2) return text;
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  if (text[0] == ':' && text[1] != ':' && !(text.back() == ':' || (!is_word(text[1]) && !is_word(text.back())))) return text.substr(1);
  if (text.back() == '.' && is_word(text[text.size() - 2])) return text.substr(0, text.size() - 1);  // the module in `M.lookup`
  if (const std::size_t end = text.find_last_not_of(" \t\r\n"); end != 0 && end + 1 < text.size() && text[end] == ':') {
    return text.substr(0, end);  // a keyword: `port: 80`
  }
  if (text[0] == '<' && !is_word(text[1]) && text[1] != '.') return text;  // an operator
  if (text[0] == '@') return text.substr(text[1] == '@' ? 2 : 1);
  while (text.size() >= 2 && std::string_view("\"'`<").find(text.front()) != std::string_view::npos) {
    const char close = text.front() == '<' ? '>' : text.front();
    if (text.back() != close || (close == '>' && std::string_view("=->~").find(text[1]) != std::string_view::npos)) break;  // <=>
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

/// `operator ==` is called operator==, as those write it who leave the blank out.
NameId Extraction::intern_name(std::string_view text) {
  constexpr std::string_view kWord = "operator";
  if (text.size() <= kWord.size() || !text.starts_with(kWord) || text[kWord.size()] != ' ') return names_.intern(text);
  std::string name(text);
  if (std::any_of(name.begin() + kWord.size(), name.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; })) {
    return names_.intern(text);  // operator bool, operator new
  }
  name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
  return names_.intern(name);
}

std::uint32_t Extraction::child_in_field(std::uint32_t node, std::uint16_t field) const {
  if (field == 0) return kNone;
  for (std::uint32_t at = node + 1; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
    if (syntax_.nodes[at].field == field) return at;
  }
  return kNone;
}

std::uint32_t Extraction::first_child(std::uint32_t node) const {
  for (std::uint32_t at = node + 1; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
    if (!language_.passes_over(syntax_.nodes[at].symbol)) return at;
  }
  return kNone;
}

std::uint32_t Extraction::only_child(std::uint32_t node) const {
  const std::uint32_t first = first_child(node);
  if (first == kNone) return kNone;
  for (std::uint32_t at = syntax_.nodes[first].next; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
    if (!language_.passes_over(syntax_.nodes[at].symbol)) return kNone;
  }
  return first;
}

/// The first expression rule for a node's type that is a name, member or generic says where its name is; declarators
/// (C, C++) lead to it through their `declarator` field; what else is a wrapper with one child.
Extraction::NamePlace Extraction::name_place(std::uint32_t node) const {
  NamePlace place;
  for (std::uint32_t depth = 0; depth < kMaxDepth; ++depth) {
    const auto rules = language_.expressions(syntax_.nodes[node].symbol);
    std::uint32_t next = kNone;
    bool stop = false;
    for (const CompiledRule& rule : rules) {
      if (rule.op != Op::kName && rule.op != Op::kMember && rule.op != Op::kGeneric && rule.op != Op::kSelf) continue;
      const bool matched = match_rule(context_, *rule.rule, node, [&](const Captures& c) {
        if (rule.op == Op::kMember) {
          if (c.first(language_.captures().base) != Captures::kNoNode) place.owner = c.first(language_.captures().base);
          next = c.first(language_.captures().name);
        } else if (rule.op == Op::kGeneric) {
          next = c.first(language_.captures().base);
        }
        return true;
      });
      if (matched) {
        stop = next == kNone;
        break;
      }
    }
    if (stop || syntax_.is_leaf(node)) break;
    const std::uint32_t params = child_in_field(node, language_.parameters_field());
    if (params != kNone) place.params = params;
    if (next == kNone) next = child_in_field(node, language_.declarator_field());
    if (next == kNone) next = child_in_field(node, language_.name_field());
    if (next == kNone) next = first_child(node);
    if (next == kNone) break;
    node = next;
  }
  place.leaf = node;
  return place;
}

/// The node that carries the name of an expression: the member's name of a.b, the name itself, T of T<A>; kNone when
/// the expression has none (a call, a literal).
std::uint32_t Extraction::head(std::uint32_t node) const {
  for (std::uint32_t depth = 0; depth < kMaxDepth; ++depth) {
    std::uint32_t next = kNone;
    bool known = false;
    for (const CompiledRule& rule : language_.expressions(syntax_.nodes[node].symbol)) {
      const bool matched = match_rule(context_, *rule.rule, node, [&](const Captures& c) {
        if (rule.op == Op::kGeneric || rule.op == Op::kUnwrap || rule.op == Op::kIndex || rule.op == Op::kInstance) {
          next = c.first(language_.captures().base);
          if (next == Captures::kNoNode) next = c.first(language_.captures().type);
        }
        return true;
      });
      if (!matched) continue;
      known = true;
      if (rule.op == Op::kName || rule.op == Op::kMember || rule.op == Op::kSelf || rule.op == Op::kSuper) return node;
      break;
    }
    if (known && next == kNone) return kNone;
    if (next == kNone) next = only_child(node);
    if (next == kNone) return kNone;
    node = next;
  }
  return kNone;
}

/// Qualified names may nest to the right: a::(b::c). Whether `node` is such a name inside another.
bool Extraction::nests_right(std::uint32_t node) const {
  const Node& n = syntax_.nodes[node];
  const Node& around = syntax_.nodes[n.parent];
  if (around.symbol != n.symbol || around.next != n.next || around.start == n.start) return false;
  const auto rules = language_.expressions(n.symbol);
  return !rules.empty() && rules.front().op == Op::kMember;
}

/// The qualifier before a qualifier: a for the b of a::(b::c); kNone for any other node.
std::uint32_t Extraction::qualifier_of(std::uint32_t node) const {
  const std::uint32_t around = syntax_.nodes[node].parent;
  if (around == 0 || syntax_.nodes[around].next == syntax_.nodes[node].next || !nests_right(around)) return kNone;
  const std::uint32_t first = syntax_.nodes[around].parent + 1;
  return first == around ? kNone : first;
}

Position Extraction::position(std::uint32_t byte) const {
  const std::uint32_t line = syntax_.line_of(byte);
  return {line, syntax_.column_of(byte, line)};
}

/// Names inside a plain function mean what they mean around it, once its locals are known: giving them the outer scope
/// makes equal expressions equal. Functions that import, or are written outside their class, keep their own.
std::uint32_t Extraction::lookup_scope(std::uint32_t symbol) const {
  while (symbol != 0 && is_function_like(out_.symbols[symbol].kind) && pending_[symbol].owner == kNone &&
         !has_imports_[symbol]) {
    symbol = out_.symbols[symbol].container;
  }
  return symbol;
}

bool Extraction::is_self_name(std::string_view text) const {
  std::string_view names = language_.policy().self;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (names.substr(0, end) == text) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

/// The `body` field of a node; in grammars without, its child of a type called *_body.
std::uint32_t Extraction::body_of(std::uint32_t node) const {
  const std::uint32_t block = child_in_field(node, language_.body_field());
  if (block != kNone || language_.body_field() != 0) return block;
  for (std::uint32_t at = node + 1; at < syntax_.nodes[node].next; at = syntax_.nodes[at].next) {
    if (language_.is_body(syntax_.nodes[at].symbol)) return at;
  }
  return kNone;
}

std::string Extraction::signature(std::uint32_t start_byte, std::uint32_t node, std::uint32_t body) const {
  constexpr std::size_t kMaxBytes = 240;
  const Node& n = syntax_.nodes[node];
  std::uint32_t end = n.end;
  start_byte = std::min(std::max(start_byte, n.start), end);
  if (body != kNone) {
    const std::uint32_t block = body_of(body);
    if (block != kNone) {
      end = syntax_.nodes[block].start;
    } else if (body != node) {
      const std::size_t brace = syntax_.source.substr(0, syntax_.nodes[body].end).find('{', syntax_.nodes[body].start);
      if (brace != std::string_view::npos) end = static_cast<std::uint32_t>(brace);
    }
  }
  if (body != kNone) {  // a comment before the block is none of the signature
    for (std::uint32_t at = body + 1; at < syntax_.nodes[body].next && syntax_.nodes[at].start < end; at = syntax_.nodes[at].next) {
      if (language_.is_comment(syntax_.nodes[at].symbol) && syntax_.nodes[at].start > start_byte) end = syntax_.nodes[at].start;
    }
  }
  const std::string_view text = syntax_.source.substr(start_byte, end - start_byte);
  std::string out;
  out.reserve(std::min(text.size(), kMaxBytes) + 8);
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool continued = c == '\\' && i + 1 < text.size() && (text[i + 1] == '\n' || text[i + 1] == '\r');  // C's long lines
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || continued) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
    if (out.size() >= kMaxBytes) {
      while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xc0U) == 0x80U) out.pop_back();  // not inside UTF-8
      out += " ...";
      break;
    }
  }
  while (!out.empty() && (out.back() == '{' || out.back() == ':' || out.back() == ' ' || out.back() == ';' ||
                          out.back() == '=')) {
    out.pop_back();
  }
  return out;
}

}  // namespace cg::parse
