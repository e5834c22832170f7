#include "libcg/ingest/verify_index.h"

#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/ingest/update.h"
#include "libcg/storage/writer_lock.h"
#include "libcg/storage/index_build.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/index_dump.h"
#include "tests/unit/storage/structural_bytes.h"

using namespace cg;
using namespace cg::ingest;
namespace fs = std::filesystem;

namespace {

void build(const TemporaryDirectory& tree, const fs::path& index) {
  for (const auto& [path, content] : EditScript::read(std::string(CG_TESTDATA) + "/linking")) tree.write(path, content);
  NullEvents events;
  TreeOptions options;
  options.use_git = false;
  BuildOptions build;
  build.threads = 1;
  build_index(list_tree(tree.path(), options, events), index, build, events);
}

/// Damaged pages by table; only those that have any.
std::map<std::string, std::uint64_t> damages(const fs::path& index) {
  std::map<std::string, std::uint64_t> out;
  const VerifySummary summary = verify_index(index, [&](const TableCheck& check) {
    if (check.report.damaged_pages > 0) out[check.table] = check.report.damaged_pages;
    CHECK((check.report.damaged_pages > 0) == !check.report.damages.empty());
  });
  std::uint64_t all = 0;
  for (const auto& [table, pages] : out) all += pages;
  CHECK(summary.damaged_pages == all);
  return out;
}

void flip(const fs::path& file, std::uint64_t at, unsigned bit) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(static_cast<std::streamoff>(at));
  const int was = bytes.get();
  bytes.seekp(static_cast<std::streamoff>(at));
  bytes.put(static_cast<char>(was ^ (1 << bit)));
}

}  // namespace

TEST_CASE("an index without damage has none, and without an index or with a writer there is nothing to verify") {
  const TemporaryDirectory tree, out;
  CHECK_THROWS_AS(damages(out.file("none")), Error);
  build(tree, out.file("index"));
  CHECK(damages(out.file("index")).empty());
  const storage::WriterLock writing(out.file("index") + "/" + storage::kWriterLockName);
  CHECK_THROWS_WITH(damages(out.file("index")), cg_matchers::Contains("being written"));
}

TEST_CASE("a flipped bit is named, or changes nothing") {
  const TemporaryDirectory tree, out;
  const fs::path index = out.file("index");
  build(tree, index);
  const std::string right = dump_index(index);
  std::mt19937 random(3);
  int named = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const fs::path damaged = out.file("damaged");
    fs::remove_all(damaged);
    fs::copy(index, damaged, fs::copy_options::recursive);
    const bool facts = trial % 3 == 0;
    const auto file = storage::live_index(damaged, facts ? storage::kFactsNames : storage::kGraphNames);
    REQUIRE(file);
    const std::uint64_t at = random() % fs::file_size(*file);
    flip(*file, at, static_cast<unsigned>(random() % 8));
    INFO("trial " << trial << ", byte " << at);
    const auto found = damages(damaged);
    named += found.empty() ? 0 : 1;
    for (const auto& [table, pages] : found) CHECK(table.starts_with("facts/") == facts);
    if (found.empty() || facts) CHECK(dump_index(damaged) == right);
  }
  CHECK(named > 20);
}

TEST_CASE("a flipped bit in LMDB's own pages is an error, or changes no answer") {
  const TemporaryDirectory tree, out;
  const fs::path index = out.file("index");
  build(tree, index);
  const std::string right = dump_index(index);
  const auto file = storage::live_index(index);
  REQUIRE(file);
  std::ifstream in(*file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::vector<std::size_t> places = structural_bytes(bytes, storage::read_file_header(*file));
  std::mt19937 random(4);
  int refused = 0;
  for (int trial = 0; trial < 50; ++trial) {
    const std::uint64_t at = places[random() % places.size()];
    const unsigned bit = random() % 8;
    INFO("trial " << trial << ", byte " << at << ", bit " << bit);
    flip(*file, at, bit);
    std::optional<std::string> answers;
    try {
      answers = dump_index(index);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kFormat);
      ++refused;
    }
    flip(*file, at, bit);
    CHECK((!answers || *answers == right));
  }
  CHECK(refused > 10);  // pages that nothing leads to any more look alike
}
