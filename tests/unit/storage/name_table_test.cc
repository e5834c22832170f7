#include <map>
#include <optional>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/page_check.h"
#include "libcg/storage/transaction.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::storage {
namespace {

using Model = std::map<std::string, std::string>;

/// Names as they hurt: common prefixes of every length around where keys are cut, zero bytes, nearly equal ones.
std::string random_name(RandomBytes& random) {
  static const std::string stem(3000, 'n');
  const std::size_t lengths[] = {0, 1, 10, 498, 499, 500, 501, 510, 511, 512, 2000};
  std::string name = stem.substr(0, lengths[random.below(std::size(lengths))]);
  if (random.below(3) == 0 && !name.empty()) name[random.below(name.size())] = random.below(2) == 0 ? 'm' : 'o';
  if (random.below(8) == 0) name += std::string(1 + random.below(2), '\0');
  return name + random.text(random.below(4), random.below(4) == 0 ? 256 : 3);
}

Model random_model(RandomBytes& random, std::size_t count) {
  Model model;
  for (std::size_t i = 0; i < count; ++i) model[random_name(random)] = random.text(random.below(60), 256);
  return model;
}

void build(TableFixture& fixture, const PageCodec& codec, const Model& model, const PackOptions& options) {
  BulkWriter bulk(fixture.environment);
  NameTableWriter writer(append_to(bulk, fixture.table), codec, options);
  for (const auto& [name, payload] : model) writer.add(name, payload);
  writer.finish();
  bulk.finish();
}

void require_same(const Transaction& txn, Table table, const PageCodec& codec, const Model& model,
                  RandomBytes& random) {
  Model found;
  NameTableReader reader(txn, table, codec);
  for (bool more = reader.first(); more; more = reader.next()) found.emplace(reader.name(), reader.payload().bytes);
  REQUIRE(found == model);
  for (int i = 0; i < 60; ++i) {
    const std::string name = random_name(random);
    const auto expected = model.find(name);
    const auto record = reader.find(name);
    REQUIRE(record.has_value() == (expected != model.end()));
    if (record) REQUIRE(record->bytes == expected->second);
    const auto lower = model.lower_bound(name);
    REQUIRE(reader.seek(name) == (lower != model.end()));
    if (lower != model.end()) REQUIRE(reader.name() == lower->first);
  }
  const CheckReport report = check_names(txn, table, codec);
  REQUIRE(report.damages == std::vector<std::string>{});
  REQUIRE(report.records == model.size());
}

TEST_CASE("a name table holds what was added, with names of every length") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    RandomBytes random(seed);
    TableFixture fixture;
    const PageCodec codec("names");
    const Model model = random_model(random, 2500);
    // Small pages, so that many begin and end inside of long common prefixes.
    build(fixture, codec, model, {.raw_bytes = seed == 3 ? 16384U : 300U});
    const ReadTransaction txn(fixture.environment);
    for (int i = 0; i < 10; ++i) require_same(txn, fixture.table, codec, model, random);
    PageCache cache(30000);
    NameTableReader reader(txn, fixture.table, codec, &cache);
    for (const auto& [name, payload] : model) REQUIRE(reader.find(name)->bytes == payload);
  }
}

TEST_CASE("the longest name is taken and a longer one refused") {
  TableFixture fixture;
  const PageCodec codec("names");
  const std::string longest(kMaxNameBytes, 'x');
  {
    BulkWriter bulk(fixture.environment);
    NameTableWriter writer(append_to(bulk, fixture.table), codec);
    writer.add(longest, "payload");
    REQUIRE_THROWS_AS(writer.add(longest + "x", ""), Error);
    writer.finish();
    bulk.finish();
  }
  const ReadTransaction txn(fixture.environment);
  NameTableReader reader(txn, fixture.table, codec);
  REQUIRE(reader.find(longest)->bytes == "payload");
  REQUIRE_FALSE(reader.find(longest + "x"));
  REQUIRE_FALSE(reader.find(longest.substr(1)));
}

TEST_CASE("prefixes are walked in order and can be left") {
  TableFixture fixture;
  const PageCodec codec("names");
  build(fixture, codec, {{"", "0"}, {"a", "1"}, {"ab", "2"}, {"abc", "3"}, {"abd", "4"}, {"b", "5"}},
        {.raw_bytes = 10});
  const ReadTransaction txn(fixture.environment);
  NameTableReader reader(txn, fixture.table, codec);
  std::string seen;
  reader.for_each_prefix("ab", [&](std::string_view, const Record& payload) {
    seen += payload.bytes;
    return payload.bytes != "3";
  });
  REQUIRE(seen == "23");
  seen.clear();
  reader.for_each_prefix("", [&](std::string_view, const Record& payload) {
    seen += payload.bytes;
    return true;
  });
  REQUIRE(seen == "012345");
}

