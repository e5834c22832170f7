#include "libcg/graph/rows_splice.h"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::graph {
namespace {

constexpr FileId kFiles = 12;

std::vector<IncomingRow> rows_of(std::mt19937& random, FileId file) {
  std::vector<IncomingRow> rows(random() % 4);
  for (IncomingRow& row : rows) {
    row.source = {file, static_cast<std::uint32_t>(random() % 300)};
    row.kind = static_cast<EdgeKind>(random() % kEdgeKinds);
    row.how = static_cast<How>(random() % kHows);
    row.confidence = static_cast<std::uint8_t>(random() % 101);
    row.at = {static_cast<std::uint32_t>(random() % 5000), static_cast<std::uint32_t>(random() % 200)};
  }
  return rows;
}

TEST_CASE("a spliced list is the one that all rows in their order make") {
  for (unsigned seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    std::vector<FileId> stored(kFiles);
    for (FileId file = 0; file < kFiles; ++file) stored[file] = file;
    if (seed % 2 == 1) std::shuffle(stored.begin(), stored.end(), random);
    const FileNumbers numbers(stored);
    std::set<FileId> replaced;
    std::vector<IncomingRow> before, now, added;
    for (FileId file = 0; file < kFiles; ++file) {
      const std::vector<IncomingRow> old = rows_of(random, file);
      before.insert(before.end(), old.begin(), old.end());
      const bool other = random() % 3 == 0;
      const std::vector<IncomingRow> rows = other ? rows_of(random, file) : old;
      now.insert(now.end(), rows.begin(), rows.end());
      if (!other) continue;
      replaced.insert(file);
      added.insert(added.end(), rows.begin(), rows.end());
    }
    const std::string list = before.empty() && seed % 4 < 2 ? std::string() : encode_rows(numbers.stored(before));
    const std::string spliced = splice_rows(list, numbers, [&](FileId file) { return replaced.contains(file); }, added);
    REQUIRE(spliced == (now.empty() ? std::string() : encode_rows(numbers.stored(now))));
  }
}

TEST_CASE("a damaged list is not spliced") {
  std::mt19937 random(1);
  std::vector<IncomingRow> rows;
  for (FileId file = 0; file < kFiles; ++file) {
    const std::vector<IncomingRow> its = rows_of(random, file);
    rows.insert(rows.end(), its.begin(), its.end());
  }
  const std::string list = encode_rows(rows);
  const auto none = [](FileId) { return false; };
  for (std::size_t size = 1; size < list.size(); ++size) CHECK_THROWS_AS(splice_rows(list.substr(0, size), {}, none, {}), Error);
}

}  // namespace
}  // namespace cg::graph
