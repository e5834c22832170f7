#include "libcg/storage/sealed_value.h"

#include <random>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::storage {
namespace {

TEST_CASE("a sealed value gives its bytes back, and none that has been touched") {
  std::mt19937 random(7);
  for (int trial = 0; trial < 200; ++trial) {
    std::string bytes(random() % 100, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string value = sealed("table", "key", bytes);
    REQUIRE(value.size() == bytes.size() + kSealBytes);
    REQUIRE(unsealed("table", "key", value) == bytes);
    REQUIRE(without_seal("table", "key", value) == bytes);
    CHECK_THROWS_AS(unsealed("table", "other", value), Error);
    CHECK_THROWS_AS(unsealed("other", "key", value), Error);
    CHECK_THROWS_AS(unsealed("table", "key", std::string_view(value).substr(1)), Error);
    for (std::size_t bit = 0; bit < 8 * value.size(); ++bit) {
      std::string damaged = value;
      damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
      CHECK_THROWS_AS(unsealed("table", "key", damaged), Error);
    }
  }
}

TEST_CASE("a damaged value is named with its table, and its key is fit to be shown") {
  CHECK_THROWS_WITH(unsealed("meta", "root", "/home/tree"), cg_matchers::Contains("\"root\" of the table \"meta\" does not match its checksum"));
  CHECK_THROWS_WITH(without_seal("places", "\x01\x1b", "abc"), cg_matchers::Contains("\"\\x01\\x1B\" of the table \"places\" is cut short"));
}

}  // namespace
}  // namespace cg::storage
