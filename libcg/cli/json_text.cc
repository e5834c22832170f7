#include "libcg/cli/json_text.h"

#include <fmt/format.h>

#include <iterator>

#include "libcg/base/utf8.h"

namespace cg::cli {
namespace {

bool is_plain_ascii(char byte) noexcept { return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\'; }

void append_escaped(std::string& out, std::string_view text, std::size_t at, const Utf8Char& c) {
  switch (c.code) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (!c.valid) {
    out += "\xef\xbf\xbd";
  } else if (is_hidden_control(c.code) || c.code == 0x2028 || c.code == 0x2029) {
    // All of them lie below U+10000: no surrogate pairs.
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c.code));
  } else {
    out.append(text, at, c.size);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t plain = at;
    while (at < text.size() && is_plain_ascii(text[at])) ++at;
    out.append(text, plain, at - plain);
    if (at == text.size()) break;
    const Utf8Char c = decode_utf8(text, at);
    append_escaped(out, text, at, c);
    at += c.size;
  }
  out += '"';
}

}  // namespace cg::cli
