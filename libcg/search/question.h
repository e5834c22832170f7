#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cg::search {

/// A token to look up. Several words of a question may ask for the same one: the weightiest counts.
struct QueryToken {
  std::string token;
  float decayed = 0;  ///< its weight by the place of its word
  float plain = 0;    ///< without
  std::uint32_t word = 0;  ///< of Question::words; of a compound of two words: the first
  bool compound = false;
  bool glued = false;  ///< of two words that stand beside each other
};

struct QueryWord {
  std::string text;   ///< as written
  float decay = 1;          ///< by its place
  float weight = 1;         ///< by its place among words that name something, light words behind them and for less
  bool identifier = false;  ///< looks like a name of code: capitals inside, underscores, digits behind letters
};

/// What is asked: words with their weights, tokens to look up.
struct Question {
  std::string text;
  std::vector<QueryWord> words;    ///< without stop words
  std::vector<QueryToken> tokens;  ///< distinct
  bool platform = false;           ///< a word names a system or a processor
  std::vector<std::string> names;  ///< what may be names of definitions, as written: "Foo::bar", "parse_args"
  [[nodiscard]] bool single() const { return words.size() == 1; }
};

/// Reads a question of any length: what is behind the first kMostQueryWords distinct words is not looked at. A pasted stack trace or
/// error message is a question like any other. A question without words has no tokens.
/// `home` is what the tree is called (Neighbours::home_name), in small letters: everything in it is about that, so that the word is a light
/// one (stop_words.h).
[[nodiscard]] Question read_question(std::string_view text, std::string_view home = {});

inline constexpr std::size_t kMostQueryWords = 64;

}  // namespace cg::search
