#include "libcg/storage/scattered_read.h"

#include <random>
#include <string>
#include <vector>

#include "libcg/storage/bulk_writer.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::storage {
namespace {

std::string value_of(unsigned seed, std::size_t size) {
  std::mt19937 random(seed);
  std::string value(size, '\0');
  for (char& c : value) c = static_cast<char>(random());
  return value;
}

TEST_CASE("any part of any value is copied as it is, small values and large ones, in a snapshot and while writing") {
  TableFixture fixture;
  const std::vector<std::size_t> sizes{1, 100, 2000, 5000, 70'000, 1'000'000};
  {
    BulkWriter writer(fixture.environment);
    for (unsigned i = 0; i < sizes.size(); ++i) writer.put(fixture.table, std::string(1, static_cast<char>('a' + i)), value_of(i, sizes[i]));
    writer.finish();
  }
  const auto check = [&](const Transaction& transaction) {
    ScatteredReader reader(transaction);
    for (unsigned i = 0; i < sizes.size(); ++i) {
      const std::string expected = value_of(i, sizes[i]);
      const std::string_view value = transaction.get(fixture.table, std::string(1, static_cast<char>('a' + i))).value();
      for (const std::size_t at : {std::size_t{0}, sizes[i] / 3, sizes[i] - 1}) {
        std::string part(std::min<std::size_t>(300, sizes[i] - at), '\0');
        reader.copy(value.substr(at, part.size()), part.data());
        CHECK(part == expected.substr(at, part.size()));
      }
    }
  };
  {
    const ReadTransaction reading(fixture.environment);
    check(reading);
  }
  WriteTransaction writing(fixture.environment);
  writing.put(fixture.table, "z", "something");
  check(writing);
}

TEST_CASE("parts that follow each other within what one read brings are read once") {
  TableFixture fixture;
  const std::string expected = value_of(1, 70'000);
  BulkWriter writer(fixture.environment);
  writer.put(fixture.table, "a", expected);
  writer.finish();
  const ReadTransaction reading(fixture.environment);
  const std::string_view value = reading.get(fixture.table, "a").value();
  const auto reads = [&](std::size_t read_bytes) {
    ScatteredReader reader(reading, read_bytes);
    for (std::size_t at = 0; at + 100 <= 64'000; at += 200) {
      std::string part(100, '\0');
      reader.copy(value.substr(at, 100), part.data());
      REQUIRE(part == expected.substr(at, 100));
    }
    return reader.reads();
  };
  REQUIRE(reads(64) == 320);
  REQUIRE(reads(400) == 160);
  REQUIRE(reads(4096) < 20);
  ScatteredReader at_the_end(reading, 65536);
  std::string part(10, '\0');
  at_the_end.copy(value.substr(69'990), part.data());
  REQUIRE(part == expected.substr(69'990));
}

}  // namespace
}  // namespace cg::storage
