#include "libcg/storage/tree_check.h"

#include <fstream>
#include <iterator>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/page_check.h"
#include "libcg/storage/segment_writer.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"

namespace cg::storage {
namespace {

constexpr std::uint64_t kRecords = 6000;

/// An index with two tables, trees of several levels, overflow pages and a free list.
std::string build(const TemporaryDirectory& directory, const PageCodec& codec) {
  const std::string path = directory.file("graph-1.lmdb");
  RandomBytes random(1);
  auto environment = Environment::create(path);
  const Table segments = environment.create_table("segments");
  const Table names = environment.create_table("names");
  BulkWriter bulk(environment, 200000);
  SegmentWriter writer(append_to(bulk, segments), codec);
  for (std::uint64_t key = 0; key < kRecords; ++key) {
    writer.add(key, random.text(random.below(300), 40));
    bulk.append(names, "name " + std::to_string(1000000 + key), random.text(random.below(200), 256));
  }
  writer.finish();
  bulk.finish();
  environment.sync();
  return path;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Reads everything there is; may throw.
void read_all(const std::string& path, const PageCodec& codec) {
  const auto environment = Environment::open_read(path);
  const ReadTransaction txn(environment);
  static_cast<void>(check_segments(txn, environment.table("segments"), codec));
  Cursor cursor(txn, environment.table("names"));
  std::size_t sum = 0;
  for (bool more = cursor.first(); more; more = cursor.next()) {
    for (const char c : cursor.value()) sum += static_cast<unsigned char>(c);
  }
  REQUIRE(sum > 0);
}

/// The pages whose content LMDB trusts: both heads, and those of trees.
std::vector<std::size_t> tree_pages(const std::string& file) {
  std::vector<std::size_t> pages = {0, 1};
  for (std::size_t page = 2; page < file.size() / 4096; ++page) {
    const auto flags = static_cast<unsigned char>(file[page * 4096 + 10]);
    if (static_cast<unsigned char>(file[page * 4096]) == (page & 0xff) && (flags == 1 || flags == 2)) pages.push_back(page);
  }
  REQUIRE(pages.size() > 20);
  return pages;
}

/// One bit of one of the pages is another.
std::string with_damage(std::string file, const std::vector<std::size_t>& pages, RandomBytes& random) {
  // Heads of pages and slots matter most, and are the smallest part.
  const std::size_t within = random.below(random.below(2) == 0 ? 64 : 4096);
  const std::size_t at = pages[random.below(pages.size())] * 4096 + within;
  file[at] = static_cast<char>(file[at] ^ (1 << random.below(8)));
  return file;
}

TEST_CASE("the trees of a sound index are sound, also after changes") {
  const TemporaryDirectory directory;
  const PageCodec codec("symbols");
  const std::string path = build(directory, codec);
  REQUIRE_NOTHROW(check_trees(path));
  const WriterLock lock(directory.file("writer.lock"));
  RandomBytes random(2);
  for (int round = 0; round < 10; ++round) {
    auto environment = Environment::open_write(path, lock);
    WriteTransaction txn(environment);
    for (int i = 0; i < 200; ++i) {
      const std::string key = "name " + std::to_string(1000000 + random.below(kRecords));
      if (random.below(2) == 0) {
        txn.erase(environment.table("names"), key);
      } else {
        txn.put(environment.table("names"), key, random.text(random.below(9000), 256));
      }
    }
    txn.commit();
    REQUIRE_NOTHROW(check_trees(path));
  }
}

TEST_CASE("an index whose trees are called sound is read without a crash, whatever bit is damaged") {
  const TemporaryDirectory directory;
  const PageCodec codec("symbols");
  const std::string sound = read_file(build(directory, codec));
  const std::vector<std::size_t> trees = tree_pages(sound);
  RandomBytes random(3);
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string path = directory.write("damaged", with_damage(sound, trees, random));
    try {
      check_trees(path);
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::kFormat);
      ++found;
      continue;
    }
    read_all(path, codec);
  }
  REQUIRE(found > 100);
}

TEST_CASE("a reader that trusts damaged trees ends with an error, not with a crash") {
  const TemporaryDirectory directory;
  const PageCodec codec("symbols");
  const std::string sound = read_file(build(directory, codec));
  const std::vector<std::size_t> trees = tree_pages(sound);
  RandomBytes random(4);
  std::size_t refused = 0;
  for (int i = 0; i < 1500; ++i) {
    const std::string path = directory.write("damaged", with_damage(sound, trees, random));
    try {
      read_all(path, codec);
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::kFormat);
      ++refused;
    }
  }
  REQUIRE(refused > 100);
}

}  // namespace
}  // namespace cg::storage
