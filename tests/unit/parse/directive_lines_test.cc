#include "libcg/parse/directive_lines.h"

#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

std::string masked(std::string_view source) {
  MaskedText text;
  text.reset(source);
  mask_directive_lines(text);
  return std::string(text.text());
}

}  // namespace

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
