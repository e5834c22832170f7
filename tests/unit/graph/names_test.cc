#include "libcg/graph/fuzzy.h"
#include "libcg/graph/qualified_name.h"
#include "libcg/graph/symbol_search.h"
#include "tests/unit/catch.h"
#include "tests/unit/graph/sample_index.h"

namespace cg::graph {
namespace {

TEST_CASE("a suffix of a qualified name begins where a part begins") {
  REQUIRE(fits_qualified("a::b::c", "c"));
  REQUIRE(fits_qualified("a::b::c", "b.c"));
  REQUIRE(fits_qualified("a.b#c", "a::b/c"));
  REQUIRE_FALSE(fits_qualified("a::bb::c", "b::c"));
  REQUIRE_FALSE(fits_qualified("c", "b::c"));
  REQUIRE(fits_qualified("ns::operator/", "operator/"));
  REQUIRE(possible_last_parts("a.b::c") == std::vector<std::string_view>{"a.b::c", "b::c", "c"});
  REQUIRE(possible_last_parts("operator/") == std::vector<std::string_view>{"operator/"});
}

TEST_CASE("fuzzy: the same name first, then case, then misspellings and abbreviations, the rest not at all") {
  const FuzzyPattern pattern("place_order");
  REQUIRE(pattern.score("place_order") == 100);
  REQUIRE(pattern.score("Place_Order") == 99);
  REQUIRE(pattern.score("plcae_order").value_or(0) > 80);
  REQUIRE(pattern.score("place_orders").value_or(0) > pattern.score("replace_orders").value_or(0));
  REQUIRE_FALSE(pattern.score("cancel").has_value());
  REQUIRE(FuzzyPattern("plord").score("place_order").has_value());
  REQUIRE(FuzzyPattern("po").score("placeOrder").has_value());
  REQUIRE_FALSE(FuzzyPattern("lac").score("xlxaxc").has_value());
  REQUIRE_FALSE(FuzzyPattern("").score("anything").has_value());
  REQUIRE_FALSE(FuzzyPattern("x").score("").has_value());
}

TEST_CASE("patterns fit names, and with a separator qualified names, filters narrow, order is by place") {
  SampleIndex index;
  const FileId a = index.file("a/early.c", "::", "c");
  const FileId z = index.file("z/late.py");
  const SymbolRef order = index.symbol(z, SymbolKind::kClass, "Order", 1, 9);
  const SymbolRef total = index.symbol(z, SymbolKind::kMethod, "total", 2, 3, order.ordinal);
  const SymbolRef other = index.symbol(a, SymbolKind::kFunction, "total", 4, 5);
  IndexReader reader = index.open();
  const auto found = [&](SymbolQuery query) {
    std::vector<SymbolRef> symbols;
    for (const FoundSymbol& f : search_symbols(reader, query)) symbols.push_back(f.symbol);
    return symbols;
  };
  using Symbols = std::vector<SymbolRef>;
  REQUIRE(found({}) == Symbols{other, order, total});
  REQUIRE(found({.pattern = "tot*"}) == Symbols{other, total});
  REQUIRE(found({.pattern = "Order.*"}) == Symbols{total});
  REQUIRE(found({.pattern = "rder.*"}).empty());
  REQUIRE(found({.pattern = "ORD*"}).empty());
  REQUIRE(found({.pattern = "ORD*", .ignore_case = true}) == Symbols{order});
  REQUIRE(found({.kinds = {SymbolKind::kMethod}}) == Symbols{total});
  REQUIRE(found({.languages = {"c"}}) == Symbols{other});
  REQUIRE(found({.paths = {"z/**"}}) == Symbols{order, total});
  REQUIRE(found({.pattern = "odrer", .fuzzy = true}) == Symbols{order});
}

}  // namespace
}  // namespace cg::graph
