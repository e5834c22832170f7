#include "libcg/ingest/facts_store.h"

#include <map>
#include <random>
#include <string>
#include <vector>

#include "libcg/storage/index_build.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::ingest {
namespace {

/// Facts that no compression makes smaller, under keys of their own.
struct Some {
  std::map<std::uint64_t, EncodedFacts> facts;
  std::vector<Hash128> keys;
  void make(std::mt19937& random, std::size_t count, std::size_t bytes) {
    for (std::size_t i = 0; i < count; ++i) {
      const Hash128 key{random(), random()};
      EncodedFacts& f = facts[key.lo];
      for (std::size_t k = 0; k < bytes; ++k) (k % 2 == 0 ? f.head : f.tail) += static_cast<char>(random());
      keys.push_back(key);
    }
  }
  [[nodiscard]] std::size_t found_in(const FactsStore& store) const {
    FactsStore::Reader reader(store);
    std::size_t found = 0;
    for (const Hash128& key : keys) {
      const auto known = reader.find(key);
      if (!known) continue;
      REQUIRE(known->head == facts.at(key.lo).head);
      REQUIRE(known->tail == facts.at(key.lo).tail);
      REQUIRE(reader.head(key) == facts.at(key.lo).head);
      ++found;
    }
    return found;
  }
};

TEST_CASE("a store that holds much that nobody asks for is written anew, with all that is needed and some of the rest") {
  std::mt19937 random(5);
  const TemporaryDirectory directory;
  const storage::WriterLock lock(directory.file("lock"));
  Some needed, others;
  needed.make(random, 8, 64 << 10);
  others.make(random, 40, 64 << 10);
  {
    FactsStore store(directory.path(), &lock);
    for (const Hash128& key : needed.keys) store.add(key, needed.facts.at(key.lo));
    store.commit(needed.keys);
  }
  const auto before = storage::live_index(directory.path(), storage::kFactsNames);
  REQUIRE(before);
  {
    FactsStore store(directory.path(), &lock);
    REQUIRE(needed.found_in(store) == needed.keys.size());
    store.add(others.keys[0], others.facts.at(others.keys[0].lo));
    store.commit(needed.keys);  // a little more is not worth the writing
  }
  REQUIRE(storage::live_index(directory.path(), storage::kFactsNames) == before);
  {
    FactsStore store(directory.path(), &lock);
    REQUIRE(others.found_in(store) == 1);
    for (std::size_t i = 1; i < others.keys.size(); ++i) store.add(others.keys[i], others.facts.at(others.keys[i].lo));
    store.commit(needed.keys);
  }
  REQUIRE(storage::live_index(directory.path(), storage::kFactsNames) != before);
  FactsStore store(directory.path(), &lock);
  CHECK(needed.found_in(store) == needed.keys.size());
  const std::size_t kept = others.found_in(store);
  CHECK(kept >= 1);
  CHECK(kept <= needed.keys.size() / 4);
}

}  // namespace
}  // namespace cg::ingest
