#include <map>
#include <optional>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/page_check.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/segment_writer.h"
#include "libcg/storage/transaction.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::storage {
namespace {

using Model = std::map<std::uint64_t, std::string>;

std::string random_record(RandomBytes& random) {
  const std::size_t size = random.below(20) == 0 ? random.below(60000) : random.below(600);
  return random.text(size, random.below(2) == 0 ? 256 : 5);
}

Model random_model(RandomBytes& random, std::size_t count) {
  Model model;
  for (std::size_t i = 0; i < count; ++i)
    model[random.below(2) == 0 ? random.any() : random.below(5000)] = random_record(random);
  return model;
}

void build(TableFixture& fixture, const PageCodec& codec, const Model& model, const PackOptions& options = {}) {
  BulkWriter bulk(fixture.environment, 100000);
  SegmentWriter writer(append_to(bulk, fixture.table), codec, options);
  for (const auto& [key, bytes] : model) writer.add(key, bytes);
  writer.finish();
  bulk.finish();
}

Model read_all(const Transaction& txn, Table table, const PageCodec& codec) {
  Model found;
  SegmentReader reader(txn, table, codec);
  for (bool more = reader.first(); more; more = reader.next()) found[reader.key()] = reader.record().bytes;
  return found;
}

void require_same(const Transaction& txn, Table table, const PageCodec& codec, const Model& model) {
  REQUIRE(read_all(txn, table, codec) == model);
  const CheckReport report = check_segments(txn, table, codec);
  REQUIRE(report.damages == std::vector<std::string>{});
  REQUIRE(report.records == model.size());
}

TEST_CASE("segments hold what was added: lookup, lower bound, order") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    RandomBytes random(seed);
    TableFixture fixture;
    const PageCodec codec("symbols");
    const Model model = random_model(random, 3000);
    build(fixture, codec, model);
    const ReadTransaction txn(fixture.environment);
    require_same(txn, fixture.table, codec, model);
    PageCache cache(200000);
    SegmentReader reader(txn, fixture.table, codec, &cache);
    for (int i = 0; i < 2000; ++i) {
      const std::uint64_t key = random.below(3) == 0 ? random.any() : random.below(5100);
      const auto expected = model.find(key);
      const auto record = reader.find(key);
      REQUIRE(record.has_value() == (expected != model.end()));
      if (record) REQUIRE(record->bytes == expected->second);
      const auto lower = model.lower_bound(key);
      REQUIRE(reader.seek(key) == (lower != model.end()));
      if (lower != model.end()) REQUIRE(reader.key() == lower->first);
    }
  }
}

TEST_CASE("a batch visits exactly the keys that are there") {
  RandomBytes random(7);
  TableFixture fixture;
  const PageCodec codec("symbols");
  Model model;
  for (std::uint64_t key = 0; key < 3000; key += 3) model[key] = random_record(random);
  build(fixture, codec, model);
  const ReadTransaction txn(fixture.environment);
  SegmentReader reader(txn, fixture.table, codec);
  std::vector<std::uint64_t> keys;
  for (std::uint64_t key = 0; key < 3100; key += 2) keys.push_back(key);
  std::size_t visited = 0;
  reader.find_each(keys, [&](std::uint64_t key, const Record& record) {
    REQUIRE(model.at(key) == record.bytes);
    ++visited;
  });
  REQUIRE(visited == 500);
}

TEST_CASE("edge keys and empty tables are no special case") {
  TableFixture fixture;
  const PageCodec codec("symbols");
  {
    const ReadTransaction txn(fixture.environment);
    SegmentReader reader(txn, fixture.table, codec);
    REQUIRE_FALSE(reader.find(0));
    REQUIRE_FALSE(reader.first());
    REQUIRE_FALSE(reader.seek(5));
  }
  build(fixture, codec, {{0, ""}, {UINT64_MAX, "x"}});
  const ReadTransaction txn(fixture.environment);
  SegmentReader reader(txn, fixture.table, codec);
  REQUIRE(reader.find(0)->bytes.empty());
  REQUIRE(reader.find(UINT64_MAX)->bytes == "x");
  REQUIRE_FALSE(reader.find(1));
}

TEST_CASE("edited segments equal a map after every step") {
  for (const std::uint64_t seed : {11, 12, 13}) {
    RandomBytes random(seed);
    TableFixture fixture;
    const PageCodec codec("symbols");
    const PackOptions options{.raw_bytes = 2000};
    Model model = seed == 11 ? Model{} : random_model(random, 200);
    build(fixture, codec, model, options);
    for (int step = 0; step < 25; ++step) {
      WriteTransaction txn(fixture.environment);
      SegmentEditor editor(txn, fixture.table, codec, options);
      const bool shrinking = step > 15;
      for (int i = 0; i < 40; ++i) {
        std::uint64_t key = random.below(4000);
        if (random.below(2) == 0 && !model.empty()) {
          const auto at = model.lower_bound(key);
          if (at != model.end()) key = at->first;
        }
        if (random.below(shrinking ? 5 : 3) != 0 && (shrinking || random.below(2) == 0)) {
          REQUIRE(editor.erase(key) == (model.erase(key) == 1));
        } else {
          model[key] = random_record(random);
          editor.put(key, model[key]);
        }
      }
      require_same(txn, fixture.table, codec, model);
      txn.commit();
    }
    const ReadTransaction txn(fixture.environment);
    require_same(txn, fixture.table, codec, model);
  }
}

