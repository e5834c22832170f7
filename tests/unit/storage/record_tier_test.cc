#include "libcg/storage/record_tier.h"

#include <string>

#include "libcg/storage/page_cache.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"

namespace cg::storage {
namespace {

std::uint64_t same_for_all(const RecordTier::Key& /*key*/) { return 0x1234567800000003U; }
std::uint64_t few(const RecordTier::Key& key) { return key.key % 3; }

std::string bytes_of(const RecordTier::Key& key) {
  return std::to_string(key.table) + "/" + std::to_string(key.key) + "/" + std::to_string(key.snapshot) + std::string(key.key % 50, 'r');
}

TEST_CASE("records are told apart by their whole key, whatever their hashes") {
  for (const RecordTier::Hash hash : {&RecordTier::hash_of, &same_for_all, &few}) {
    RecordTier tier(hash);
    RandomBytes random(3);
    std::size_t kept = 0, evicted = 0;
    for (int i = 0; i < 3000; ++i) {
      const RecordTier::Key key{random.below(60), random.below(2), static_cast<std::uint32_t>(random.below(2))};
      if (random.below(4) == 0) {
        evicted += tier.evict_one() ? 1 : 0;
      } else {
        const std::size_t before = tier.entries();
        tier.keep(key, bytes_of(key));
        kept += tier.entries() - before;
        const auto record = tier.find(key);
        REQUIRE(record);
        REQUIRE(record->bytes == bytes_of(key));
      }
      REQUIRE(tier.entries() == kept - evicted);
    }
    // All that are left are found, and nothing else.
    std::size_t found = 0;
    for (std::uint64_t k = 0; k < 61; ++k) {
      for (std::uint64_t snapshot = 0; snapshot < 3; ++snapshot) {
        for (std::uint32_t table = 0; table < 3; ++table) {
          const auto record = tier.find({k, snapshot, table});
          if (!record) continue;
          ++found;
          REQUIRE(record->bytes == bytes_of({k, snapshot, table}));
        }
      }
    }
    REQUIRE(found == tier.entries());
    while (tier.evict_one()) {
    }
    REQUIRE(tier.entries() == 0);
    REQUIRE_FALSE(tier.find({1, 1, 1}));
  }
}

TEST_CASE("a record that is held outlives its eviction, and what is used stays longest") {
  RecordTier tier;
  for (std::uint64_t k = 0; k < 100; ++k) tier.keep({k, 1, 1}, "record " + std::to_string(k));
  const auto held = tier.find({7, 1, 1});
  for (int i = 0; i < 99; ++i) REQUIRE(tier.evict_one());
  REQUIRE(tier.find({7, 1, 1}));
  REQUIRE(tier.evict_one());
  REQUIRE(held->bytes == "record 7");
}

TEST_CASE("a page that leaves a full cache leaves what was asked for twice") {
  PageCache cache(40000);
  const auto ask = [&](const std::string& page, std::uint64_t key) {
    const auto got = cache.get(1, page, 1, [&] { return page + std::string(2000, 'p'); });
    cache.asked(1, page, 1, key, 0, page.size());
  };
  for (int again = 0; again < 2; ++again) ask("wanted", 1);
  ask("seldom", 2);
  for (int i = 0; i < 100; ++i) ask("page " + std::to_string(i), 100 + static_cast<std::uint64_t>(i));
  const auto kept = cache.find_record(1, 1, 1);
  REQUIRE(kept);
  REQUIRE(kept->bytes == "wanted");
  REQUIRE_FALSE(cache.find_record(1, 2, 1));
  REQUIRE_FALSE(cache.find_record(2, 1, 1));
  REQUIRE_FALSE(cache.find_record(1, 1, 2));
  REQUIRE(cache.counters().records >= 1);
  REQUIRE(cache.counters().bytes <= 40000);
}

}  // namespace
}  // namespace cg::storage
