#include "libcg/graph/qualified_name.h"

#include <algorithm>

namespace cg::graph {
namespace {

/// The bytes of the separator that begins at `at`; 0 if none does. A lone ':' is one, too: Lua's methods.
std::size_t separator_bytes(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '.':
    case '#':
    case '/': return 1;
    case ':': return at + 1 < text.size() && text[at + 1] == ':' ? 2 : 1;
    default: return 0;
  }
}

}  // namespace

std::string with_separator(std::string_view name, char separator) {
  std::string out;
  out.reserve(name.size());
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t bytes = separator_bytes(name, i);
    out += bytes == 0 ? name[i] : separator;
    i += std::max<std::size_t>(bytes, 1);
  }
  return out;
}

bool fits_qualified(std::string_view name, std::string_view wanted) {
  const std::string whole = with_separator(name, '\0');  // no source has it in a name
  const std::string tail = with_separator(wanted, '\0');
  if (!whole.ends_with(tail)) return false;
  return whole.size() == tail.size() || whole[whole.size() - tail.size() - 1] == '\0';
}

std::vector<std::string_view> possible_last_parts(std::string_view name) {
  std::vector<std::string_view> parts{name};
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t bytes = separator_bytes(name, i);
    i += std::max<std::size_t>(bytes, 1);
    if (bytes != 0 && i < name.size()) parts.push_back(name.substr(i));
  }
  return parts;
}

}  // namespace cg::graph
