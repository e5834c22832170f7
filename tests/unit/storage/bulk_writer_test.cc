#include "libcg/storage/bulk_writer.h"

#include <cstdint>
#include <string>

#include "tests/unit/catch.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::storage {
namespace {

std::string key_of(std::uint32_t number) {
  return {static_cast<char>(number >> 24U), static_cast<char>(number >> 16U), static_cast<char>(number >> 8U), static_cast<char>(number)};
}

/// How many entries are written until a reader sees one; at most `most`.
std::uint32_t seen_after(std::size_t commit_bytes, std::uint64_t commit_ms, std::uint32_t most) {
  TableFixture fixture;
  BulkWriter writer(fixture.environment, commit_bytes, commit_ms);
  for (std::uint32_t i = 0; i < most; ++i) {
    writer.append(fixture.table, key_of(i), std::string(96, 'v'));
    if (i % 10 == 0 && ReadTransaction(fixture.environment).get(fixture.table, key_of(0))) return i;
  }
  writer.finish();
  return most;
}

TEST_CASE("a bulk writer commits after so many bytes, after so long, or at the end") {
  REQUIRE(seen_after(std::size_t{1} << 30, 0, 3000) == 3000);
  REQUIRE(seen_after(100'000, 0, 3000) < 1100);
  REQUIRE(seen_after(std::size_t{1} << 30, 1, 400'000) < 400'000);
}

}  // namespace
}  // namespace cg::storage
