#include "libcg/storage/tree_walk.h"

#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/file_header.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/segment_writer.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"
#include "tests/unit/storage/structural_bytes.h"

namespace cg::storage {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("walking a snapshot finds the entries that were written, in order, after any changes") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("graph-1.lmdb");
  {
    auto environment = Environment::create(path);
    static_cast<void>(environment.create_table("test"));
    environment.sync();
  }
  const WriterLock lock(directory.file("writer.lock"));
  auto environment = Environment::open_write(path, lock);
  const Table table = environment.table("test");
  std::map<std::string, std::string> model;
  RandomBytes random(1);
  for (int round = 0; round < 12; ++round) {
    {
      WriteTransaction txn(environment);
      for (int i = 0; i < 300; ++i) {
        const std::string key = random.text(1 + random.below(random.below(9) == 0 ? 500 : 12), 3);
        if (random.below(3) == 0) {
          txn.erase(table, key);
          model.erase(key);
        } else {
          txn.put(table, key, model[key] = random.text(random.below(random.below(5) == 0 ? 9000 : 60), 256));
        }
      }
      txn.commit();
    }
    const ReadTransaction txn(environment);
    REQUIRE(txn.walk(table).has_value());
    Cursor cursor(txn, table);
    auto expected = model.begin();
    for (bool more = cursor.first(); more; more = cursor.next(), ++expected) {
      REQUIRE(expected != model.end());
      REQUIRE((cursor.key() == expected->first && cursor.value() == expected->second));
    }
    REQUIRE(expected == model.end());
    for (bool more = cursor.last(); more; more = cursor.previous()) {
      REQUIRE(expected != model.begin());
      REQUIRE(cursor.key() == (--expected)->first);
    }
    REQUIRE(expected == model.begin());
    for (int i = 0; i < 500; ++i) {
      const std::string wanted = random.text(1 + random.below(12), 3);
      const auto at = model.lower_bound(wanted);
      REQUIRE(cursor.seek(wanted) == (at != model.end()));
      if (at != model.end()) REQUIRE((cursor.key() == at->first && cursor.value() == at->second));
      const auto above = model.upper_bound(wanted);
      REQUIRE(cursor.seek_floor(wanted) == (above != model.begin()));
      if (above != model.begin()) REQUIRE(cursor.key() == std::prev(above)->first);
      const auto found = txn.get(table, wanted);
      REQUIRE(found.has_value() == model.contains(wanted));
    }
  }
}

/// Tables as an index has them, of several levels, some of them edited, and what they hold.
struct Sample {
  std::map<std::uint64_t, std::string> records;
  std::map<std::string, std::string> names;
  std::map<std::string, std::string> values;
  PageCodec records_codec{"symbols"}, names_codec{"names"};
  PackOptions pack{200, 4096};

  void build(const TemporaryDirectory& directory, const std::string& path) {
    RandomBytes random(2);
    for (int i = 0; i < 6000; ++i) records[random.below(500) << 32U | random.below(40)] = random.text(random.below(120), 40);
    for (int i = 0; i < 6000; ++i) names[random.text(1 + random.below(14), 7)] = random.text(random.below(90), 256);
    for (int i = 0; i < 900; ++i) values["key " + std::to_string(random.below(100000))] = random.text(random.below(80), 256);
    {
      auto environment = Environment::create(path);
      const Table of_segments = environment.create_table("symbols"), of_names = environment.create_table("names");
      const Table plain = environment.create_table("plain");
      BulkWriter bulk(environment, 200000);
      SegmentWriter segments(append_to(bulk, of_segments), records_codec, pack);
      for (const auto& [key, bytes] : records) segments.add(key, bytes);
      segments.finish();
      NameTableWriter named(append_to(bulk, of_names), names_codec, pack);
      for (const auto& [name, bytes] : names) named.add(name, bytes);
      named.finish();
      for (const auto& [key, bytes] : values) bulk.append(plain, key, sealed("plain", key, bytes));
      bulk.finish();
      environment.sync();
    }
    const WriterLock lock(directory.file("writer.lock"));
    auto environment = Environment::open_write(path, lock);
    WriteTransaction txn(environment);
    SegmentEditor segments(txn, environment.table("symbols"), records_codec, pack);
    NameTableEditor named(txn, environment.table("names"), names_codec, pack);
    for (int i = 0; i < 400; ++i) {
      const std::uint64_t key = random.below(500) << 32U | random.below(40);
      segments.put(key, records[key] = random.text(random.below(200), 40));
      const std::string name = random.text(1 + random.below(14), 7);
      named.put(name, names[name] = random.text(random.below(90), 256));
    }
    txn.commit();
  }

  /// Whether every question is answered as it has to be; throws what reading throws.
  [[nodiscard]] bool answers_rightly(const std::string& path, RandomBytes& random) const {
    const auto environment = Environment::open_read(path);
    const ReadTransaction txn(environment);
    SegmentReader segments(txn, environment.table("symbols"), records_codec);
    NameTableReader named(txn, environment.table("names"), names_codec);
    const Table plain = environment.table("plain");
    const auto same = [](const auto& found, const auto& model, const auto& key) {
      const auto at = model.find(key);
      return at == model.end() ? !found : found && found->bytes == at->second;
    };
    for (int i = 0; i < 300; ++i) {
      const std::uint64_t key = random.below(502) << 32U | random.below(42);
      if (!same(segments.find(key), records, key)) return false;
      const std::string name = random.text(1 + random.below(14), 7);
      if (!same(named.find(name), names, name)) return false;
      const bool any = named.seek(name);
      const auto next = names.lower_bound(name);
      if (any != (next != names.end()) || (any && named.name() != next->first)) return false;
      const std::string text = "key " + std::to_string(random.below(100000));
      const auto found = txn.get(plain, text);
      if (!found) prove_absent(txn, plain, "plain", text);
      if (found.has_value() != values.contains(text) || (found && unsealed("plain", text, *found) != values.at(text))) return false;
    }
    auto expected = records.begin();
    for (bool more = segments.first(); more; more = segments.next(), ++expected) {
      if (expected == records.end() || segments.key() != expected->first) return false;
    }
    return expected == records.end();
  }
};

TEST_CASE("no flipped bit in what LMDB keeps for itself makes a wrong answer") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("graph-1.lmdb");
  Sample sample;
  sample.build(directory, path);
  const std::string sound = read_file(path);
  RandomBytes random(3);
  REQUIRE(sample.answers_rightly(path, random));
  const std::vector<std::size_t> places = structural_bytes(sound, read_file_header(path));
  REQUIRE(places.size() > 20000);
  int refused = 0;
  for (int flip = 0; flip < 400; ++flip) {
    const std::size_t at = places[random.below(places.size())];
    const unsigned bit = static_cast<unsigned>(random.below(8));
    std::string damaged = sound;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
    const std::string there = directory.write("damaged", damaged);
    INFO("flip " << flip << ", byte " << at << " of page " << at / 4096 << " at " << at % 4096 << ", bit " << bit);
    try {
      const bool rightly = sample.answers_rightly(there, random);
      CHECK(rightly);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kFormat);
      ++refused;
    }
  }
  CHECK(refused > 100);
}

}  // namespace
}  // namespace cg::storage
