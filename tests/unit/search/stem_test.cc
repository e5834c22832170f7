#include "libcg/search/stem.h"

#include <string>
#include <utility>
#include <vector>

#include "tests/unit/catch.h"

namespace cg::search {
namespace {

TEST_CASE("relatives share a stem") {
  const std::vector<std::vector<std::string>> families = {
      {"connect", "connects", "connected", "connecting", "connection", "connections", "connector"},
      {"allocate", "allocates", "allocated", "allocator", "allocators", "allocation", "allocations"},
      {"serialize", "serializer", "serializers", "serialization", "serializing"},
      {"cache", "caches", "cached", "caching"},
      {"run", "running", "runs"},
      {"query", "queries"},
      {"create", "created", "creating", "creation", "creator"},
      {"hash", "hashes", "hashing", "hashed"},
      {"class", "classes"},
      {"parse", "parser", "parsers", "parsing", "parsed", "parses"},
  };
  for (const auto& family : families) {
    for (const std::string& word : family) {
      INFO(word);
      CHECK(stem(word) == stem(family.front()));
    }
  }
}

TEST_CASE("strangers do not") {
  const std::vector<std::pair<std::string, std::string>> strangers = {
      {"status", "state"}, {"bus", "but"}, {"process", "procure"}, {"thing", "the"}, {"string", "stray"}, {"user", "use"},
  };
  for (const auto& [one, other] : strangers) {
    INFO(one);
    CHECK(stem(one) != stem(other));
  }
}

TEST_CASE("short words, numbers and other scripts stay as they are") {
  for (const std::string word : {"", "a", "go", "ing", "red", "64", "sha256", "\xc3\xa4hnlich", "utf8s"}) CHECK(stem(word) == word);
}

TEST_CASE("a stem is never longer than its word nor empty") {
  for (const std::string word : {"ssss", "eeee", "ations", "ations" "ations", "yyyy", "sses", "ities", "izing", "edededed", "mentment"}) {
    INFO(word);
    CHECK(stem(word).size() <= word.size());
    CHECK_FALSE(stem(word).empty());
  }
}

}  // namespace
}  // namespace cg::search
