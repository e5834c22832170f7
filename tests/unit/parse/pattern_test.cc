#include "libcg/parse/pattern.h"

#include <string>

#include "libcg/base/error.h"
#include "libcg/parse/language.h"
#include "libcg/parse/match.h"
#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

/// A grammar of five node types and two fields.
class SmallGrammar : public GrammarNames {
 public:
  [[nodiscard]] std::vector<std::uint16_t> symbols(std::string_view name, bool named) const override {
    static constexpr std::string_view kNamed[] = {"", "call", "name", "list", "comment"};
    if (!named) return name == "+" ? std::vector<std::uint16_t>{9} : std::vector<std::uint16_t>{};
    for (std::uint16_t i = 1; i < std::size(kNamed); ++i) {
      if (kNamed[i] == name) return {i};
    }
    return {};
  }
  [[nodiscard]] std::uint16_t field(std::string_view name) const override {
    return name == "callee" ? 1 : name == "args" ? 2 : 0;
  }
};

Patterns read(std::string_view text) { return read_patterns("small.scm", text, SmallGrammar()); }

std::string complaint(std::string_view text) {
  try {
    read(text);
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::kFormat);
    return e.what();
  }
  return {};
}

TEST_CASE("a rule has the action of its outermost node, its steps, predicates and settings") {
  const Patterns p = read(
      "; a comment\n"
      "(call callee: (name) @name !args [(list) (name)]* @x . \"+\"?) @def.function\n"
      "  (#not-eq? @name \"a\\\"b\") (#set! flag static) (#set! name \"text\")\n");
  REQUIRE(p.rules.size() == 1);
  const Rule& rule = p.rules[0];
  CHECK(rule.line == 2);
  CHECK(p.captures[rule.action] == "def.function");
  CHECK(rule.root.symbols == std::vector<std::uint16_t>{1});
  CHECK(rule.root.absent == std::vector<std::uint16_t>{2});
  REQUIRE(rule.root.children.size() == 3);
  CHECK(rule.root.children[0].field == 1);
  CHECK(rule.root.children[1].alternatives.size() == 2);
  CHECK(rule.root.children[1].quantifier == Quantifier::kStar);
  CHECK(rule.root.children[2].anchored);
  CHECK(rule.root.children[2].quantifier == Quantifier::kOptional);
  CHECK_FALSE(rule.root.closed);
  REQUIRE(rule.predicates.size() == 1);
  CHECK(rule.predicates[0].negated);
  CHECK(rule.predicates[0].texts == std::vector<std::string>{"a\"b"});
  CHECK(rule.setting("flag") == "static");
  CHECK(rule.setting("name") == "text");
  CHECK_FALSE(rule.has("quiet"));
}

TEST_CASE("predicates may stand inside brackets around the rule, and a last anchor closes the list") {
  const Patterns p = read("((call . (name) @name .) @expr.call (#eq? @name \"x\"))");
  REQUIRE(p.rules.size() == 1);
  CHECK(p.rules[0].root.closed);
  CHECK(p.rules[0].predicates.size() == 1);
}

TEST_CASE("what a query file says wrong is named with its line") {
  using cg_matchers::Contains;
  CHECK_THAT(complaint("\n\n(nothing) @scope"), Contains("small.scm:3") && Contains("nothing"));
  CHECK_THAT(complaint("(call body: (name)) @scope"), Contains("body"));
  CHECK_THAT(complaint("(call) @name"), Contains("action"));
  CHECK_THAT(complaint("(call (name)"), Contains("unclosed"));
  CHECK_THAT(complaint("(call) @scope (#like? @x \"y\")"), Contains("like?"));
  CHECK_THAT(complaint("(call) @scope (#eq? @x \"y)"), Contains("unterminated"));
  CHECK_THAT(complaint("(call \"-\") @scope"), Contains("'-'"));
}

TEST_CASE("a rule for another dialect is passed over where the grammar lacks its nodes") {
  const Patterns p = read("(nothing) @scope (#set! dialect)\n(call) @scope\n");
  CHECK(p.rules.size() == 1);
}

TEST_CASE("every query file reads, and its rules say what the engine can do") {
  for (std::size_t number = 0; number < all_languages().size(); ++number) {
    CAPTURE(std::string(all_languages()[number].name));
    CHECK_NOTHROW(language(number));
  }
}

}  // namespace
}  // namespace cg::parse
