#include "libcg/ingest/ignore_rules.h"

#include "tests/unit/catch.h"

using cg::ingest::IgnoreRules;
using cg::ingest::Verdict;

namespace {

Verdict file(std::string_view rules, std::string_view path) { return IgnoreRules::parse(rules).judge(path, false); }
Verdict directory(std::string_view rules, std::string_view path) { return IgnoreRules::parse(rules).judge(path, true); }

}  // namespace

TEST_CASE("a pattern without a slash is about the name at any depth") {
  CHECK(file("*.o\n", "a.o") == Verdict::kIgnored);
  CHECK(file("*.o\n", "d/e/a.o") == Verdict::kIgnored);
  CHECK(file("core\n", "d/core") == Verdict::kIgnored);
  CHECK(file("core\n", "d/score") == Verdict::kSilent);
  CHECK(file("core\n", "core/d") == Verdict::kSilent);
}

TEST_CASE("a slash ties the pattern to its directory") {
  CHECK(file("/core\n", "core") == Verdict::kIgnored);
  CHECK(file("/core\n", "d/core") == Verdict::kSilent);
  CHECK(file("d/core\n", "d/core") == Verdict::kIgnored);
  CHECK(file("d/core\n", "e/d/core") == Verdict::kSilent);
  CHECK(file("/*.c\n", "a.c") == Verdict::kIgnored);
  CHECK(file("/*.c\n", "d/a.c") == Verdict::kSilent);
}

TEST_CASE("a trailing slash means directories") {
  CHECK(directory("build/\n", "build") == Verdict::kIgnored);
  CHECK(directory("build/\n", "d/build") == Verdict::kIgnored);
  CHECK(file("build/\n", "build") == Verdict::kSilent);
}

TEST_CASE("two stars between slashes span directories") {
  CHECK(file("a/**/z\n", "a/z") == Verdict::kIgnored);
  CHECK(file("a/**/z\n", "a/b/c/z") == Verdict::kIgnored);
  CHECK(file("**/z\n", "z") == Verdict::kIgnored);
  CHECK(file("**/y/z\n", "x/y/z") == Verdict::kIgnored);
  CHECK(file("a/**\n", "a/b/c") == Verdict::kIgnored);
  CHECK(directory("a/**\n", "a") == Verdict::kSilent);
  CHECK(file("a/*/z\n", "a/b/c/z") == Verdict::kSilent);
}

TEST_CASE("the last rule that matches decides") {
  const std::string_view rules = "*.c\n!keep.c\n/d/keep.c\n";
  CHECK(file(rules, "a.c") == Verdict::kIgnored);
  CHECK(file(rules, "keep.c") == Verdict::kKept);
  CHECK(file(rules, "d/keep.c") == Verdict::kIgnored);
}

TEST_CASE("comments, blanks, escapes and odd line ends are read as git reads them") {
  CHECK(file("# note\n\n\\#a\n", "#a") == Verdict::kIgnored);
  CHECK(file("\\!a\n", "!a") == Verdict::kIgnored);
  CHECK(file("a  \n", "a") == Verdict::kIgnored);
  CHECK(file("a\\ \n", "a ") == Verdict::kIgnored);
  CHECK(file("a\r\n", "a") == Verdict::kIgnored);
  CHECK(file("a", "a") == Verdict::kIgnored);
  CHECK(file("\xEF\xBB\xBF" "a\n", "a") == Verdict::kIgnored);
  CHECK(file("a\\\n", "a") == Verdict::kSilent);
  CHECK(file("[a\n", "[a") == Verdict::kSilent);
  CHECK(IgnoreRules::parse("\n# only\n   \n!\n/\n").empty());
}

TEST_CASE("a hostile pattern takes no more than its size times the path's") {
  std::string pattern;
  for (int i = 0; i < 60; ++i) pattern += "*a";
  const std::string name(200, 'a');
  CHECK(file(pattern + "b\n", name) == Verdict::kSilent);  // exponential matchers never come back
}
