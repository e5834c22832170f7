#include "libcg/base/string_table.h"

#include <string>
#include <vector>

#include "tests/unit/catch.h"

TEST_CASE("equal strings get one id, ids are dense and lead back") {
  cg::Interner table;
  CHECK(table.intern("a") == 0);
  CHECK(table.intern("") == 1);
  CHECK(table.intern(std::string_view("a\0", 2)) == 2);
  CHECK(table.intern("a") == 0);
  CHECK(table.size() == 3);
  CHECK(table.view(0) == "a");
  CHECK(table.view(1).empty());
  CHECK(table.view(2) == std::string_view("a\0", 2));
  CHECK(table.find("a") == 0U);
  CHECK_FALSE(table.find("b"));
}

TEST_CASE("an empty table finds nothing") {
  const cg::Interner table;
  CHECK_FALSE(table.find(""));
  CHECK(table.size() == 0);
}

TEST_CASE("growing keeps ids and does not move strings") {
  cg::Interner table;
  const std::string_view first = (table.intern("0"), table.view(0));
  for (std::uint32_t i = 0; i < 200000; ++i) REQUIRE(table.intern(std::to_string(i)) == i);
  for (std::uint32_t i = 0; i < 200000; ++i) {
    REQUIRE(table.find(std::to_string(i)) == i);
    REQUIRE(table.view(i) == std::to_string(i));
  }
  CHECK_FALSE(table.find("200000"));
  CHECK(first.data() == table.view(0).data());
  CHECK(table.bytes() >= 200000 * 8);
}

TEST_CASE("clear forgets everything and keeps the memory, full or sparse") {
  cg::Interner table;
  table.reserve(100000);
  const auto fill = [&](std::uint32_t count, const char* prefix) {
    for (std::uint32_t i = 0; i < count; ++i) REQUIRE(table.intern(prefix + std::to_string(i)) == i);
    for (std::uint32_t i = 0; i < count; ++i) REQUIRE(table.find(prefix + std::to_string(i)) == i);
  };
  fill(100000, "a");
  const std::size_t held = table.bytes();
  for (const std::uint32_t count : {10U, 1000U, 90000U, 3U, 0U, 5000U}) {
    table.clear();
    CHECK(table.size() == 0);
    CHECK_FALSE(table.find("a1"));
    CHECK_FALSE(table.find("b1"));
    fill(count, "b");
    CHECK_FALSE(table.find("a1"));
  }
  CHECK(table.bytes() == held);
}

TEST_CASE("long strings lie whole in the arena") {
  cg::Interner table;
  const std::string large(5 << 20, 'x');
  table.intern("small");
  const auto id = table.intern(large);
  table.intern("behind");
  CHECK(table.view(id) == large);
  CHECK(table.view(0) == "small");
  CHECK(table.view(2) == "behind");
}
