#include "libcg/parse/token_bindings.h"

#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

bool binds(std::string_view text, std::string_view name, std::string_view macro = "println!") {
  return names_bound_in(text, macro).contains(name);
}

TEST_CASE("what tokens may bind is what stands where a pattern does") {
  CHECK(binds("(items.map(|x| x + 1))", "x"));
  CHECK(binds("(items.fold(0, |(sum, n), &x| sum + x))", "x"));
  CHECK(binds("(items.fold(0, |(sum, n), &x| sum + x))", "n"));
  CHECK(binds("(spawn(move |x: u8| x))", "x"));
  CHECK(binds("{ let (a, mut x) = f(); x }", "x"));
  CHECK(binds("{ if let Some(x) = f() { x } }", "x"));
  CHECK(binds("{ for (i, x) in list { x; } }", "x"));
  CHECK(binds("{ match f() { Some(x) if x > 1 => x, _ => 0 } }", "x"));
  CHECK(binds("{ x = receive() => use_it(x), }", "x"));
  CHECK(binds("(fn g(x: u8) { x })", "x"));
  CHECK(binds("(assert!(matches!(value, Some(x) if x > 0)))", "x"));
  CHECK(binds("(value, Some(x) if x > 0)", "x", "if debug_assert_matches!"));
}

TEST_CASE("what tokens only use they do not bind") {
  CHECK_FALSE(binds("(\"{}\", x)", "x"));
  CHECK_FALSE(binds("(x || y | x, || x)", "x"));
  CHECK_FALSE(binds("(items.map(|y| y + x).len())", "x"));
  CHECK_FALSE(binds("{ let y = x; }", "x"));
  CHECK_FALSE(binds("{ for y in x { } }", "x"));
  CHECK_FALSE(binds("{ match x { 1 => y, _ => x } }", "x"));
  CHECK_FALSE(binds("(\"let x = |x|\", 'x', /* let x = 1 */ x)", "x"));
  CHECK_FALSE(binds("(matches!(x, Some(y)), x)", "x"));
  CHECK_FALSE(binds("<'a>(x)", "x"));
}

TEST_CASE("any tokens have an end") {
  for (const char* text : {"", "|", "||", "let", "matches!(", "\"", "'", "'\\", "/*", "=>", ")))", "fn", "|x", "let x", "\\"}) {
    CHECK_NOTHROW(names_bound_in(text, ""));
  }
}

}  // namespace
}  // namespace cg::parse
