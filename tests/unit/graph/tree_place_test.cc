#include "libcg/graph/tree_place.h"

#include <chrono>

#include "libcg/graph/staleness.h"
#include "tests/unit/catch.h"
#include "tests/unit/graph/sample_index.h"

namespace cg::graph {
namespace {

TEST_CASE("paths are shown from where the user stands") {
  REQUIRE(TreePlace("/p", "/p").shown("src/a.c") == "src/a.c");
  REQUIRE(TreePlace("/p", "/p/src").shown("src/a.c") == "a.c");
  REQUIRE(TreePlace("/p", "/p/src").shown("lib/a.c") == "../lib/a.c");
  REQUIRE(TreePlace("/p", "/p/src/x/y").shown("src/z/a.c") == "../../z/a.c");
  REQUIRE(TreePlace("/p", "/p/src").shown("src2/a.c") == "../src2/a.c");
  REQUIRE(TreePlace("/home/p", "/home").shown("a.c") == "p/a.c");
  REQUIRE(TreePlace("/home/p/", "/elsewhere").shown("a.c") == "/home/p/a.c");
  REQUIRE(TreePlace("/home/p", "/home/pp").shown("a.c") == "/home/p/a.c");
  REQUIRE(TreePlace("/", "/tmp").shown("etc/a.c") == "../etc/a.c");
}

TEST_CASE("what the user names becomes a path of the tree") {
  const TreePlace place("/p", "/p/src");
  REQUIRE(place.tree_path("a.c") == "src/a.c");
  REQUIRE(place.tree_path("./../lib//a.c") == "lib/a.c");
  REQUIRE(place.tree_path("/p/src/a.c") == "src/a.c");
  REQUIRE(place.tree_path("..") == "");
  REQUIRE(place.tree_path(".") == "src");
  REQUIRE_FALSE(place.tree_path("../../etc/passwd").has_value());
  REQUIRE_FALSE(place.tree_path("/pp/a.c").has_value());
}

TEST_CASE("an index that lies in its tree moves with it, any other stays with the tree it was made of") {
  const TemporaryDirectory moved;
  static_cast<void>(moved.write("src/a.c", ""));
  static_cast<void>(moved.write(".cg/live", ""));
  const auto a = [] { return std::string("src/a.c"); };
  REQUIRE(tree_root(moved.file(".cg"), "/where/it/was", a) == moved.path());
  REQUIRE(tree_root(moved.file(".cg"), "/where/it/was", [] { return std::string("src/gone.c"); }) == "/where/it/was");
  REQUIRE(tree_root(moved.file("index"), "/where/it/was", a) == "/where/it/was");
  REQUIRE(tree_root(moved.file(".cg"), moved.path(), a) == moved.path());
}

TEST_CASE("a file is stale when its content differs, not when it was only touched") {
  SampleIndex index;
  const std::string content = "def f(): pass\n";
  for (const char* name : {"changed.py", "gone.py", "grown.py", "same.py", "touched.py"}) {
    const FileId file = index.file(name);
    index.row(file).hash = hash128(content);
    index.row(file).stamp.size_bytes = content.size();
    index.row(file).stamp.mtime_ns = 1;
    static_cast<void>(index.directory().write(name, content));
  }
  const auto first_ns = std::filesystem::file_time_type(
      std::chrono::duration_cast<std::filesystem::file_time_type::duration>(std::chrono::nanoseconds(1)) -
      std::chrono::duration_cast<std::filesystem::file_time_type::duration>(
          std::filesystem::file_time_type::clock::to_sys(std::filesystem::file_time_type{}).time_since_epoch()));
  std::filesystem::last_write_time(index.directory().file("same.py"), first_ns);
  static_cast<void>(index.directory().write("changed.py", "def g(): pass\n"));
  static_cast<void>(index.directory().write("grown.py", content + "\n"));
  std::filesystem::remove(index.directory().file("gone.py"));
  IndexReader reader = index.open();
  const TreePlace place(index.directory().path(), "/");
  Staleness staleness(reader, place);
  for (const FileId changed : {0U, 1U, 2U, 2U}) REQUIRE(staleness.stale(changed));
  REQUIRE_FALSE(staleness.stale(3));
  REQUIRE_FALSE(staleness.stale(4));
  REQUIRE(staleness.count() == 3);
}

}  // namespace
}  // namespace cg::graph
