#include "libcg/parse/soft_keywords.h"

#include <algorithm>

// Kotlin's grammar reads `open = isOpen` as the beginning of an open class, and, at the start of a line, `in1.close()` as
// `in 1`: each costs the class around it. A modifier stands in front of a word; what an operator follows is a name. A name
// that goes on behind `in` is no `in`.

namespace cg::parse {
namespace {

constexpr std::string_view kModifiers[] = {"dynamic", "external", "final",  "infix",  "inline",  "internal", "lateinit", "open",
                                           "override", "public",  "sealed", "suspend", "tailrec", "vararg"};
constexpr std::string_view kOperators[] = {"as", "else", "in", "is"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c); }

bool begins_like_operator(std::string_view word) {
  return std::any_of(std::begin(kOperators), std::end(kOperators), [&](std::string_view op) {
    return word.size() > op.size() && word.starts_with(op) && (is_digit(word[op.size()]) || word[op.size()] == '_');
  });
}

bool is_modifier(std::string_view word) { return std::binary_search(std::begin(kModifiers), std::end(kModifiers), word); }

/// Whether what follows can only follow a name.
bool names_something(std::string_view word, std::string_view rest) {
  const std::size_t next = rest.find_first_not_of(" \t");
  if (next == std::string_view::npos) return false;
  if (rest[next] == '(') return word != "suspend";  // suspend (Int) -> Unit is a type
  return std::string_view("=.,)[+-*/;<>!?:").find(rest[next]) != std::string_view::npos;
}

}  // namespace

bool has_soft_keywords(std::string_view language) { return language == "kotlin"; }

void mask_soft_keywords(MaskedText& text) {
  const std::string_view source = text.source();
  for (std::size_t at = 0; at < source.size();) {
    if (!is_word(source[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < source.size() && is_word(source[end])) ++end;
    const std::string_view word = source.substr(at, end - at);
    const bool name = begins_like_operator(word) || (is_modifier(word) && names_something(word, source.substr(end)));
    if (name) text.write(at, '_');
    at = end;
  }
}

}  // namespace cg::parse
