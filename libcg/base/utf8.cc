#include "libcg/base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace cg {
namespace {

constexpr Utf8Char kInvalid{0xfffd, 1, false};

bool is_continuation(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// Source text is mostly ASCII: eight bytes a step until one is not.
std::size_t ascii_prefix(std::string_view text, std::size_t at) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  while (text.size() - at >= sizeof kHighBits) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
    at += sizeof word;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

void append_hex(std::string& out, std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += {'\\', 'x', kDigits[value >> 4], kDigits[value & 15]};
  }
}

}  // namespace

bool is_hidden_control(char32_t code) noexcept {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  return code == 0x61c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

Utf8Char decode_utf8(std::string_view text, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t size = 0;
  char32_t code = 0;
  char32_t least = 0;  // of this length; anything below is overlong
  if ((lead & 0xe0) == 0xc0) {
    size = 2, code = lead & 0x1fU, least = 0x80;
  } else if ((lead & 0xf0) == 0xe0) {
    size = 3, code = lead & 0x0fU, least = 0x800;
  } else if ((lead & 0xf8) == 0xf0) {
    size = 4, code = lead & 0x07U, least = 0x10000;
  } else {
    return kInvalid;
  }
  if (text.size() - at < size) return kInvalid;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[at + i])) return kInvalid;
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
  }
  if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return kInvalid;
  return {code, size, true};
}

bool valid_utf8(std::string_view text) noexcept {
  std::size_t at = ascii_prefix(text, 0);
  while (at < text.size()) {
    const Utf8Char c = decode_utf8(text, at);
    if (!c.valid) return false;
    at = ascii_prefix(text, at + c.size);
  }
  return true;
}

void append_printable(std::string& out, std::string_view text) {
  std::size_t shown = 0;  // text[shown, at) is fine as it is and not yet appended
  std::size_t at = 0;
  for (;;) {
    while (at < text.size() && text[at] >= 0x20 && text[at] < 0x7f) ++at;  // nearly all there is
    if (at == text.size()) break;
    const Utf8Char c = decode_utf8(text, at);
    if (c.valid && !is_hidden_control(c.code)) {
      at += c.size;
      continue;
    }
    out.append(text, shown, at - shown);
    switch (c.code) {
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      default: append_hex(out, text.substr(at, c.size));
    }
    at += c.size;
    shown = at;
  }
  out.append(text, shown, text.size() - shown);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_printable(out, text);
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\n\t", start), text.size());
    append_printable(out, text.substr(start, end - start));
    if (end < text.size()) out += text[end];
    start = end + 1;
  }
  return out;
}

}  // namespace cg
