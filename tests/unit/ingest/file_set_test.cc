#include "libcg/ingest/file_set.h"

#include <random>
#include <set>

#include "tests/unit/catch.h"

using cg::ingest::FileSet;

TEST_CASE("a set of files holds what was put in since it was emptied") {
  std::mt19937 random(3);
  FileSet files;
  for (int round = 0; round < 200; ++round) {
    std::set<std::uint32_t> oracle;
    for (int i = 0; i < round; ++i) {
      const auto file = static_cast<std::uint32_t>(random() % 500);
      REQUIRE(files.insert(file) == oracle.insert(file).second);
    }
    REQUIRE(files.size() == oracle.size());
    REQUIRE(files.empty() == oracle.empty());
    REQUIRE(std::set<std::uint32_t>(files.files().begin(), files.files().end()) == oracle);
    for (std::uint32_t file = 0; file < 600; ++file) REQUIRE(files.contains(file) == oracle.contains(file));
    files.clear();
  }
}
