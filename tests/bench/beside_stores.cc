// beside_stores INDEX [READS]: point reads of single symbols, drawn at random, beside SQLite and RocksDB that hold the same records
// under the same keys, by turns in one run, in CPU time of the one thread; and the bytes of each. Built with CG_BENCH_PEERS.
//
// What is the same: the records (a symbol's row as the index encodes it, all columns, without its text), the keys (file and number),
// the keys that are drawn and their order, and that a record counts as read when its fields are there to be used: the peers' bytes are
// decoded, ours come decoded from the reader. Caches are of one size, once large enough for everything and once 1 MiB.
// What each is given of its best: SQLite a table WITHOUT ROWID in a mapped file with a prepared statement and one transaction; RocksDB
// zstd, one compacted level, Bloom filters, no checks of checksums while reading. Bytes are of the packed, closed files.

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/bench/random.h"
#include "libcg/bench/quantiles.h"
#include "libcg/bench/scratch_directory.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/records.h"

namespace {

using namespace cg;

std::string key_of(SymbolRef ref) {
  std::string key;
  for (const std::uint32_t part : {ref.file, ref.ordinal}) {
    for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(part >> shift & 0xffU);
  }
  return key;
}

std::uint64_t number_of(SymbolRef ref) { return std::uint64_t{ref.file} << 32U | ref.ordinal; }

/// What a reader does with a row: something of each column.
std::uint64_t use(const graph::SymbolRow& row) { return row.name.size() * 31 + row.at.line + row.end_byte + static_cast<std::uint64_t>(row.kind) + row.container; }
std::uint64_t use(std::string_view bytes) { return use(graph::decode_symbols(bytes).front()); }

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

class Sqlite {
 public:
  Sqlite(std::string path, bool create) : path_(std::move(path)) {
    if (sqlite3_open(path_.c_str(), &db_) != SQLITE_OK) fail("sqlite3_open");
    if (create) run("CREATE TABLE symbol(key INTEGER PRIMARY KEY, value BLOB) WITHOUT ROWID");
  }
  ~Sqlite() {
    sqlite3_finalize(get_);
    sqlite3_close(db_);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  void run(const char* sql) const {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(fmt::format("{}: {}", sql, sqlite3_errmsg(db_)));
  }
  void put(const std::vector<std::pair<SymbolRef, std::string>>& records) const {
    run("BEGIN");
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, "INSERT INTO symbol VALUES(?, ?)", -1, &statement, nullptr) != SQLITE_OK) fail("prepare");
    for (const auto& [ref, value] : records) {
      sqlite3_bind_int64(statement, 1, static_cast<sqlite3_int64>(number_of(ref)));
      sqlite3_bind_blob(statement, 2, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
      if (sqlite3_step(statement) != SQLITE_DONE) fail("insert");
      sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    run("COMMIT");
    run("VACUUM");
  }
  void open_for_reading(std::size_t cache_bytes) {
    run(fmt::format("PRAGMA cache_size=-{}; PRAGMA mmap_size={}", cache_bytes / 1024, cache_bytes).c_str());
    if (sqlite3_prepare_v2(db_, "SELECT value FROM symbol WHERE key=?", -1, &get_, nullptr) != SQLITE_OK) fail("prepare");
    run("BEGIN");
  }
  std::uint64_t get(SymbolRef ref) const {
    sqlite3_bind_int64(get_, 1, static_cast<sqlite3_int64>(number_of(ref)));
    if (sqlite3_step(get_) != SQLITE_ROW) fail("no such row");
    const std::uint64_t used = use({static_cast<const char*>(sqlite3_column_blob(get_, 0)), static_cast<std::size_t>(sqlite3_column_bytes(get_, 0))});
    sqlite3_reset(get_);
    return used;
  }

 private:
  std::string path_;
  sqlite3* db_ = nullptr;
  sqlite3_stmt* get_ = nullptr;
};

rocksdb::Options rocks_options(std::size_t cache_bytes) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.compression = options.bottommost_compression = rocksdb::kZSTD;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(cache_bytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

std::unique_ptr<rocksdb::DB> open_rocks(const std::string& path, std::size_t cache_bytes) {
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(rocks_options(cache_bytes), path, &db);
  if (!status.ok()) fail(status.ToString());
  return std::unique_ptr<rocksdb::DB>(db);
}

void fill_rocks(const std::string& path, const std::vector<std::pair<SymbolRef, std::string>>& records) {
  const auto db = open_rocks(path, std::size_t{8} << 20U);
  for (const auto& [ref, value] : records) {
    if (!db->Put({}, key_of(ref), value).ok()) fail("put");
  }
  if (!db->Flush({}).ok() || !db->CompactRange({}, nullptr, nullptr).ok()) fail("compact");
}

/// Of its tables alone: logs and manifests are of a fixed size.
std::uint64_t table_bytes(const std::filesystem::path& directory) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".sst") bytes += entry.file_size();
  }
  return bytes;
}

