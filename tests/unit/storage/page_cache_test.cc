#include "libcg/storage/page_cache.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"

namespace cg::storage {
namespace {

std::string page_for(unsigned table, const std::string& key, std::uint64_t snapshot) {
  return std::to_string(table) + "/" + key + "/" + std::to_string(snapshot) + std::string(500, 'x');
}

PageCache::Page get(PageCache& cache, unsigned table, const std::string& key, std::uint64_t snapshot) {
  return cache.get(table, key, snapshot, [&] { return page_for(table, key, snapshot); });
}

TEST_CASE("a page is loaded once while it stays, and told apart by table, key and snapshot") {
  PageCache cache(1 << 20);
  int loads = 0;
  const auto load = [&] {
    ++loads;
    return std::string("page");
  };
  for (int i = 0; i < 3; ++i) REQUIRE(*cache.get(1, "key", 1, load) == "page");
  REQUIRE(loads == 1);
  cache.get(2, "key", 1, load);
  cache.get(1, "kez", 1, load);
  cache.get(1, "key", 2, load);
  REQUIRE(loads == 4);
  const CacheCounters counters = cache.counters();
  REQUIRE(counters.hits == 2);
  REQUIRE(counters.misses == 4);
  REQUIRE(counters.entries == 4);
}

TEST_CASE("the cache stays within its bytes and always gives the right page") {
  constexpr std::size_t kBytes = 100000;
  const CachePolicy policy = GENERATE(CachePolicy::kRecords, CachePolicy::kClock, CachePolicy::kSegmentedLru);
  PageCache cache(kBytes, policy);
  RandomBytes random(1);
  for (int i = 0; i < 20000; ++i) {
    const auto table = static_cast<unsigned>(random.below(2));
    // Skewed, as real access is: some pages often, most rarely.
    const std::string key = std::to_string(random.below(1 + random.below(2000)));
    REQUIRE(*get(cache, table, key, 1) == page_for(table, key, 1));
    REQUIRE(cache.counters().bytes <= kBytes);
  }
  REQUIRE(cache.counters().evictions > 0);
  REQUIRE(cache.counters().hits > 0);
}

TEST_CASE("a scan does not push out what is in use") {
  PageCache cache(800000);
  const auto use_hot_pages = [&] {
    for (int key = 0; key < 200; ++key) get(cache, 1, std::to_string(key), 1);
  };
  for (int round = 0; round < 3; ++round) use_hot_pages();
  for (int key = 0; key < 20000; ++key) get(cache, 2, std::to_string(key), 1);
  const auto before = cache.counters();
  use_hot_pages();
  REQUIRE(cache.counters().hits - before.hits >= 150);
}

TEST_CASE("CLOCK gives a page that was asked for one more turn, and the segmented LRU keeps it whatever comes once") {
  constexpr std::size_t kRoom = 20000;  // some 25 pages
  const auto kept = [&](CachePolicy policy, int strangers) {
    PageCache cache(kRoom, policy);
    for (int i = 0; i < 2; ++i) get(cache, 1, "asked for twice", 1);
    for (int key = 0; key < strangers; ++key) get(cache, 2, std::to_string(key), 1);
    const auto hits = cache.counters().hits;
    get(cache, 1, "asked for twice", 1);
    REQUIRE(cache.counters().evictions > 0);
    return cache.counters().hits > hits;
  };
  REQUIRE(kept(CachePolicy::kClock, 35));
  REQUIRE_FALSE(kept(CachePolicy::kClock, 200));
  REQUIRE(kept(CachePolicy::kSegmentedLru, 200));
}

TEST_CASE("a held page outlives its eviction, and a page larger than the cache passes through") {
  PageCache cache(20000);
  const PageCache::Page held = get(cache, 1, "held", 1);
  for (int key = 0; key < 1000; ++key) get(cache, 1, std::to_string(key), 1);
  REQUIRE(*held == page_for(1, "held", 1));
  REQUIRE(cache.get(1, "large", 1, [] { return std::string(100000, 'l'); })->size() == 100000);
  REQUIRE(cache.counters().bytes <= 20000);
  PageCache none(0);
  REQUIRE(*get(none, 1, "a", 1) == page_for(1, "a", 1));
}

TEST_CASE("an error while loading passes through and leaves nothing behind") {
  PageCache cache(20000);
  REQUIRE_THROWS_AS(cache.get(1, "a", 1, []() -> std::string { throw std::runtime_error("damaged"); }),
                    std::runtime_error);
  REQUIRE(cache.counters().entries == 0);
  REQUIRE(*get(cache, 1, "a", 1) == page_for(1, "a", 1));
}

TEST_CASE("threads share a cache") {
  PageCache cache(100000);
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&, seed] {
      RandomBytes random(seed);
      for (int i = 0; i < 5000; ++i) {
        const std::string key = std::to_string(random.below(400));
        if (*get(cache, 1, key, 1) != page_for(1, key, 1)) ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  REQUIRE(wrong == 0);
}

}  // namespace
}  // namespace cg::storage
