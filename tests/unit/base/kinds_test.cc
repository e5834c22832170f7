#include "libcg/base/kinds.h"

#include <set>
#include <string>

#include "tests/unit/catch.h"

TEST_CASE("every kind has a name of its own that leads back to it") {
  std::set<std::string_view> names;
  for (int i = 0; i < cg::kSymbolKinds; ++i) {
    const auto kind = static_cast<cg::SymbolKind>(i);
    CHECK(cg::symbol_kind(cg::name_of(kind)) == kind);
    CHECK(names.insert(cg::name_of(kind)).second);
  }
  names.clear();
  for (int i = 0; i < cg::kEdgeKinds; ++i) {
    const auto kind = static_cast<cg::EdgeKind>(i);
    CHECK(cg::edge_kind(cg::name_of(kind)) == kind);
    CHECK(names.insert(cg::name_of(kind)).second);
  }
  names.clear();
  for (int i = 0; i < cg::kHows; ++i) CHECK(names.insert(cg::name_of(static_cast<cg::How>(i))).second);
}

TEST_CASE("the last enumerators carry the last names") {
  CHECK(cg::name_of(cg::SymbolKind::kTest) == "test");
  CHECK(cg::name_of(cg::SymbolKind::kEnumMember) == "enum_member");
  CHECK(cg::name_of(cg::EdgeKind::kTests) == "tests");
  CHECK(cg::name_of(cg::How::kUnresolved) == "unresolved");
}

TEST_CASE("names that are none, and values outside") {
  CHECK_FALSE(cg::symbol_kind("klass"));
  CHECK_FALSE(cg::edge_kind(""));
  CHECK(cg::name_of(static_cast<cg::SymbolKind>(200)) == "unknown");
}