TEST_CASE("an edited name table equals a map after every step") {
  for (const std::uint64_t seed : {11, 12, 13, 14}) {
    RandomBytes random(seed);
    TableFixture fixture;
    const PageCodec codec("names");
    const PackOptions options{.raw_bytes = 200};
    Model model = seed == 11 ? Model{} : random_model(random, 300);
    build(fixture, codec, model, options);
    for (int step = 0; step < 30; ++step) {
      WriteTransaction txn(fixture.environment);
      NameTableEditor editor(txn, fixture.table, codec, options);
      const bool shrinking = step > 20;
      for (int i = 0; i < 40; ++i) {
        std::string name = random_name(random);
        if (random.below(2) == 0) {
          const auto at = model.lower_bound(name);
          if (at != model.end()) name = at->first;
        }
        if (random.below(10) < (shrinking ? 8U : 3U)) {
          REQUIRE(editor.erase(name) == (model.erase(name) == 1));
        } else {
          model[name] = random.text(random.below(60), 256);
          editor.put(name, model[name]);
        }
      }
      require_same(txn, fixture.table, codec, model, random);
      txn.commit();
    }
  }
}

TEST_CASE("a name table changed many names at a time equals a map after every step") {
  for (const std::uint64_t seed : {21, 22, 23, 24}) {
    RandomBytes random(seed);
    TableFixture fixture;
    const PageCodec codec("names");
    const PackOptions options{.raw_bytes = 200};
    Model model = seed == 21 ? Model{} : random_model(random, 300);
    build(fixture, codec, model, options);
    for (int step = 0; step < 25; ++step) {
      std::map<std::string, std::optional<std::string>> wanted;
      for (std::size_t i = 1 + random.below(60); i > 0; --i) {
        std::string name = random_name(random);
        if (random.below(2) == 0) {
          const auto at = model.lower_bound(name);
          if (at != model.end()) name = at->first;
        }
        const bool gone = random.below(10) < (step > 18 ? 9U : 3U);
        wanted[name] = gone ? std::nullopt : std::optional(random.text(random.below(60), 256));
      }
      std::vector<std::string_view> names;
      for (const auto& [name, payload] : wanted) names.push_back(name);
      WriteTransaction txn(fixture.environment);
      std::size_t asked = 0;
      NameTableEditor(txn, fixture.table, codec, options).change_each(names, [&](std::size_t i, std::optional<std::string_view> before) {
        REQUIRE(i == asked++);
        const auto there = model.find(std::string(names[i]));
        REQUIRE(before.has_value() == (there != model.end()));
        if (before) REQUIRE(*before == there->second);
        return wanted.at(std::string(names[i]));
      });
      REQUIRE(asked == names.size());
      for (const auto& [name, payload] : wanted) {
        model.erase(name);
        if (payload) model[name] = *payload;
      }
      require_same(txn, fixture.table, codec, model, random);
      txn.commit();
    }
  }
}

TEST_CASE("every damaged byte of a raw page of names is an error or a wrong value, never more") {
  const std::vector<NameEntry> entries = {
      {"", "zero"}, {"a", ""},   {"abacus", "two"}, {"abbey", "three"}, {"b", std::string_view("\0", 1)},
      {"c1", "5"},  {"c2", "5"}, {"c3", "5"},       {"c4", "5"},        {"c5", "5"},
      {"c6", "5"},  {"c7", "5"}, {"c8", "5"},       {"d1", "5"},        {"d2", "5"},
      {"d3", "5"},  {"d4", "5"}, {"d5", "5"}};
  const std::string page = encode_names(entries);
  REQUIRE_NOTHROW(NameBlock(page).check());
  const auto exercise = [](const std::string& raw) {
    std::size_t sum = 0;
    try {
      const NameBlock block(raw);
      NameWalker walker(block);
      for (bool more = walker.first(); more; more = walker.next()) {
        for (const char c : walker.payload()) sum += static_cast<unsigned char>(c);
      }
      sum += walker.seek("c4") ? walker.name().size() : 0;
      block.check();
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
    exercise(page.substr(0, i));
    const std::string cut = page.substr(0, i);
    REQUIRE_THROWS_AS(NameBlock(cut).check(), Error);
  }
}

}  // namespace
}  // namespace cg::storage
