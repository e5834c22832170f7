#include <unistd.h>

#include <filesystem>

#include "libcg/base/unique_fd.h"
#include "libcg/ingest/tree_files.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/listing.h"

using cg::CollectedEvents;
using cg::Severity;

namespace {

/// Lists `names`, which must fit a pipe's buffer.
Paths list(const TemporaryDirectory& tree, const std::string& names, CollectedEvents& events) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const cg::UniqueFd reader(ends[0]);
  cg::UniqueFd writer(ends[1]);
  REQUIRE(::write(writer.get(), names.data(), names.size()) == static_cast<ssize_t>(names.size()));
  writer.reset();
  return paths_of(cg::ingest::read_file_list(tree.path(), reader.get(), events).files);
}

}  // namespace

TEST_CASE("a list names files relative to the root or by their absolute paths") {
  const TemporaryDirectory tree;
  for (const char* name : {"a.c", "d/b.c", ".hidden.c", "new\nline.c"}) tree.write(name, "");
  tree.write(".cgignore", "*\n");
  using namespace std::string_literals;
  CollectedEvents events;
  const std::string names = "d//./b.c\0a.c\0d/../a.c\0new\nline.c\0.hidden.c\0"s + tree.file("a.c");
  CHECK(list(tree, names, events) == Paths{".hidden.c", "a.c", "d/b.c", "new\nline.c"});
  CHECK(events.events().empty());
  CHECK(list(tree, "", events).empty());
}

TEST_CASE("a listed name that cannot be taken is an error event") {
  const TemporaryDirectory tree;
  tree.write("d/a.c", "");
  tree.write(".git/config.c", "");
  std::filesystem::create_symlink("a.c", tree.file("d/link.c"));
  using namespace std::string_literals;
  CollectedEvents events;
  const std::string names =
      "../x.c\0/etc/passwd\0missing.c\0d\0d/link.c\0.git/config.c\0d/a.c\nd/b.c\0d/a.c\0"s;
  CHECK(list(tree, names, events) == Paths{"d/a.c"});
  for (const char* name : {"../x.c", "/etc/passwd", "missing.c", "d", "d/link.c", "d/a.c\nd/b.c"}) {
    CAPTURE(name);
    CHECK(has_event(events, Severity::kError, name));
  }
  CHECK(has_event(events, Severity::kNote, ".git/config.c"));
  CHECK_THAT(events.events().back().message, cg_matchers::Contains("NUL"));
}
