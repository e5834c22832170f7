#include "libcg/parse/soft_keywords.h"

#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

std::string masked(std::string_view source) {
  MaskedText text;
  text.reset(source);
  mask_soft_keywords(text);
  return std::string(text.text());
}

}  // namespace

TEST_CASE("words that are keywords elsewhere are spelt differently where they are names") {
  REQUIRE(masked("open = isOpen") == "_pen = isOpen");
  REQUIRE(masked("open(file); internal.f()") == "_pen(file); _nternal.f()");
  REQUIRE(masked("in1.close(in_, input)") == "_n1.close(_n_, input)");
  REQUIRE(masked("val a: Set<open>") == "val a: Set<_pen>");
  for (const char* same : {"open class A", "open\nclass A", "suspend (Int) -> Unit", "public open fun f()", "1 in list", "x as T", "opened = 1", ""}) {
    INFO(same);
    REQUIRE(masked(same) == same);
  }
}

}  // namespace cg::parse
