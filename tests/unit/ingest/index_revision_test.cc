#include "libcg/ingest/index_revision.h"

#include <unistd.h>

#include <filesystem>
#include <set>

#include "libcg/base/error.h"
#include "libcg/graph/revisions.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/ingest/update.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/git_repository.h"
#include "tests/unit/ingest/index_dump.h"

using namespace cg;
using namespace cg::ingest;

namespace {

BuildOptions options_of(int threads) {
  BuildOptions options;
  options.threads = threads;
  return options;
}

GitCommit commit_of(const GitRepository& repository, const std::string& name) {
  const auto commit = find_commit(repository.path(), name);
  REQUIRE(commit);
  return *commit;
}

}  // namespace

TEST_CASE("a commit indexed from git's objects equals a clean checkout of it, and parses only what differs") {
  const GitRepository repository;
  const TemporaryDirectory indexes;
  NullEvents events;
  EditScript script(repository, EditScript::read(std::string(CG_TESTDATA) + "/linking"), 7);
  repository.write(".cgignore", "ignored/\n*.skip.c\n");
  repository.write("ignored/a.c", "int ignored;\n");
  repository.write("b.skip.c", "int skipped;\n");
  repository.write("generated.c", "/* @generated */\nint generated;\n");
  repository.write("package.json", "{\"name\": \"whole\"}\n");
  REQUIRE(::symlink("generated.c", repository.file("link.c").c_str()) == 0);
  std::vector<std::string> commits;
  for (int i = 0; i < 6; ++i) {
    for (int edits = 0; i > 0 && edits < 3; ++edits) script.step();
    repository.commit_all();
    commits.push_back(commit_of(repository, "HEAD").id);
  }
  repository.write("not_committed.c", "int f(void) { return 1; }\n");
  for (std::size_t i = 0; i < commits.size(); ++i) {
    const GitCommit commit = commit_of(repository, commits[i]);
    const BuildSummary first = index_revision(repository.path(), commit, indexes.file("kept"), options_of(2), events);
    const TemporaryDirectory checkout;
    repository.git({"worktree", "add", "--quiet", "--detach", checkout.file("tree"), commit.id});
    const BuildSummary fresh = build_index(list_tree(checkout.file("tree"), {}, events), checkout.file("index"), options_of(1), events);
    repository.git({"worktree", "remove", "--force", checkout.file("tree")});
    INFO("commit " << i);
    const auto directory = graph::revision_directory(indexes.file("kept"), commit.id);
    REQUIRE(dump_index(directory) == dump_index(checkout.file("index")));
    if (i > 0) CHECK(first.parsed < fresh.parsed);
    CHECK(index_revision(repository.path(), commit, indexes.file("kept"), options_of(1), events).outcome == Outcome::kCurrent);
  }
  CHECK(graph::indexed_revisions(indexes.file("kept")).size() == std::set<std::string>(commits.begin(), commits.end()).size());
  // The work tree, as it was left, beside them: what the last commit has is known.
  const BuildSummary live = update_index(list_tree(repository.path(), {}, events), indexes.file("kept"), options_of(1), events);
  CHECK(live.parsed == 1);
}

TEST_CASE("a commit is found by what git resolves and by its beginning, what is not there is refused with advice") {
  const GitRepository repository;
  NullEvents events;
  const std::filesystem::path index = repository.file(".cg");
  repository.write("a.c", "int a;\n");
  repository.commit_all();
  repository.git({"tag", "one"});
  repository.write("a.c", "int b;\n");
  repository.commit_all();
  const GitCommit one = commit_of(repository, "one");
  index_revision(repository.path(), one, index, options_of(1), events);

  CHECK(graph::find_revision(index, "one").commit == one.id);
  CHECK(graph::find_revision(index, "HEAD~1").commit == one.id);
  CHECK(graph::find_revision(index, one.id).commit == one.id);
  CHECK_THROWS_WITH(graph::find_revision(index, "HEAD"), cg_matchers::Contains("run cg-index --rev HEAD"));
  CHECK_THROWS_WITH(graph::find_revision(index, "nothing"), cg_matchers::Contains("neither git nor the index"));

  std::filesystem::rename(repository.file(".git"), repository.file("git-is-gone"));
  CHECK(graph::find_revision(index, one.id.substr(0, 6)).commit == one.id);
  CHECK_THROWS_AS(graph::find_revision(index, "HEAD~1"), Error);
  std::filesystem::rename(repository.file("git-is-gone"), repository.file(".git"));

  // A build that was killed has no live index, and is none.
  std::filesystem::create_directories(graph::revision_directory(index, std::string(40, 'a')));
  CHECK(graph::indexed_revisions(index).size() == 1);
  const GitCommit two = commit_of(repository, "HEAD");
  index_revision(repository.path(), two, index, options_of(1), events);
  CHECK_FALSE(std::filesystem::exists(graph::revision_directory(index, std::string(40, 'a'))));

  drop_revision(index, one.id);
  REQUIRE(graph::indexed_revisions(index).size() == 1);
  CHECK(graph::indexed_revisions(index)[0].commit == two.id);
}

TEST_CASE("a store that is written anew keeps the facts of the commits beside the work tree") {
  const GitRepository repository;
  NullEvents events;
  const std::filesystem::path index = repository.file(".cg");
  // Two commits that share nothing, each of more facts than the slack of the store.
  const auto fill = [&](const std::string& prefix) {
    for (int file = 0; file < 40; ++file) {
      std::string text;
      for (int i = 0; i < 300; ++i) {
        const std::string name = prefix + std::to_string(file * 1000003 + i * 7919);
        text += "int " + name + "_f(int " + name + "_a) { return " + name + "_g(" + name + "_a) + " + name + "_h(); }\n";
      }
      repository.write("f" + std::to_string(file) + ".c", text);
    }
    repository.commit_all();
  };
  fill("one");
  fill("two");
  fill("three");
  for (const char* name : {"HEAD~2", "HEAD~1", "HEAD"}) {
    CHECK(index_revision(repository.path(), commit_of(repository, name), index, options_of(2), events).parsed == 40);
  }
  for (const char* name : {"HEAD~2", "HEAD~1", "HEAD"}) {
    const GitCommit commit = commit_of(repository, name);
    drop_revision(index, commit.id);
    CHECK(index_revision(repository.path(), commit, index, options_of(2), events).parsed == 0);
  }
}
