#include "libcg/ingest/artifact.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "libcg/base/error.h"
#include "libcg/ingest/links_version.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/ingest/update.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/artifact_file.h"
#include "libcg/storage/schema.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/index_dump.h"

using namespace cg;
using namespace cg::ingest;

namespace {

BuildOptions options_of(int threads) {
  BuildOptions options;
  options.threads = threads;
  return options;
}

TreeListing list(const std::string& tree) {
  NullEvents events;
  TreeOptions options;
  options.use_git = false;
  return list_tree(tree, options, events);
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("an artifact of an older state, imported elsewhere, leads to the index that a fresh build gives") {
  const TemporaryDirectory ours, theirs, out;
  NullEvents events;
  EditScript script(ours, EditScript::read(std::string(CG_TESTDATA) + "/linking"), 11);
  for (const unsigned round : {0U, 1U, 2U, 3U}) {
    if (round > 0) script.step();
    update_index(list(ours.path()), out.file("ours"), options_of(2), events);
    const ArtifactSummary written = export_index(out.file("ours"), {}, out.file("artifact"), events);
    CHECK(written.files == written.facts);
    CHECK(written.bytes == std::filesystem::file_size(out.file("artifact")));
    // Elsewhere, some edits later.
    for (int edits = 0; edits < 3; ++edits) script.step();
    std::filesystem::remove_all(theirs.file("tree"));
    std::filesystem::copy(ours.path(), theirs.file("tree"), std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(theirs.file("index"));
    const ArtifactSummary read = import_index(out.file("artifact"), theirs.file("index"), {}, theirs.file("tree"), events);
    CHECK(read.facts == written.facts);
    const BuildSummary updated = update_index(list(theirs.file("tree")), theirs.file("index"), options_of(1), events);
    const BuildSummary fresh = build_index(list(theirs.file("tree")), out.file("fresh"), options_of(2), events);
    INFO("round " << round);
    REQUIRE(dump_index(theirs.file("index")) == dump_index(out.file("fresh")));
    CHECK(updated.parsed < fresh.counts.files);
  }
}

TEST_CASE("the same tree gives the same artifact, wherever it lies and by however many threads") {
  const TemporaryDirectory a, b, out;
  NullEvents events;
  for (const auto& [path, content] : EditScript::read(std::string(CG_TESTDATA) + "/linking")) {
    a.write(path, content);
    b.write(path, content);
  }
  build_index(list(a.path()), out.file("a"), options_of(1), events);
  build_index(list(b.path()), out.file("b"), options_of(4), events);
  export_index(out.file("a"), {}, out.file("first"), events);
  export_index(out.file("b"), {}, out.file("second"), events);
  CHECK((bytes_of(out.file("first")) == bytes_of(out.file("second"))));
  // What is imported exports the same again.
  std::filesystem::create_directories(out.file("c"));
  import_index(out.file("first"), out.file("c"), {}, a.path(), events);
  export_index(out.file("c"), {}, out.file("third"), events);
  CHECK((bytes_of(out.file("first")) == bytes_of(out.file("third"))));
}

TEST_CASE("an artifact that is damaged, cut short, foreign or of another version is refused, and the index stays") {
  const TemporaryDirectory tree, out;
  NullEvents events;
  for (const auto& [path, content] : EditScript::read(std::string(CG_TESTDATA) + "/shop")) tree.write(path, content);
  build_index(list(tree.path()), out.file("index"), options_of(1), events);
  export_index(out.file("index"), {}, out.file("good"), events);
  const std::string before = dump_index(out.file("index"));
  const std::string good = bytes_of(out.file("good"));
  const auto refused = [&](const std::string& bytes, const std::string& why) {
    out.write("bad", bytes);
    CHECK_THROWS_WITH(import_index(out.file("bad"), out.file("index"), {}, tree.path(), events), cg_matchers::Contains(why));
  };
  for (std::size_t at = 0; at < good.size(); at += good.size() / 97 + 1) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    refused(bad, "nothing was imported");
    refused(good.substr(0, at), "nothing was imported");
  }
  refused(good + "more", "nothing was imported");
  refused("", "no artifact");
  refused("int main() {}\n", "no artifact");
  refused("cg artifact 9\n" + good, "another version of cg");
  {
    storage::ArtifactWriter other(out.file("bad"), {{"format", std::to_string(storage::schema::kFormat)},
                                                    {"facts_version", std::string(parse::facts_version()) + "x"},
                                                    {"links_version", std::string(links_version())}});
    other.finish();
  }
  CHECK_THROWS_WITH(import_index(out.file("bad"), out.file("index"), {}, tree.path(), events), cg_matchers::Contains("another version of cg"));
  {
    storage::ArtifactWriter forged(out.file("bad"), {{"format", std::to_string(storage::schema::kFormat)},
                                                     {"facts_version", std::string(parse::facts_version())},
                                                     {"links_version", std::string(links_version())}});
    forged.add("S1234");
    forged.finish();
  }
  CHECK_THROWS_AS(import_index(out.file("bad"), out.file("index"), {}, tree.path(), events), Error);
  CHECK_THROWS_AS(import_index(out.file("gone"), out.file("index"), {}, tree.path(), events), Error);
  CHECK(dump_index(out.file("index")) == before);
  CHECK(update_index(list(tree.path()), out.file("index"), options_of(1), events).outcome == Outcome::kCurrent);
}
