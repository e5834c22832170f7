#include "libcg/base/glob.h"

#include <random>
#include <string>

#include "tests/unit/catch.h"

using cg::glob_match;
using cg::GlobStyle;

TEST_CASE("single stars, question marks and plain text stay in their directory") {
  CHECK(glob_match("*.c", "a.c"));
  CHECK(glob_match("*", ""));
  CHECK(glob_match("a*b*c", "a-b-b-c"));
  CHECK(glob_match("*a*a*a", "aaaa"));
  CHECK(glob_match("src/*.c", "src/a.c"));
  CHECK(glob_match("?.c", "é.c"));
  CHECK_FALSE(glob_match("*.c", "src/a.c"));
  CHECK_FALSE(glob_match("a?c", "a/c"));
  CHECK_FALSE(glob_match("a", "ab"));
  CHECK_FALSE(glob_match("ab", "a"));
  CHECK_FALSE(glob_match("", "a"));
  CHECK(glob_match("", ""));
}

TEST_CASE("double stars span directories where they are whole components") {
  CHECK(glob_match("**/a", "a"));
  CHECK(glob_match("**/a", "x/y/a"));
  CHECK_FALSE(glob_match("**/a", "xa"));
  CHECK_FALSE(glob_match("**/a", "x/ya"));
  CHECK(glob_match("a/**", "a/b"));
  CHECK(glob_match("a/**", "a/b/c"));
  CHECK_FALSE(glob_match("a/**", "a"));
  CHECK_FALSE(glob_match("a/**", "ab/c"));
  CHECK(glob_match("a/**/b", "a/b"));
  CHECK(glob_match("a/**/b", "a/x/b"));
  CHECK(glob_match("a/**/b", "a/x/y/b"));
  CHECK_FALSE(glob_match("a/**/b", "a/xb"));
  CHECK_FALSE(glob_match("a/**/b", "ab"));
  CHECK(glob_match("**", "a/b/c"));
  CHECK(glob_match("**/*.c", "x/y/a.c"));
  CHECK(glob_match("**/test*/**/*_t.c", "a/b/tests/c/d/x_t.c"));
  CHECK_FALSE(glob_match("**/test*/**/*_t.c", "a/b/tests/c/d/x_t.cc"));
  CHECK(glob_match("**/**/a", "a"));
  CHECK(glob_match("a**c", "abbc"));
  CHECK_FALSE(glob_match("a**c", "ab/bc"));
  CHECK(glob_match("**/a/*/b/*/c", "a/1/b/a/2/b/3/c"));
}

TEST_CASE("sets") {
  CHECK(glob_match("[abc]x", "bx"));
  CHECK(glob_match("[a-c]x", "bx"));
  CHECK(glob_match("[!a-c]x", "dx"));
  CHECK(glob_match("[^a-c]x", "dx"));
  CHECK(glob_match("[]]", "]"));
  CHECK(glob_match("[]-a]", "]"));
  CHECK(glob_match("[a-]", "-"));
  CHECK(glob_match("[\\]]", "]"));
  CHECK(glob_match("[[:digit:][:upper:]_]", "7"));
  CHECK(glob_match("[[:digit:][:upper:]_]", "_"));
  CHECK(glob_match("[α-ω]", "λ"));
  CHECK(glob_match("*.[ch]", "a.h"));
  CHECK_FALSE(glob_match("[!a-c]x", "ax"));
  CHECK_FALSE(glob_match("[!a]", "/"));
  CHECK_FALSE(glob_match("[[:digit:]]", "x"));
  CHECK_FALSE(glob_match("[[:nonsense:]]", "x"));
  CHECK_FALSE(glob_match("[a", "a"));
  CHECK_FALSE(glob_match("[", "["));
  CHECK_FALSE(glob_match("[\\", "\\"));
}

TEST_CASE("backslash takes the meaning away") {
  CHECK(glob_match("\\*", "*"));
  CHECK_FALSE(glob_match("\\*", "a"));
  CHECK(glob_match("a\\b", "ab"));
  CHECK_FALSE(glob_match("a\\", "a\\"));
}

TEST_CASE("in text, a slash is a character like others") {
  CHECK(glob_match("operator*", "operator/", GlobStyle::kText));
  CHECK(glob_match("ns::*::f", "ns::a::b::f", GlobStyle::kText));
  CHECK(glob_match("a**b", "a/x/b", GlobStyle::kText));
  CHECK(glob_match("?", "/", GlobStyle::kText));
}

TEST_CASE("invalid UTF-8 is matched byte by byte") {
  CHECK(glob_match("a?b", "a\xff" "b"));
  CHECK(glob_match("a\xff*", "a\xff\xfe"));
  CHECK_FALSE(glob_match("?", "\xff\xff"));
}

TEST_CASE("patterns that ruin recursive matchers") {
  const std::string text(3000, 'a');
  std::string stars;
  for (int i = 0; i < 60; ++i) stars += "a*";
  CHECK_FALSE(glob_match(stars + "b", text));
  std::string deep;
  std::string deep_text;
  for (int i = 0; i < 40; ++i) {
    deep += "**/a*/";
    deep_text += "aaaa/aaaa/";
  }
  CHECK_FALSE(glob_match(deep + "b", deep_text + "c"));
  CHECK(glob_match(deep + "c", deep_text + "c"));
}

namespace {

// The definition, by trying everything: for short inputs only.
bool slow_match(std::string_view pattern, std::string_view text, bool at_component = true) {
  if (pattern.empty()) return text.empty();
  if (at_component && pattern.substr(0, 3) == "**/") {
    for (std::string_view rest = text;;) {
      if (slow_match(pattern.substr(3), rest)) return true;
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos) return false;
      rest.remove_prefix(slash + 1);
    }
  }
  if (at_component && pattern == "**") return true;
  if (pattern[0] == '*') {
    std::size_t stars = pattern.find_first_not_of('*');
    if (stars == std::string_view::npos) stars = pattern.size();
    for (std::size_t taken = 0;; ++taken) {
      if (slow_match(pattern.substr(stars), text.substr(taken), false)) return true;
      if (taken == text.size() || text[taken] == '/') return false;
    }
  }
  if (text.empty()) return false;
  const bool same = pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0];
  return same && slow_match(pattern.substr(1), text.substr(1), pattern[0] == '/');
}

}  // namespace

TEST_CASE("agrees with trying everything, on random small patterns") {
  std::minstd_rand random(1);
  int matches = 0;
  for (int round = 0; round < 100000; ++round) {
    std::string pattern;
    std::string text;
    for (auto left = random() % 5; left > 0; --left) {
      constexpr std::string_view kParts[] = {"a", "b", "/", "*", "?", "**/", "/**/", "/**", "**"};
      pattern += kParts[random() % 9];
    }
    for (auto left = random() % 8; left > 0; --left) text += "aab//"[random() % 5];
    INFO(pattern << " on " << text);
    const bool expected = slow_match(pattern, text);
    matches += expected;
    REQUIRE(glob_match(pattern, text) == expected);
  }
  CHECK(matches > 1000);
}

TEST_CASE("what is a glob") {
  CHECK(cg::is_glob("*.c"));
  CHECK(cg::is_glob("a[b]"));
  CHECK_FALSE(cg::is_glob("a.c"));
}
