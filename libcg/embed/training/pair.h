#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "libcg/embed/tokenise.h"

namespace cg::embed {

/// Two texts that belong together, as subtokens (tokenise.h) with spaces between: what somebody might ask, and the code
/// that answers it. A file of pairs has one on a line, its members separated by tabs, in this order.
struct Pair {
  std::string kind;      ///< what makes them belong together: doc, name, comment, path, calls, near
  std::string language;  ///< as cg calls it
  std::string package;   ///< where both come from
  std::string question;
  std::string code;
};

/// How many subtokens of either side count. A question is short by nature; the first 200 of a definition say what it does,
/// and more would drown them.
inline constexpr std::size_t kMostQuestionTokens = 48;
inline constexpr std::size_t kMostCodeTokens = 200;

/// The first `most` subtokens of a text, lower-cased, with spaces between, and how many they are.
struct TokenLine {
  std::string text;
  std::size_t count = 0;
};
[[nodiscard]] inline TokenLine token_line(std::string_view text, std::size_t most) {
  TokenLine line;
  for_each_subtoken(text, [&line, most](std::string_view token) {
    if (line.count == most) return;
    if (line.count++ != 0) line.text += ' ';
    line.text += token;
  });
  return line;
}

}  // namespace cg::embed
