#include "libcg/search/block_edit.h"

#include <algorithm>
#include <map>
#include <random>

#include "libcg/base/error.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::search {
namespace {

constexpr std::size_t kDim = 3;

/// The columns of one file, of that many chunks.
struct File {
  std::uint32_t rows = 0;
  char mark = 0;
  [[nodiscard]] std::string chunks() const { return std::string(rows * kChunkColumnBytes, mark); }
  [[nodiscard]] std::string scales() const { return std::string(rows * sizeof(float), static_cast<char>(mark + 1)); }
  [[nodiscard]] std::string vectors() const { return std::string(rows * kDim, static_cast<char>(mark + 2)); }
};

void put(storage::WriteTransaction& txn, storage::Table table, const std::string& key, std::string_view bytes) {
  txn.put(table, key, storage::sealed(storage::schema::kSearch, key, bytes));
}

std::string_view get(const storage::Transaction& txn, storage::Table table, const std::string& key) {
  return storage::unsealed(storage::schema::kSearch, key, txn.get(table, key).value());
}

void put_block(storage::WriteTransaction& txn, storage::Table table, FileId first, const std::vector<File>& files) {
  ByteWriter column;
  std::string chunks, scales, vectors;
  std::uint32_t rows = 0;
  for (const File& f : files) {
    FileColumn c;
    c.first_chunk = rows;
    c.chunks = f.rows;
    c.depth = 7;
    write_file_column(column, c);
    rows += f.rows;
    chunks += f.chunks();
    scales += f.scales();
    vectors += f.vectors();
  }
  put(txn, table, block_key(kFilesColumn, first), column.view());
  put(txn, table, block_key(kChunksColumn, first), chunks);
  put(txn, table, block_key(kScalesColumn, first), scales);
  put(txn, table, block_key(kVectorsColumn, first), vectors);
}

/// All blocks, one after the other, and the rows of the longest with more than one file.
struct Whole {
  std::string chunks, scales, vectors;
  std::vector<std::uint32_t> rows;
  std::size_t longest = 0;
};

Whole read_all(const storage::Transaction& txn, storage::Table table) {
  Whole all;
  storage::for_each_prefix(txn, table, kFilesColumn, [&](std::string_view key, std::string_view value) {
    const std::string_view column = storage::unsealed(storage::schema::kSearch, key, value);
    const FileId first = first_file_of(kFilesColumn, key);
    REQUIRE(first == all.rows.size());
    std::uint32_t rows = 0;
    for (std::size_t at = 0; at < column.size(); at += kFileColumnBytes) {
      const FileColumn c = read_file_column(column.substr(at, kFileColumnBytes));
      REQUIRE(c.first_chunk == rows);
      REQUIRE(c.depth == 7);
      rows += c.chunks;
      all.rows.push_back(c.chunks);
    }
    all.chunks += get(txn, table, block_key(kChunksColumn, first));
    all.scales += get(txn, table, block_key(kScalesColumn, first));
    all.vectors += get(txn, table, block_key(kVectorsColumn, first));
    if (column.size() > kFileColumnBytes) all.longest = std::max<std::size_t>(all.longest, rows);
    return true;
  });
  return all;
}

TEST_CASE("edited blocks have the columns of all files in their order, and no block grows without end") {
  std::mt19937 random(3);
  TableFixture fixture;
  std::vector<File> files;
  {
    storage::WriteTransaction txn(fixture.environment);
    for (int block = 0; block < 3; ++block) {
      const auto first = static_cast<FileId>(files.size());
      std::vector<File> its(1 + random() % 5);
      for (File& f : its) f = {static_cast<std::uint32_t>(random() % 300), static_cast<char>(random() % 100)};
      put_block(txn, fixture.table, first, its);
      files.insert(files.end(), its.begin(), its.end());
    }
    txn.commit();
  }
  for (int step = 0; step < 200; ++step) {
    const auto file = static_cast<FileId>(random() % files.size());
    const File was = files[file];
    files[file] = {static_cast<std::uint32_t>(random() % (step % 10 == 0 ? 1500 : 200)), static_cast<char>(random() % 100)};
    const File& now = files[file];
    storage::WriteTransaction txn(fixture.environment);
    BlockEdit edit(txn, fixture.table, kDim, file);
    FileColumn column;
    column.chunks = now.rows;
    const std::string chunks = now.chunks(), scales = now.scales(), vectors = now.vectors();
    CHECK(edit.replace(file, {column, chunks, scales, vectors}).chunks == was.rows);
    edit.write();
    txn.commit();
    const Whole all = read_all(storage::ReadTransaction(fixture.environment), fixture.table);
    Whole expected;
    for (const File& f : files) {
      expected.rows.push_back(f.rows);
      expected.chunks += f.chunks();
      expected.scales += f.scales();
      expected.vectors += f.vectors();
    }
    REQUIRE(all.rows == expected.rows);
    REQUIRE(all.chunks == expected.chunks);
    REQUIRE(all.scales == expected.scales);
    REQUIRE(all.vectors == expected.vectors);
    REQUIRE(all.longest < 2 * kBlockChunks + 1500);
  }
}

TEST_CASE("a damaged block is refused and not edited") {
  TableFixture fixture;
  storage::WriteTransaction txn(fixture.environment);
  CHECK_THROWS_AS(BlockEdit(txn, fixture.table, kDim, 0), Error);
  put_block(txn, fixture.table, 0, {{2, 'a'}, {1, 'b'}});
  CHECK_NOTHROW(BlockEdit(txn, fixture.table, kDim, 1));
  CHECK_THROWS_AS(BlockEdit(txn, fixture.table, kDim, 2), Error);
  txn.put(fixture.table, block_key(kScalesColumn, 0), "short");
  CHECK_THROWS_AS(BlockEdit(txn, fixture.table, kDim, 1), Error);
  txn.put(fixture.table, "files x", "");
  CHECK_THROWS_AS(first_file_of(kFilesColumn, "files x"), Error);
}

}  // namespace
}  // namespace cg::search
