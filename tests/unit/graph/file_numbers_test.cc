#include "libcg/graph/file_numbers.h"

#include <vector>

#include "libcg/base/error.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/transaction.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::graph {
namespace {

/// What an index says whose table `meta` has that text.
FileNumbers read_back(const std::string& text) {
  TemporaryDirectory directory;
  storage::Environment environment = storage::Environment::create(directory.file("index"));
  const storage::Table meta = environment.create_table(storage::schema::kMeta);
  {
    storage::WriteTransaction txn(environment);
    txn.put(meta, FileNumbers::kMetaKey, storage::meta_value(FileNumbers::kMetaKey, text));
    txn.commit();
  }
  return FileNumbers::read(environment, storage::ReadTransaction(environment));
}

TEST_CASE("numbers of files that are their ranks need not be told") {
  for (const std::vector<FileId>& plain : {std::vector<FileId>{}, {0}, {0, 1, 2}}) {
    const FileNumbers numbers(plain);
    CHECK(numbers.plain());
    CHECK(read_back(numbers.text()).plain());
    CHECK(numbers.stored(7) == 7);
    CHECK(numbers.shown(7) == 7);
  }
}

TEST_CASE("ranks and numbers lead to each other, also as an index tells them") {
  const std::vector<FileId> stored{3, 4, 0, 1, 9, 2};
  for (const FileNumbers& numbers : {FileNumbers(stored), read_back(FileNumbers(stored).text())}) {
    CHECK_FALSE(numbers.plain());
    CHECK(numbers.files() == stored.size());
    CHECK(numbers.runs() == 4);
    CHECK(numbers.text() == "3 2 0 2 9 1 2 1");
    for (FileId file = 0; file < stored.size(); ++file) {
      CHECK(numbers.stored(file) == stored[file]);
      CHECK(numbers.shown(stored[file]) == file);
      CHECK(numbers.key(file, 5) == storage::schema::chunk_key(stored[file], 5));
    }
    CHECK(numbers.stored(6) == kNone);
    for (const FileId none : {5U, 8U, 10U, kNone}) CHECK_THROWS_AS(numbers.shown(none), Error);
  }
}

TEST_CASE("lists keep the order of ranks under any numbers") {
  const FileNumbers numbers(std::vector<FileId>{7, 0, 3});
  std::vector<IncomingRow> rows(3);
  for (FileId file = 0; file < 3; ++file) rows[file].source = {file, 5 - file};
  const std::vector<IncomingRow> back = numbers.shown(decode_rows(encode_rows(numbers.stored(rows))));
  REQUIRE(back.size() == 3);
  for (FileId file = 0; file < 3; ++file) CHECK(back[file].source == rows[file].source);

  std::vector<DefinitionRow> definitions{{{0, 1}}, {{1, 4}}, {{1, 6}}, {{2, 2}}};
  const std::vector<DefinitionRow> read = numbers.shown(decode_definitions(encode_definitions(numbers.stored(definitions))));
  REQUIRE(read.size() == definitions.size());
  for (std::size_t i = 0; i < read.size(); ++i) CHECK(read[i].symbol == definitions[i].symbol);

  SiteRow site;
  site.targets = {{0, 2}, {1, 1}, {2, 9}};
  const std::vector<SiteRow> sites = numbers.shown(decode_sites(numbers.stored(1), encode_sites(numbers.stored(1), numbers.stored(std::vector{site}))));
  REQUIRE(sites.size() == 1);
  CHECK(sites[0].targets == site.targets);
}

TEST_CASE("damaged numbers are refused") {
  for (const char* text : {"", "plainly", "x", "1", "1 0", "5 2 6 1", "4294967294 3", "1 2 3", "-1 2"}) {
    INFO(text);
    CHECK_THROWS_AS(read_back(text), Error);
  }
}

}  // namespace
}  // namespace cg::graph
