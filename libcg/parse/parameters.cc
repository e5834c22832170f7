#include <algorithm>
#include <cctype>

#include "libcg/parse/extraction.h"

// What a call must bring: how many parameters a definition has, how many of them it needs, and their types.

namespace cg::parse {
namespace {

/// Whether a parameter's text says that callers may leave it out: `a = 1`, `a?: T`, but neither `f: A => B` nor
/// `@B(c = 1) a` nor `List<?> a`.
bool has_default(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char after = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth != 0) continue;
    if (c == '=' && after != '>' && after != '=') return true;
    if (c == '?' && after == ':') return true;
  }
  return text.ends_with('?') && text.find_first_of(": ") == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n(");
  return from == std::string_view::npos ? std::string_view{} : text.substr(from);
}

}  // namespace

/// The declared type of a parameter: its `type` field, or what the rule that binds it takes for its @type.
std::uint32_t Extraction::type_of_param(std::uint32_t node) const {
  std::uint32_t type = child_in_field(node, language_.type_field());
  if (type != kNone) return type;
  for (const CompiledRule& rule : language_.declarations(syntax_.nodes[node].symbol)) {
    if (rule.act != Act::kLocal && rule.act != Act::kDefine) continue;
    match_rule(context_, *rule.rule, node, [&](const Captures& captures) {
      type = captures.first(language_.captures().type);
      return true;
    });
    if (type != kNone) break;
  }
  return type;
}

/// Parameters are the children of a list; the def.param rules inside bind them later. Types by the `type` field;
/// defaults by a `value`-like field; variadic by text. A leading self is not counted. `given`: the children that are
/// parameters, where modifiers and defaults stand beside them in the list.
void Extraction::count_params(Symbol& symbol, std::uint32_t list, const std::vector<std::uint32_t>& given) {
  std::vector<std::uint32_t> types;
  std::string labels;
  std::uint32_t required = 0;
  bool first = true;
  const auto add = [&](std::uint32_t at, std::string_view before = {}, std::string_view after = {}) {
    const std::string_view text = syntax_.text(at);
    const bool self_like = first && (is_self_name(text.substr(0, text.find_first_of(" :="))) ||
                                     text.starts_with("&") || text.starts_with("mut self"));
    first = false;
    if (self_like && text.find("self") != std::string_view::npos) return;
    if (text == "void" || text == "/" || text == "*") return;
    if (text.starts_with("*") || text.find("...") != std::string_view::npos || text.starts_with("params ") ||
        before.starts_with("vararg") || after.starts_with("...") || (text.ends_with("*") && text.find(':') != std::string_view::npos)) {
      symbol.variadic = true;
      labels += parameter_label(at, true);
      return;
    }
    labels += parameter_label(at, false);
    const std::uint32_t type = type_of_param(at);
    const std::size_t known = types.size();
    types.push_back(type);
    const std::uint32_t name = child_in_field(at, language_.name_field());
    for (std::uint32_t part = name; part != kNone && part < syntax_.nodes[at].next; part = syntax_.nodes[part].next) {
      const bool another = part != name && syntax_.nodes[part].field == syntax_.nodes[name].field;
      if (another && syntax_.nodes[part].symbol == syntax_.nodes[name].symbol) types.push_back(type);  // `a, b int` is two
    }
    const bool defaulted = has_default(text) || after.starts_with("=");
    if (language_.label_symbol() != 0) {  // labels say which are left out
      required += defaulted ? 0U : static_cast<std::uint32_t>(types.size() - known);
    } else if (!defaulted || required + 1 < types.size()) {
      required = defaulted ? required : static_cast<std::uint32_t>(types.size());
    }
  };
  if (syntax_.is_leaf(list)) {
    if (syntax_.text(list).find_first_not_of("() \t\n") != std::string_view::npos) add(list);
  } else if (!given.empty()) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      const std::uint32_t from = i == 0 ? syntax_.nodes[list].start : syntax_.nodes[given[i - 1]].end;
      const std::uint32_t to = i + 1 < given.size() ? syntax_.nodes[given[i + 1]].start : syntax_.nodes[list].end;
      const Node& n = syntax_.nodes[given[i]];
      const std::string_view before = syntax_.source.substr(from, n.start - from);
      add(given[i], trimmed(before.substr(before.rfind(',') + 1)), trimmed(syntax_.source.substr(n.end, to - n.end)));
    }
  } else {
    bool typed = false;  // `params T[] name` in C# is no node of its own, but a type and a name
    for (std::uint32_t at = list + 1; at < syntax_.nodes[list].next; at = syntax_.nodes[at].next) {
      const Node& n = syntax_.nodes[at];
      if (language_.is_comment(n.symbol)) continue;
      if (n.field != 0 && n.field == language_.type_field()) {
        typed = true;
      } else if (typed && n.field == language_.name_field()) {
        symbol.variadic = true;
      } else {
        add(at);
      }
    }
  }
  const std::string_view name = names_.view(symbol.name);
  const bool is_operator = !name.empty() && std::ispunct(static_cast<unsigned char>(name[0])) != 0 && name[0] != '_' && name[0] != '`';
  symbol.labels = is_operator ? NameId{0} : names_.intern(labels);  // operands have none
  symbol.params = static_cast<std::uint16_t>(std::min<std::size_t>(types.size(), 0xffff));
  symbol.required = static_cast<std::uint16_t>(std::min<std::size_t>(required, 0xffff));
  types.resize(symbol.params);
  pending_.back().params = std::move(types);
}

}  // namespace cg::parse
