#include "libcg/storage/prefetch.h"

#include <string>
#include <vector>

#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/segment_writer.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::storage {
namespace {

TEST_CASE("what followed a page before is expected again, and doubt outweighs it") {
  PagePredictor predictor(4096);
  const PageId a{1, 10}, b{1, 20}, c{2, 10};
  REQUIRE_FALSE(predictor.after(a));
  for (const PageId page : {a, b, a, b}) predictor.saw(page);
  REQUIRE(predictor.after(a) == b);
  for (const PageId page : {a, c, a, c, a, c}) predictor.saw(page);
  REQUIRE(predictor.after(a) != b);
  for (const PageId page : {a, c}) predictor.saw(page);
  REQUIRE(predictor.after(a) == c);
  REQUIRE_FALSE(predictor.after({3, 10}));
}

TEST_CASE("a set of pages forgets and never invents") {
  PageSet set(16);
  for (std::uint64_t key = 0; key < 1000; ++key) REQUIRE(set.add({1, key}));
  std::size_t left = 0;
  for (std::uint64_t key = 0; key < 1000; ++key) left += set.remove({1, key}) ? 1 : 0;
  REQUIRE(left >= 1);
  REQUIRE(left <= 16);
  REQUIRE_FALSE(set.remove({2, 999}));
}

TEST_CASE("reading ahead is counted, changes no answer, and is right where the walk is in order") {
  TableFixture fixture;
  const PageCodec codec("symbols");
  RandomBytes random(5);
  std::vector<std::string> records;
  {
    BulkWriter bulk(fixture.environment, 100000);
    SegmentWriter writer(append_to(bulk, fixture.table), codec);
    for (std::uint64_t key = 0; key < 2000; ++key) writer.add(key, records.emplace_back(100, static_cast<char>('a' + random.below(26))));
    writer.finish();
    bulk.finish();
  }
  const ReadTransaction txn(fixture.environment);
  for (const Foresight foresight : {Foresight::kNone, Foresight::kNextPage, Foresight::kGraph, Foresight::kLearned}) {
    PageCache cache(1);  // keeps nothing, so that every page is decoded
    Prefetcher prefetcher(txn, foresight, 1000);
    SegmentReader reader(txn, fixture.table, codec, &cache, &prefetcher);
    std::vector<std::uint64_t> all;
    for (std::uint64_t key = 0; key < 2000; ++key) all.push_back(key);
    prefetcher.want(fixture.table, all);
    for (int walk = 0; walk < 4; ++walk) {
      for (const std::uint64_t key : all) REQUIRE(reader.find(key)->bytes == records[key]);
    }
    const PrefetchCounters& counters = prefetcher.counters();
    REQUIRE(counters.decoded >= 30);
    REQUIRE(counters.used <= counters.asked);
    if (foresight == Foresight::kNone) REQUIRE(counters.asked == 0);
    if (foresight == Foresight::kNextPage) REQUIRE(counters.precision() > 0.9);
    if (foresight == Foresight::kNextPage) REQUIRE(counters.coverage() > 0.7);
    if (foresight == Foresight::kGraph) REQUIRE(counters.precision() == 1);
    if (foresight == Foresight::kLearned) REQUIRE(counters.precision() > 0.5);
  }
}

}  // namespace
}  // namespace cg::storage
