#include <algorithm>

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

}  // namespace

/// Parameters are the children of a list; the def.param rules inside bind them later. Types by the `type` field;
/// defaults by a `value`-like field; variadic by text. A leading self is not counted.
void Extraction::count_params(Symbol& symbol, std::uint32_t list) {
  std::vector<std::uint32_t> types;
  std::uint32_t required = 0;
  bool first = true;
  const auto add = [&](std::uint32_t at) {
    const std::string_view text = syntax_.text(at);
    const bool self_like = first && (is_self_name(text.substr(0, text.find_first_of(" :="))) ||
                                     text.starts_with("&") || text.starts_with("mut self"));
    first = false;
    if (self_like && text.find("self") != std::string_view::npos) return;
    if (text == "void" || text == "/" || text == "*") return;
    if (text.starts_with("*") || text.find("...") != std::string_view::npos || text.starts_with("params ") ||
        text.starts_with("vararg ")) {
      symbol.variadic = true;
      return;
    }
    const std::uint32_t type = child_in_field(at, language_.type_field());
    types.push_back(type);
    std::uint32_t names = 0;  // `a, b int` is two parameters
    if (language_.name_field() != 0) {
      for (std::uint32_t part = at + 1; part < syntax_.nodes[at].next; part = syntax_.nodes[part].next) {
        if (syntax_.nodes[part].field == language_.name_field() && names++ > 0) types.push_back(type);
      }
    }
    const bool defaulted = has_default(text);
    if (!defaulted || required + 1 < types.size()) required = defaulted ? required : static_cast<std::uint32_t>(types.size());
  };
  if (syntax_.is_leaf(list)) {
    if (syntax_.text(list).find_first_not_of("() \t\n") != std::string_view::npos) add(list);
  } else {
    for (std::uint32_t at = list + 1; at < syntax_.nodes[list].next; at = syntax_.nodes[at].next) {
      if (!language_.is_comment(syntax_.nodes[at].symbol)) add(at);
    }
  }
  symbol.params = static_cast<std::uint16_t>(std::min<std::size_t>(types.size(), 0xffff));
  symbol.required = static_cast<std::uint16_t>(std::min<std::size_t>(required, 0xffff));
  types.resize(symbol.params);
  pending_.back().params = std::move(types);
}

}  // namespace cg::parse
