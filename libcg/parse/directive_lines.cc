#include "libcg/parse/directive_lines.h"

#include <algorithm>

namespace cg::parse {

bool has_directive_lines(std::string_view language) { return language == "swift"; }

void mask_directive_lines(MaskedText& text) {
  const std::string_view source = text.source();
  for (std::size_t at = source.find('#'); at != std::string_view::npos; at = source.find('#', at + 1)) {
    const std::string_view before = source.substr(0, at);
    const std::size_t code = before.find_last_not_of(" \t");
    if (code != std::string_view::npos && before[code] != '\n') continue;
    const std::string_view rest = source.substr(at + 1);
    const std::string_view word = rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
    if (word != "if" && word != "elseif" && word != "else" && word != "endif") continue;
    const std::size_t end = std::min(source.find('\n', at), source.size());
    text.blank(at, end);
    at = end - 1;
  }
}

}  // namespace cg::parse
