#include "libcg/base/git_revision.h"

#include <unistd.h>

#include "libcg/base/conversation.h"
#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/git_repository.h"

using namespace cg;

TEST_CASE("a conversation asks, and is answered, any number of times") {
  Conversation cat({"cat"}, "");
  std::string bytes;
  for (int i = 0; i < 1000; ++i) {
    cat.say("line " + std::to_string(i) + "\nand five");
    CHECK(cat.line() == "line " + std::to_string(i));
    cat.read(8, bytes);
    CHECK(bytes == "and five");
  }
}

TEST_CASE("a program that has ended is an error, not a signal") {
  Conversation gone({"true"}, "");
  CHECK_THROWS_AS(static_cast<void>(gone.line()), Error);
  CHECK_THROWS_AS(
      [&] {
        for (int i = 0; i < 100; ++i) gone.say(std::string(1 << 20, 'x'));
      }(),
      Error);
}

TEST_CASE("the files of a commit are read from git's objects") {
  const GitRepository repository;
  repository.write("a.c", "int a;\n");
  repository.write("sub/new\nline.c", "odd name\n");
  repository.write("sub/empty.c", "");
  REQUIRE(::symlink("a.c", repository.file("link.c").c_str()) == 0);
  repository.commit_all();
  repository.git({"tag", "-m", "annotated", "first"});
  repository.write("a.c", "int changed;\n");
  repository.commit_all();
  repository.write("a.c", "not committed\n");

  const auto first = find_commit(repository.path(), "first");
  REQUIRE(first);
  CHECK(first->id.size() == 40);
  CHECK(first->subject == "all");
  CHECK(first->time_s > 0);
  CHECK(resolve_commit(repository.path(), "HEAD~1") == first->id);
  CHECK_FALSE(resolve_commit(repository.path(), "no-such-name"));
  CHECK_FALSE(resolve_commit(repository.path(), "--all"));

  const GitRevision revision(repository.path(), first->id);
  std::string text;
  CHECK(revision.read("a.c", {}, text) == ReadStatus::kOk);
  CHECK(text == "int a;\n");
  CHECK(revision.read("sub/new\nline.c", {}, text) == ReadStatus::kOk);
  CHECK(text == "odd name\n");
  CHECK(revision.read("sub/empty.c", {}, text) == ReadStatus::kOk);
  CHECK(text.empty());
  CHECK(revision.read("link.c", {}, text) == ReadStatus::kSymlink);
  CHECK(revision.read("gone.c", {}, text) == ReadStatus::kVanished);
  CHECK(revision.read("a.c", {.max_bytes = 3}, text) == ReadStatus::kTooLarge);

  const GitRevision below(repository.file("sub"), first->id);
  REQUIRE(below.entries().size() == 2);
  CHECK(below.entries()[0].path == "empty.c");

  parallel_for(200, 4, [&](std::size_t i, int) {
    std::string own;
    const bool good = revision.read(i % 2 == 0 ? "a.c" : "sub/empty.c", {}, own) == ReadStatus::kOk && own == (i % 2 == 0 ? "int a;\n" : "");
    if (!good) throw Error(ErrorKind::kIo, "mixed");
  });
}
