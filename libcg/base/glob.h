#pragma once
#include <string_view>

namespace cg {

enum class GlobStyle {
  kPath,  ///< * ? [..] stop at '/'; **/ spans directories, as in gitignore(5)
  kText,  ///< '/' is nothing special: for symbol names; * and ** are the same
};

/// Does the whole text match the pattern?
///   *       any characters          ?      one character (a code point)
///   [a-z]   one of a set; [!..] or [^..] none of it; [[:alpha:]] and friends (ASCII)
///   \c      the character c itself
///   **/x    x at any depth          a/**   everything inside a          a/**/b   a/b, a/x/b, a/x/y/b ...
/// A pattern that ends in a lone backslash or has an unclosed '[' matches nothing (as in git).
/// Never exponential: at most |text| * |pattern| steps for each directory level of the text.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view text, GlobStyle style = GlobStyle::kPath);

/// Whether the text has any of * ? [ \ and so has to be matched rather than compared.
[[nodiscard]] bool is_glob(std::string_view text) noexcept;

}  // namespace cg
