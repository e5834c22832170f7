#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cg {

/// One code point, or one byte that does not belong to any.
struct Utf8Char {
  char32_t code = 0;      ///< U+FFFD if not valid
  std::size_t size = 0;   ///< bytes taken: 1 to 4
  bool valid = false;
};

/// Decodes the code point that starts at `at`, which must lie inside text. Overlong forms, surrogates and values
/// above U+10FFFF are not valid (RFC 3629); an invalid sequence takes one byte.
[[nodiscard]] Utf8Char decode_utf8(std::string_view text, std::size_t at) noexcept;

/// Characters that never go to a terminal raw: C0, DEL and C1 controls, which it obeys, and bidirectional controls,
/// which make it show another text than the one that is there (CVE-2021-42574).
[[nodiscard]] bool is_hidden_control(char32_t code) noexcept;

[[nodiscard]] bool valid_utf8(std::string_view text) noexcept;

/// Text that can be shown on a terminal or put into one line: tab, newline and carriage return become \t, \n and \r;
/// other control characters (C0, DEL, C1), bidirectional overrides, and bytes that are not UTF-8 become \xNN each.
/// Backslashes stay as they are, so this is for reading, not for decoding back.
[[nodiscard]] std::string printable(std::string_view text);
/// The same, appended.
void append_printable(std::string& out, std::string_view text);
/// The same for a text of many lines: newlines and tabs stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace cg
