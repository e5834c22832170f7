#include "libcg/ingest/git_tree.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "tests/unit/catch.h"
#include "tests/unit/ingest/git_repository.h"
#include "tests/unit/ingest/listing.h"

using cg::CollectedEvents;
using cg::Severity;
using cg::ingest::list_tree;

namespace {

/// Sets an environment variable for one scope.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

}  // namespace

TEST_CASE("in git: tracked even if ignored, untracked unless ignored, no deleted files") {
  const GitRepository tree;
  tree.write("tracked.c", "");
  tree.write("gone.c", "");
  tree.write("forced.o", "");
  tree.write(".hidden/h.py", "");
  tree.commit_all();
  tree.write(".gitignore", "*.o\n");
  tree.write("new.c", "");
  tree.write("new.o", "");
  tree.write(".cg/data.c", "");
  std::filesystem::remove(tree.file("gone.c"));
  std::filesystem::create_symlink("tracked.c", tree.file("link.c"));
  CollectedEvents events;
  const auto listing = list_tree(tree.path(), {}, events);
  CHECK(listing.git);
  CHECK(paths_of(listing.files) == Paths{".gitignore", ".hidden/h.py", "forced.o", "new.c", "tracked.c"});
  CHECK(events.events().empty());
}

TEST_CASE(".cgignore takes away tracked files, at every level") {
  const GitRepository tree;
  for (const char* name : {"a.c", "gen/b.c", "gen/keep.c", "d/e/f.c", "d/g.c"}) tree.write(name, "");
  tree.commit_all();
  tree.write(".cgignore", "/gen/*\n!keep.c\n");
  tree.write("d/.cgignore", "e/\n");
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) ==
        Paths{".cgignore", "a.c", "d/.cgignore", "d/g.c", "gen/keep.c"});
}

TEST_CASE("a subdirectory lists what is below it, also if the repository ignores it") {
  const GitRepository tree;
  tree.write(".gitignore", "*.o\nvendor/\n");
  tree.write("d/a.c", "");
  tree.write("d/a.o", "");
  tree.write("e/b.c", "");
  tree.write("vendor/v.c", "");
  CollectedEvents events;
  const auto below = list_tree(tree.file("d"), {}, events);
  CHECK(below.git);
  CHECK(paths_of(below.files) == Paths{"a.c"});
  const auto ignored = list_tree(tree.file("vendor"), {}, events);
  CHECK_FALSE(ignored.git);
  CHECK(paths_of(ignored.files) == Paths{"v.c"});
}

TEST_CASE("submodules and nested repositories belong to the tree, other work trees of it do not") {
  const GitRepository library;
  library.write("lib.c", "");
  library.commit_all();
  const GitRepository tree;
  tree.write("a.c", "");
  tree.commit_all();
  tree.git({"submodule", "--quiet", "add", library.path(), "sub"});
  tree.git({"clone", "--quiet", library.path(), "nested"});
  tree.git({"worktree", "add", "--quiet", "copy"});
  tree.write("nested/untracked.c", "");
  tree.write("nested/.gitignore", "*.o\n");
  tree.write("nested/x.o", "");
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) ==
        Paths{".gitmodules", "a.c", "nested/.gitignore", "nested/lib.c", "nested/untracked.c", "sub/lib.c"});
  CHECK(has_event(events, Severity::kNote, "copy"));

  tree.git({"submodule", "--quiet", "deinit", "--force", "sub"});
  CHECK(paths_of(list_tree(tree.path(), {}, events).files).back() == "nested/untracked.c");
  CHECK(has_event(events, Severity::kNote, "sub"));
}

TEST_CASE("an unmerged file is listed once") {
  const GitRepository tree;
  tree.write("a.c", "1");
  tree.commit_all();
  tree.git({"checkout", "--quiet", "-b", "other"});
  tree.write("a.c", "2");
  tree.commit_all();
  tree.git({"checkout", "--quiet", "-"});
  tree.write("a.c", "3");
  tree.commit_all();
  CHECK_THROWS(tree.git({"merge", "--quiet", "other"}));
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == Paths{"a.c"});
}

TEST_CASE("names that git would quote come through") {
  const GitRepository tree;
  const Paths names{"a\tb.c", "a\nb.c", "a\"b.c", "\xC3\xA9.c", "\xFF.c"};
  for (const auto& name : names) tree.write(name, "");
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == names);
}

TEST_CASE("neither the environment of a hook nor a hostile configuration has a say") {
  const GitRepository other;
  const GitRepository tree;
  tree.write("a.c", "");
  const std::string script = tree.write(".git/evil", "#!/bin/sh\ntouch \"" + tree.file("evil.c") + "\"\n");
  REQUIRE(::chmod(script.c_str(), 0700) == 0);
  tree.git({"config", "core.fsmonitor", script});
  const ScopedVariable directory("GIT_DIR", other.file(".git"));
  const ScopedVariable index("GIT_INDEX_FILE", other.file(".git/index"));
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == Paths{"a.c"});
  CHECK_FALSE(std::filesystem::exists(tree.file("evil.c")));
}

TEST_CASE("without git, or if git refuses, the ignore files decide, and a warning says so") {
  const GitRepository tree;
  tree.write(".gitignore", "*.o\n");
  tree.write("a.c", "");
  tree.write("a.o", "");
  CollectedEvents events;
  SECTION("a repository git cannot read") {
    tree.write(".git/HEAD", "nonsense");
    CHECK(paths_of(list_tree(tree.path(), {}, events).files) == Paths{"a.c"});
  }
  SECTION("no git on the machine") {
    const TemporaryDirectory programs;
    std::filesystem::create_symlink("/usr/bin/env", programs.file("env"));
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", programs.path().c_str(), 1);
    const auto listing = list_tree(tree.path(), {}, events);
    ::setenv("PATH", path.c_str(), 1);
    CHECK(paths_of(listing.files) == Paths{"a.c"});
  }
  CHECK(has_event(events, Severity::kWarning, tree.path()));
}

TEST_CASE("the checked-out commit is known once there is one") {
  const GitRepository tree;
  CHECK_FALSE(cg::ingest::git_head(tree.path()));
  tree.commit_all();
  const auto head = cg::ingest::git_head(tree.path());
  REQUIRE(head);
  CHECK(*head + "\n" == tree.git({"rev-parse", "HEAD"}));
  const TemporaryDirectory plain;
  CHECK_FALSE(cg::ingest::git_head(plain.path()));
}
