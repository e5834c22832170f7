#include "libcg/parse/directive_lines.h"

#include "libcg/parse/directives_amid.h"
#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

std::string masked(std::string_view source) {
  MaskedText text;
  text.reset(source);
  mask_directive_lines(text);
  return std::string(text.text());
}

std::string masked_amid(std::string_view source) {
  MaskedText text;
  text.reset(source);
  mask_directives_amid(text);
  return std::string(text.text());
}

}  // namespace

TEST_CASE("directives amid a statement become blank, those between statements stay") {
  REQUIRE(has_directives_amid("csharp"));
  REQUIRE(masked_amid("class A\n#if B\n: C\n#endif\n{ }") == "class A\n     \n: C\n      \n{ }");
  REQUIRE(masked_amid("f(a,\n#if B\nb\n#else\nc\n#endif\n);") == "f(a,\n     \nb\n     \nc\n      \n);");
  REQUIRE(masked_amid("{\n#if B\nif (x) { } else\n#endif\n{ } }") == "{\n     \nif (x) { } else\n      \n{ } }");
  for (const char* same : {"", "#", "#if A\nusing B;\n#endif\n", "{ // why\n#if A\nint a; /* ( */\n#else\nint b;\n#endif\n}", "class A\n#region (\n{ }",
                           "[A]\n#if B\n[C]\n#endif\nint x = '(';\n#if D\nint y;\n#endif", "a = @\"\n#if X\n\"\"\";\n", "#endif\n#else\n", "x\n#if A"}) {
    INFO(same);
    REQUIRE(masked_amid(same) == same);
  }
}

TEST_CASE("lines that switch code on and off become blank, and nothing else does") {
  REQUIRE(masked("#if os(iOS)\nlet a = 1\n  #else // no\nlet a = 2\n\t#elseif B\n#endif") ==
          "           \nlet a = 1\n             \nlet a = 2\n\t         \n      ");
  for (const char* same : {"", "#", "#selector(f)", "#available(iOS 9, *)", "let x = #if", "#iffy\n", "a\n#warning(\"x\")"}) {
    INFO(same);
    REQUIRE(masked(same) == same);
  }
}

TEST_CASE("every language whose directive lines are blanked takes code of all branches") {
  REQUIRE(has_directive_lines("swift"));
  REQUIRE_FALSE(has_directive_lines("c"));  // whose branches may open what others close: conditional_text.h
}

}  // namespace cg::parse
