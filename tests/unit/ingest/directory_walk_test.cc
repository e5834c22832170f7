#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "libcg/base/error.h"
#include "libcg/ingest/tree_files.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/listing.h"

using cg::CollectedEvents;
using cg::Severity;
using cg::ingest::list_tree;

TEST_CASE("outside git, ignore files of every level decide") {
  const TemporaryDirectory tree;
  tree.write(".gitignore", "*.o\n/out/\n");
  tree.write("a.c", "int a;");
  tree.write("a.o", "");
  tree.write("out/x.c", "");
  tree.write("d/out/y.c", "");
  tree.write("d/.gitignore", "!kept.o\n");
  tree.write("d/kept.o", "");
  tree.write("d/.cgignore", "big*\n");
  tree.write("d/big_table.c", "");
  CollectedEvents events;
  const auto listing = list_tree(tree.path(), {}, events);
  CHECK_FALSE(listing.git);
  CHECK(paths_of(listing.files) == Paths{"a.c", "d/kept.o", "d/out/y.c"});
  CHECK(listing.files[0].stamp.size_bytes == 6);
  CHECK(listing.files[0].stamp.mtime_ns > 0);
  CHECK(events.events().empty());
}

TEST_CASE("hidden files, .git, .cg and node_modules stay out") {
  const TemporaryDirectory tree;
  for (const char* name : {"a.c", ".hidden.c", ".d/b.c", ".git/x.c", ".cg/y.c", "node_modules/m/i.js"}) {
    tree.write(name, "");
  }
  CollectedEvents events;
  cg::ingest::TreeOptions options;
  options.use_git = false;
  CHECK(paths_of(list_tree(tree.path(), options, events).files) == Paths{"a.c"});
  CHECK(has_event(events, Severity::kNote, "node_modules"));
  options.include_hidden = true;
  CHECK(paths_of(list_tree(tree.path(), options, events).files) == Paths{".d/b.c", ".hidden.c", "a.c"});
  CHECK(paths_of(list_tree(tree.file("node_modules/m"), options, events).files) == Paths{"i.js"});
}

TEST_CASE("a .gitignore that leaves nothing is a mistake, not a wish") {
  const TemporaryDirectory tree;
  tree.write(".gitignore", "/*\n!/debian/\n");
  tree.write("a.c", "");
  tree.write("d/b.c", "");
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == Paths{"a.c", "d/b.c"});
  CHECK(has_event(events, Severity::kWarning, ".gitignore"));
}

TEST_CASE("links are not followed, and what is no file is named") {
  const TemporaryDirectory tree;
  tree.write("d/a.c", "");
  std::filesystem::create_directory_symlink("..", tree.file("d/loop"));
  std::filesystem::create_symlink("a.c", tree.file("d/link.c"));
  std::filesystem::create_symlink("nowhere", tree.file("dangling.c"));
  REQUIRE(::mkfifo(tree.file("pipe.c").c_str(), 0600) == 0);
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == Paths{"d/a.c"});
  CHECK(has_event(events, Severity::kNote, "pipe.c"));
  CHECK(events.events().size() == 1);
}

TEST_CASE("names are bytes, and sorted as bytes") {
  const TemporaryDirectory tree;
  const Paths names{"B\xFF.c", "a\tb.c", "a\nb.c", "a\x1b[31m.c", "a.c", "a/x.c", "a0.c"};
  for (const auto& name : names) tree.write(name, "");
  CollectedEvents events;
  const Paths expected{"B\xFF.c", "a\tb.c", "a\nb.c", "a\x1b[31m.c", "a.c", "a/x.c", "a0.c"};
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == expected);
}

TEST_CASE("a directory that cannot be opened is an error event and the walk goes on") {
  const TemporaryDirectory tree;
  tree.write("a.c", "");
  tree.write("shut/b.c", "");
  REQUIRE(::chmod(tree.file("shut").c_str(), 0) == 0);
  CollectedEvents events;
  const Paths paths = paths_of(list_tree(tree.path(), {}, events).files);
  REQUIRE(::chmod(tree.file("shut").c_str(), 0700) == 0);
  if (::geteuid() == 0) {
    CHECK(paths == Paths{"a.c", "shut/b.c"});  // root opens everything
  } else {
    CHECK(paths == Paths{"a.c"});
    CHECK(has_event(events, Severity::kError, "shut"));
  }
}

TEST_CASE("a path longer than the system takes is an error event") {
  const TemporaryDirectory tree;
  tree.write("a.c", "");
  const std::string name(250, 'd');
  const int home = ::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::chdir(tree.path().c_str()) == 0);
  for (int depth = 0; depth < 20; ++depth) {
    REQUIRE(::mkdir(name.c_str(), 0700) == 0);
    REQUIRE(::chdir(name.c_str()) == 0);
  }
  REQUIRE(::fchdir(home) == 0);
  ::close(home);
  CollectedEvents events;
  CHECK(paths_of(list_tree(tree.path(), {}, events).files) == Paths{"a.c"});
  REQUIRE(events.events().size() == 1);
  CHECK(events.events()[0].severity == Severity::kError);
}

TEST_CASE("a root that is no directory is refused with the way out") {
  const TemporaryDirectory tree;
  CollectedEvents events;
  CHECK_THROWS_AS(list_tree(tree.file("nowhere"), {}, events), cg::Error);
  CHECK_THROWS_WITH(list_tree(tree.write("a.c", ""), {}, events), cg_matchers::Contains("name the root"));
}