template <class Get>
double read_all(const std::vector<SymbolRef>& drawn, std::uint64_t& digest, Get&& get) {
  digest = 0;
  const std::int64_t begin = thread_cpu_ns();
  for (const SymbolRef ref : drawn) digest += get(ref);
  return static_cast<double>(thread_cpu_ns() - begin) / static_cast<double>(drawn.size());
}

void compare(const std::filesystem::path& index, const std::string& sqlite_path, const std::string& rocks_path, const std::vector<SymbolRef>& drawn, std::size_t cache_bytes,
             const graph::ReaderMemory& memory) {
  graph::IndexReader reader(index, memory);
  Sqlite sqlite(sqlite_path, false);
  sqlite.open_for_reading(cache_bytes);
  const auto rocks = open_rocks(rocks_path, cache_bytes);
  rocksdb::ReadOptions fast;
  fast.verify_checksums = false;
  std::vector<double> times[3];
  constexpr int kRounds = 11, kWarmUp = 2;
  for (int round = -kWarmUp; round < kRounds; ++round) {
    double took[3] = {};
    std::uint64_t digests[3] = {};
    for (int turn = 0; turn < 3; ++turn) {
      const int who = (turn + round + kWarmUp) % 3;  // each comes first, second and third
      if (who == 0) took[0] = read_all(drawn, digests[0], [&](SymbolRef ref) { return use(reader.symbol(ref)); });
      if (who == 1) took[1] = read_all(drawn, digests[1], [&](SymbolRef ref) { return sqlite.get(ref); });
      if (who == 2) {
        rocksdb::PinnableSlice value;
        took[2] = read_all(drawn, digests[2], [&](SymbolRef ref) {
          value.Reset();
          if (!rocks->Get(fast, rocks->DefaultColumnFamily(), key_of(ref), &value).ok()) fail("no such key");
          return use({value.data(), value.size()});
        });
      }
    }
    if (digests[0] != digests[1] || digests[0] != digests[2]) fail("the three hold different records");
    for (int who = 0; round >= 0 && who < 3; ++who) times[who].push_back(took[who]);
  }
  const double ours = bench::median(times[0]);
  fmt::print("cache of {} KiB: ns a read, medians of {} rounds of {}: ours {:.0f}, SQLite {:.0f} ({:.1f} x), RocksDB {:.0f} ({:.1f} x)\n", cache_bytes / 1024, kRounds, drawn.size(),
             ours, bench::median(times[1]), bench::median(times[1]) / ours, bench::median(times[2]), bench::median(times[2]) / ours);
  const char* names[] = {"ours", "sqlite", "rocksdb"};
  for (int who = 0; who < 3; ++who) {
    fmt::print("  samples {}:", names[who]);
    for (const double sample : times[who]) fmt::print(" {:.0f}", sample);
    fmt::print("\n");
  }
}

int run(const std::filesystem::path& index, std::size_t reads) {
  std::vector<std::pair<SymbolRef, std::string>> records;
  std::uint64_t our_bytes = 0;
  {
    graph::IndexReader reader(index, graph::ReaderMemory::for_walks());
    for (FileId file = 0; file < reader.file_count(); ++file) {
      const std::uint32_t count = reader.file(file).symbols;
      for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
        const graph::SymbolRow row = reader.symbol({file, ordinal});
        records.emplace_back(SymbolRef{file, ordinal}, graph::encode_symbols(std::span(&row, 1)));
      }
    }
    for (const auto& table : reader.table_bytes()) our_bytes += table.name == "symbols" ? table.bytes : 0;
  }
  if (records.empty()) fail("the index has no symbols");
  const bench::ScratchDirectory scratch;
  const std::string sqlite_path = (scratch.path() / "symbols.sqlite").string(), rocks_path = (scratch.path() / "rocks").string();
  Sqlite(sqlite_path, true).put(records);
  fill_rocks(rocks_path, records);
  const std::uint64_t sqlite_bytes = std::filesystem::file_size(sqlite_path), rocks_bytes = table_bytes(rocks_path);
  fmt::print("{} records; bytes: ours {}, SQLite {} ({:.2f} of it), RocksDB {} ({:.2f} of it)\n", records.size(), our_bytes, sqlite_bytes,
             static_cast<double>(our_bytes) / static_cast<double>(sqlite_bytes), rocks_bytes, static_cast<double>(our_bytes) / static_cast<double>(rocks_bytes));
  bench::Random random(1);
  std::vector<SymbolRef> drawn;
  for (std::size_t i = 0; i < reads; ++i) drawn.push_back(records[random.below(records.size())].first);
  records.clear();
  compare(index, sqlite_path, rocks_path, drawn, std::size_t{1} << 30U, {std::size_t{512} << 20U, 65536});
  compare(index, sqlite_path, rocks_path, drawn, std::size_t{1} << 20U, {std::size_t{256} << 10U, 32});
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "beside_stores INDEX [READS]\n");
    return 2;
  }
  try {
    return run(argv[1], argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20000);
  } catch (const std::exception& error) {
    fmt::print(stderr, "beside_stores: {}\n", error.what());
    return 2;
  }
}
