#include "libcg/parse/comments.h"

#include <string>

#include "libcg/parse/extract.h"
#include "libcg/parse/language.h"
#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

TEST_CASE("a comment's text is without its markers, its lines are kept") {
  CHECK(comment_text("// one") == "one");
  CHECK(comment_text("/// one\n/// two") == "one\ntwo");
  CHECK(comment_text("/**\n * one\n *\n * two\n */") == "one\n\ntwo");
  CHECK(comment_text("# one\r\n# two") == "one\ntwo");
  CHECK(comment_text("-- one") == "one");
  CHECK(comment_text("\"\"\"one\n\n    two\n    \"\"\"") == "one\n\ntwo");
  CHECK(comment_text("").empty());
  CHECK(comment_text("/**/").empty());
  CHECK(comment_text("//////////").empty());
}

TEST_CASE("a long comment is cut at a line") {
  std::string comment;
  for (int i = 0; i < 200; ++i) comment += "// 0123456789012345678901234567890123456789\n";
  const std::string text = comment_text(comment);
  CHECK(text.size() <= kMaxDocBytes);
  CHECK(text.size() > kMaxDocBytes / 2);
  CHECK(text.substr(text.size() - 3) == "789");
}

/// The doc of the symbol called `name` in C source.
std::string doc_of(std::string_view name, std::string_view source) {
  Parser parser;
  Syntax scratch;
  const Facts facts = extract(language_of_name("c"), "a.c", source, parser, scratch);
  for (const Symbol& s : facts.symbols) {
    if (facts.name(s.name) == name) return s.doc;
  }
  return "no such symbol";
}

TEST_CASE("what stands directly above a definition documents it, what a blank line parts does not") {
  CHECK(doc_of("f", "// one\n// two\nint f(void) { return 1; }\n") == "one\ntwo");
  CHECK(doc_of("f", "// one\n\nint f(void) { return 1; }\n").empty());
  CHECK(doc_of("f", "// licence\n\n/* doc */\nint f(void) { return 1; }\n") == "doc");
  CHECK(doc_of("g", "int f; // of f\nint g(void) { return 1; }\n").empty());
}

TEST_CASE("a comment behind a member documents it") {
  CHECK(doc_of("x", "struct s {\n  int x;  ///< the width\n  int y;\n};\n") == "the width");
  CHECK(doc_of("y", "struct s {\n  int x;  ///< the width\n  int y;\n};\n").empty());
}

}  // namespace
}  // namespace cg::parse
