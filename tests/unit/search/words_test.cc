#include "libcg/search/words.h"

#include <string>
#include <vector>

#include "tests/unit/catch.h"

namespace cg::search {
namespace {

std::vector<std::string> parts(std::string_view word) {
  std::vector<std::string> out;
  for (const std::string_view part : split_word(word)) out.emplace_back(part);
  return out;
}

TEST_CASE("identifiers are split where people see a border") {
  CHECK(parts("parseJSON") == std::vector<std::string>{"parse", "JSON"});
  CHECK(parts("HTTPServer2") == std::vector<std::string>{"HTTP", "Server", "2"});
  CHECK(parts("__init__") == std::vector<std::string>{"init"});
  CHECK(parts("MAX_PATH_LEN") == std::vector<std::string>{"MAX", "PATH", "LEN"});
  CHECK(parts("sha256sum") == std::vector<std::string>{"sha", "256", "sum"});
  CHECK(parts("iPhone") == std::vector<std::string>{"i", "Phone"});
  CHECK(parts("___").empty());
}

TEST_CASE("a word of several parts is a token of its own, too") {
  const Tokens tokens = tokens_of("parseJSON");
  CHECK(tokens.parts == std::vector<std::string>{"pars", "json"});
  CHECK(tokens.compound == "parsejson");
  CHECK(tokens_of("parse_json").compound == tokens.compound);
  CHECK(tokens_of("parser").compound.empty());
  CHECK(tokens_of("x").parts.empty());
  CHECK(tokens_of("i_j").compound.empty());
}

TEST_CASE("words are found between anything else") {
  std::vector<std::string> words;
  std::vector<std::size_t> places;
  for_each_word("a->b_c(\"x\"); gr\xc3\xb6\xc3\x9f" "e", [&](std::string_view word, std::size_t at) {
    words.emplace_back(word);
    places.push_back(at);
  });
  CHECK(words == std::vector<std::string>{"a", "b_c", "x", "gr\xc3\xb6\xc3\x9f" "e"});
  CHECK(places == std::vector<std::size_t>{0, 3, 8, 13});
}

TEST_CASE("data is not words") {
  int words = 0;
  for_each_word(std::string(kMaxWordBytes + 1, 'A'), [&](std::string_view, std::size_t) { ++words; });
  CHECK(words == 0);
}

TEST_CASE("the memo gives what splitting gives") {
  WordMemo memo;
  for (const std::string word : {"parseJSON", "json", "parse_json", "parseJSON", "x"}) {
    std::vector<std::string> got;
    for (const std::uint32_t id : memo.tokens(memo.number(word))) got.emplace_back(memo.token(id));
    Tokens tokens = tokens_of(word);
    if (!tokens.compound.empty()) tokens.parts.push_back(tokens.compound);
    CHECK(got == tokens.parts);
  }
  CHECK(memo.word_count() == 4);
  CHECK(memo.model_tokens(0).empty());  // there is no model
}

TEST_CASE("equal words have one number, others another, whatever they share") {
  std::vector<std::string> words{"a", "b", "ab", "abc", "abd", "acc"};
  for (int i = 0; i < 5000; ++i) words.push_back("mmREGISTER_" + std::to_string(i * 7919) + "_OF_THE_DEVICE__SHIFT");
  for (int i = 0; i < 5000; ++i) words.push_back(std::to_string(i));
  WordTable table;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < words.size(); ++i) REQUIRE(table.intern(words[i]) == i);
  }
  CHECK(table.size() == words.size());
  CHECK(table.view(6) == words[6]);
  table.clear();
  CHECK(table.intern("b") == 0);
}

}  // namespace
}  // namespace cg::search
