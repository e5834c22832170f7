#include "libcg/embed/tokenise.h"

#include <regex>
#include <string>
#include <vector>

#include "tests/unit/catch.h"
#include "tests/unit/simd/every_target.h"

namespace cg::embed {
namespace {

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  for_each_subtoken(text, [&](std::string_view token) { tokens.emplace_back(token); });
  return tokens;
}

// The regular expression that the table was trained with is the definition.
std::vector<std::string> by_the_rule(const std::string& text) {
  static const std::regex rule("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+");
  std::vector<std::string> tokens;
  for (std::sregex_iterator it(text.begin(), text.end(), rule), end; it != end; ++it) {
    std::string token = it->str();
    if (token.size() < kMinTokenBytes || token.size() > kMaxTokenBytes) continue;
    for (char& c : token) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    tokens.push_back(token);
  }
  return tokens;
}

TEST_CASE("Names fall into their words") {
  CHECK(tokens_of("parseHTTPHeader2") == std::vector<std::string>{"parse", "http", "header"});
  CHECK(tokens_of("HTTP_2xx i8 utf16LE aB ABc X") == std::vector<std::string>{"http", "xx", "utf", "16", "le", "bc"});
  CHECK(tokens_of(std::string(25, 'a') + " " + std::string(24, 'b')) == std::vector<std::string>{std::string(24, 'b')});
  CHECK(tokens_of("").empty());
  CHECK(tokens_of("h\xc3\xa9llo") == std::vector<std::string>{"llo"});
}

TEST_CASE("Any text falls apart as the regular expression says") {
  simd::Numbers numbers(1);
  const std::string letters = "aabzABZ019_ -\xc3.";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::uint64_t n = numbers.below(40); n > 0; --n) text += letters[numbers.below(letters.size())];
    INFO(text);
    CHECK(tokens_of(text) == by_the_rule(text));
  }
}

}  // namespace
}  // namespace cg::embed
