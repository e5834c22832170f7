#include "libcg/storage/index_build.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "libcg/base/error.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::storage {
namespace {

using cg_matchers::Contains;

void build(const TemporaryDirectory& directory, std::string_view value, bool publish = true) {
  const WriterLock lock(directory.file(kWriterLockName));
  IndexBuild build(directory.path(), lock);
  const Table table = build.environment().create_table("t");
  {
    WriteTransaction txn(build.environment());
    txn.put(table, "key", value);
    txn.commit();
  }
  if (publish) build.publish();
}

std::string value_in(const Environment& environment) {
  const Table table = environment.table("t");
  return std::string(ReadTransaction(environment).get(table, "key").value_or("nothing"));
}

std::size_t files_in(const TemporaryDirectory& directory) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory.path()), {}));
}

TEST_CASE("a build becomes live when it is published, and readers of the old one keep it") {
  const TemporaryDirectory directory;
  REQUIRE_THROWS_WITH(open_live_index(directory.path()), Contains("no index") && Contains("run cg-index"));
  build(directory, "one");
  const auto old = open_live_index(directory.path());
  const Table table = old.table("t");
  const ReadTransaction snapshot(old);
  build(directory, "two");
  REQUIRE(snapshot.get(table, "key") == "one");
  REQUIRE(value_in(open_live_index(directory.path())) == "two");
  // The case that renaming over the old name would get wrong: the old reader is still there.
  build(directory, "three");
  REQUIRE(value_in(open_live_index(directory.path())) == "three");
  REQUIRE(snapshot.get(table, "key") == "one");
}

TEST_CASE("a build that is not published leaves no trace") {
  const TemporaryDirectory directory;
  build(directory, "one");
  REQUIRE(value_in(open_live_index(directory.path())) == "one");  // the first reader makes LMDB's lock file
  const std::size_t files = files_in(directory);
  build(directory, "two", false);
  REQUIRE(value_in(open_live_index(directory.path())) == "one");
  REQUIRE(files_in(directory) <= files);
}

TEST_CASE("a killed build leaves the old index, and the next one cleans up and takes the lock") {
  const TemporaryDirectory directory;
  build(directory, "one");
  const pid_t child = ::fork();
  if (child == 0) {
    const WriterLock lock(directory.file(kWriterLockName));
    const IndexBuild unfinished(directory.path(), lock);
    ::raise(SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(value_in(open_live_index(directory.path())) == "one");
  build(directory, "two");
  REQUIRE(value_in(open_live_index(directory.path())) == "two");
  // live, the lock, the data file and perhaps its lock file; nothing of the killed build.
  REQUIRE(files_in(directory) <= 4);
}

TEST_CASE("a damaged pointer is refused, leads nowhere else, and is repaired by a build") {
  const TemporaryDirectory directory;
  build(directory, "one");
  for (const char* content : {"", "../graph-1.lmdb\n", "graph-.lmdb\n", "graph-1x.lmdb\n", "/etc/passwd"}) {
    static_cast<void>(directory.write("live", content));
    REQUIRE_THROWS_WITH(open_live_index(directory.path()),
                        Contains("does not name an index") && Contains("run cg-index"));
  }
  build(directory, "two");
  REQUIRE(value_in(open_live_index(directory.path())) == "two");
}

TEST_CASE("a second writer is told who the first one is, a dead one leaves no lock") {
  const TemporaryDirectory directory;
  const std::string file = directory.file("writer.lock");
  {
    const WriterLock first(file);
    REQUIRE_THROWS_WITH(WriterLock(file),
                        Contains("pid " + std::to_string(::getpid())) && Contains("since 2") && Contains("wait"));
  }
  REQUIRE_NOTHROW(WriterLock(file));
  REQUIRE_THROWS_WITH(WriterLock(directory.file("no/such/directory")), Contains("cannot make the lock file"));
}

}  // namespace
}  // namespace cg::storage
