#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/kinds.h"
#include "libcg/search/question.h"

namespace cg::search {

/// How much a word asked for is like a word of a file's name, both stemmed: as its abbreviation ("cfg" of
/// "configur"), or one inside the other ("malloc" in "zmalloc"); 0 for equal words, which count elsewhere, and for strangers.
[[nodiscard]] float stem_likeness(std::string_view asked, std::string_view stem_word);

/// Which letters a word has, a bit for each. Of words that are alike, one has all letters of the other: what a look at every word of
/// file names begins with.
[[nodiscard]] inline std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  return letters;
}
[[nodiscard]] inline bool may_be_like(std::uint32_t letters, std::uint32_t others) {
  const std::uint32_t both = letters & others;
  return both == letters || both == others;
}

/// The first letters of words that stand beside each other; a word of several parts has one for each: "WebSocket client" is wsc.
struct Initials {
  std::string letters;
  std::uint32_t first_word = 0, last_word = 0;
};
/// All of two to six letters.
[[nodiscard]] std::vector<Initials> initials_of(const Question& question);

/// The name in the other cases that people write it in: all lower, all upper, first letter changed, camel and snake.
[[nodiscard]] std::vector<std::string> other_cases(std::string_view name);

/// What the definition of a name asked for is worth by its kind.
[[nodiscard]] float definition_worth(SymbolKind kind);

}  // namespace cg::search
