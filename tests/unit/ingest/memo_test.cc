#include "libcg/ingest/memo.h"

#include <map>
#include <random>
#include <string>

#include "tests/unit/catch.h"

using cg::ingest::Memo;

TEST_CASE("a memo holds what a map holds, and forgets it") {
  std::mt19937 random(1);
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  Memo<std::string> memo;
  for (int file = 0; file < 60; ++file) {
    std::map<std::uint32_t, std::string> oracle;
    // Small files and one huge one; ids close together, far apart and above kLocalExpr.
    const std::uint32_t ids = file == 20 ? 60000 : below(300);
    for (std::uint32_t i = 0; i < ids; ++i) {
      const std::uint32_t id = (below(2) == 0 ? 0x80000000U : 0U) + below(file % 3 == 0 ? 100 : 1000000);
      memo[id] += static_cast<char>('a' + i % 26);
      oracle[id] += static_cast<char>('a' + i % 26);
    }
    for (const auto& [id, text] : oracle) {
      REQUIRE(memo.find(id) != nullptr);
      REQUIRE(*memo.find(id) == text);
    }
    for (int i = 0; i < 200; ++i) {
      const std::uint32_t id = below(2000000);
      REQUIRE((memo.find(id) != nullptr) == oracle.contains(id));
    }
    memo.clear();
    for (const auto& [id, text] : oracle) REQUIRE(memo.find(id) == nullptr);
  }
}

TEST_CASE("what a memo holds stays where it is while it grows") {
  Memo<int> memo;
  int& first = memo[7];
  first = 1;
  for (std::uint32_t id = 100; id < 5000; ++id) memo[id] = 2;
  REQUIRE(&memo[7] == &first);
  REQUIRE(first == 1);
}