TEST_CASE("segments changed many at a time equal a map after every step") {
  for (const std::uint64_t seed : {41, 42, 43}) {
    RandomBytes random(seed);
    TableFixture fixture;
    const PageCodec codec("symbols");
    const PackOptions options{.raw_bytes = 2000};
    Model model = seed == 41 ? Model{} : random_model(random, 200);
    build(fixture, codec, model, options);
    for (int step = 0; step < 25; ++step) {
      std::map<std::uint64_t, std::optional<std::string>> wanted;
      for (std::size_t i = 1 + random.below(60); i > 0; --i) {
        std::uint64_t key = random.below(4000);
        if (const auto at = model.lower_bound(key); random.below(2) == 0 && at != model.end()) key = at->first;
        wanted[key] = random.below(10) < (step > 15 ? 8U : 3U) ? std::nullopt : std::optional(random_record(random));
      }
      std::vector<std::uint64_t> keys;
      for (const auto& [key, bytes] : wanted) keys.push_back(key);
      WriteTransaction txn(fixture.environment);
      std::size_t asked = 0;
      SegmentEditor(txn, fixture.table, codec, options).change_each(keys, [&](std::size_t i, std::optional<std::string_view> before) {
        REQUIRE(i == asked++);
        const auto there = model.find(keys[i]);
        REQUIRE(before.has_value() == (there != model.end()));
        if (before) REQUIRE(*before == there->second);
        return wanted.at(keys[i]);
      });
      REQUIRE(asked == keys.size());
      for (const auto& [key, bytes] : wanted) {
        model.erase(key);
        if (bytes) model[key] = *bytes;
      }
      require_same(txn, fixture.table, codec, model);
      txn.commit();
    }
  }
}

TEST_CASE("erasing everything leaves an empty table") {
  TableFixture fixture;
  const PageCodec codec("symbols");
  RandomBytes random(21);
  const Model model = random_model(random, 300);
  build(fixture, codec, model);
  WriteTransaction txn(fixture.environment);
  SegmentEditor editor(txn, fixture.table, codec);
  for (const auto& [key, bytes] : model) REQUIRE(editor.erase(key));
  REQUIRE(txn.size(fixture.table).entries == 0);
}

TEST_CASE("segments fill their disk pages") {
  RandomBytes random(31);
  for (const std::uint64_t letters : {256, 40, 5}) {
    TableFixture fixture;
    const PageCodec codec("symbols");
    std::size_t compressed = 0;
    {
      BulkWriter bulk(fixture.environment);
      SegmentWriter writer(
          [&](std::string_view key, std::string_view page) {
            compressed += page.size();
            bulk.append(fixture.table, key, page);
          },
          codec);
      for (std::uint64_t key = 0; key < 2000; ++key) writer.add(key, random.text(300 + random.below(3700), letters));
      writer.finish();
      bulk.finish();
    }
    const ReadTransaction txn(fixture.environment);
    const double waste = static_cast<double>(txn.size(fixture.table).bytes()) / static_cast<double>(compressed) - 1;
    INFO("letters " << letters << ", waste " << waste);
    REQUIRE(waste < 0.08);
  }
}

TEST_CASE("the same records give the same pages") {
  RandomBytes random(41);
  const Model model = random_model(random, 500);
  const PageCodec codec("symbols");
  const auto pages = [&] {
    std::string all;
    SegmentWriter writer([&](std::string_view key, std::string_view page) { all.append(key).append(page); }, codec);
    for (const auto& [key, bytes] : model) writer.add(key, bytes);
    writer.finish();
    return all;
  };
  REQUIRE(pages() == pages());
}

TEST_CASE("every damaged byte of a raw segment page is an error or a wrong value, never more") {
  const std::vector<SegmentRecord> records = {
      {5, "one"}, {9, ""}, {300, "three"}, {70000, std::string_view("f\0ur", 4)}};
  const std::string page = encode_segment(records);
  const auto exercise = [](std::string_view raw) {
    std::size_t sum = 0;
    try {
      const SegmentPage damaged(raw);
      for (std::size_t i = 0; i < damaged.size(); ++i) {
        for (const char c : damaged.bytes(i)) sum += static_cast<unsigned char>(c);
      }
      sum += damaged.lower_bound(300);
      damaged.check();
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::kFormat);
    }
    return sum;
  };
  for (std::size_t i = 0; i < page.size(); ++i) {
    for (int value = 0; value < 256; ++value) {
      std::string damaged = page;
      damaged[i] = static_cast<char>(value);
      exercise(damaged);
    }
    // A copy of that very size, so that the sanitizer sees the end.
    exercise(std::string(page, 0, i));
    REQUIRE_THROWS_AS(SegmentPage(std::string_view(page).substr(0, i)).check(), Error);
  }
}

TEST_CASE("a damaged page in a table is found and counted, and the others are read") {
  TableFixture fixture;
  const PageCodec codec("symbols");
  RandomBytes random(51);
  build(fixture, codec, random_model(random, 500));
  std::size_t pages = 0;
  {
    WriteTransaction txn(fixture.environment);
    std::string key;
    std::string value;
    {
      Cursor cursor(txn, fixture.table);
      REQUIRE(cursor.first());
      REQUIRE(cursor.next());
      key = cursor.key();
      value = cursor.value();
    }
    value.back() = static_cast<char>(value.back() ^ 1);
    txn.put(fixture.table, key, value);
    pages = txn.size(fixture.table).entries;
    txn.commit();
  }
  const ReadTransaction txn(fixture.environment);
  const CheckReport report = check_segments(txn, fixture.table, codec);
  REQUIRE(report.pages == pages);
  REQUIRE(report.damaged_pages == 1);
  REQUIRE_THAT(report.damages.at(0), cg_matchers::Contains("\"symbols\"") && cg_matchers::Contains("run cg-index"));
}

}  // namespace
}  // namespace cg::storage
