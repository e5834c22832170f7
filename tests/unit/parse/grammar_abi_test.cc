#include <tree_sitter/api.h>

#include <string>

#include "libcg/parse/grammar.h"
#include "libcg/parse/query_source.h"
#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

// The pins in grammars/package.json move one by one: the core refuses a grammar whose ABI it does not know, and only at
// run time. Here it is refused before anyone runs it.
TEST_CASE("every grammar has an ABI that the core supports") {
  const auto names = grammar_names();
  REQUIRE(names.size() >= 20);
  for (const auto name : names) {
    CAPTURE(std::string(name));
    const TSLanguage* language = grammar(name);
    REQUIRE(language != nullptr);
    CHECK(ts_language_abi_version(language) >= TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION);
    CHECK(ts_language_abi_version(language) <= TREE_SITTER_LANGUAGE_VERSION);
    TSParser* parser = ts_parser_new();
    CHECK(ts_parser_set_language(parser, language));
    ts_parser_delete(parser);
    CHECK_FALSE(query_source(name).empty());
  }
}

TEST_CASE("a name without a row has neither grammar nor query") {
  CHECK(grammar("cobol") == nullptr);
  CHECK(grammar("") == nullptr);
  CHECK(query_source("cobol").empty());
}

}  // namespace
}  // namespace cg::parse
