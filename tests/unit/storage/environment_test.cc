#include "libcg/storage/environment.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "libcg/base/error.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"
#include "tests/unit/storage/table_fixture.h"

namespace cg::storage {
namespace {

using cg_matchers::Contains;
namespace fs = std::filesystem;

/// A data file with some entries, closed.
std::string small_file(const TemporaryDirectory& directory) {
  const std::string path = directory.file("graph-1.lmdb");
  auto environment = Environment::create(path);
  const Table table = environment.create_table("numbers");
  BulkWriter writer(environment);
  for (char c = 'a'; c <= 'z'; ++c) writer.append(table, std::string(1, c), std::string(3000, c));
  writer.finish();
  environment.sync();
  return path;
}

TEST_CASE("what is committed can be read, in order, from another handle") {
  const TemporaryDirectory directory;
  const auto environment = Environment::open_read(small_file(directory));
  REQUIRE(environment.table_names() == std::vector<std::string>{"numbers"});
  const Table table = environment.table("numbers");
  const ReadTransaction txn(environment);
  REQUIRE(txn.get(table, "c") == std::string(3000, 'c'));
  REQUIRE_FALSE(txn.get(table, "cc"));
  REQUIRE(txn.size(table).entries == 26);
  REQUIRE(txn.size(table).bytes() >= 26 * 3000);

  Cursor cursor(txn, table);
  REQUIRE(cursor.seek("bb"));
  REQUIRE(cursor.key() == "c");
  REQUIRE(cursor.seek_floor("bb"));
  REQUIRE(cursor.key() == "b");
  REQUIRE(cursor.seek_floor("b"));
  REQUIRE(cursor.key() == "b");
  REQUIRE_FALSE(cursor.seek_floor("A"));
  REQUIRE(cursor.seek_floor("zz"));
  REQUIRE(cursor.key() == "z");
  REQUIRE_FALSE(cursor.next());
  REQUIRE_FALSE(cursor.seek("zz"));
}

TEST_CASE("a prefix is walked and no more") {
  TableFixture fixture;
  {
    WriteTransaction txn(fixture.environment);
    for (const char* key : {"a", "ab", "ab1", "ab2", "ac", "b"}) txn.put(fixture.table, key, key);
    txn.commit();
  }
  const ReadTransaction txn(fixture.environment);
  std::string seen;
  for_each_prefix(txn, fixture.table, "ab", [&](std::string_view key, std::string_view value) {
    REQUIRE(key == value);
    seen += std::string(key) + " ";
    return key != "ab1";
  });
  REQUIRE(seen == "ab ab1 ");
}

TEST_CASE("a write transaction that is not committed leaves nothing, and a reader keeps its snapshot") {
  TableFixture fixture;
  {
    WriteTransaction txn(fixture.environment);
    txn.put(fixture.table, "key", "old");
    txn.commit();
  }
  const ReadTransaction before(fixture.environment);
  {
    WriteTransaction txn(fixture.environment);
    txn.put(fixture.table, "key", "lost");
  }
  {
    WriteTransaction txn(fixture.environment);
    REQUIRE(txn.get(fixture.table, "key") == "old");
    const auto room = txn.reserve(fixture.table, "key", 3);
    std::copy_n("new", 3, room.begin());
    REQUIRE(txn.erase(fixture.table, "none") == false);
    txn.commit();
  }
  const ReadTransaction after(fixture.environment);
  REQUIRE(before.get(fixture.table, "key") == "old");
  REQUIRE(after.get(fixture.table, "key") == "new");
  REQUIRE(after.id() > before.id());
}

TEST_CASE("an absent file, a foreign file and a directory are refused with the next step") {
  const TemporaryDirectory directory;
  REQUIRE_THROWS_WITH(Environment::open_read(directory.file("none")),
                      Contains("none") && Contains("no such file") && Contains("run cg-index"));
  for (const std::string& content : {std::string(), std::string("hello"), std::string(100000, 'x')}) {
    REQUIRE_THROWS_WITH(Environment::open_read(directory.write("foreign", content)),
                        Contains("foreign") && Contains("not a cg index") && Contains("run cg-index"));
  }
  REQUIRE_THROWS_WITH(Environment::open_read(directory.path()), Contains("not a regular file"));
}

TEST_CASE("another version is named as such") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(20).put(9);
  REQUIRE_THROWS_WITH(Environment::open_read(path), Contains("storage version 9"));
}

TEST_CASE("a file cut short at any page is refused before it is mapped") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  const auto full = fs::file_size(path);
  REQUIRE_NOTHROW(Environment::open_read(path));
  for (std::uintmax_t size = full - 1; size > 8192; size -= std::min<std::uintmax_t>(size, 4096)) {
    fs::resize_file(path, size);
    REQUIRE_THROWS_WITH(Environment::open_read(path), Contains("cut short"));
  }
}

TEST_CASE("a file is as long as its head says after every commit, and no longer") {
  // Values that are written and erased in one transaction are what makes LMDB leave a short file.
  TableFixture fixture;
  RandomBytes random(5);
  for (int round = 0; round < 40; ++round) {
    WriteTransaction txn(fixture.environment);
    for (int i = 0; i < 30; ++i) {
      const std::string key = "k" + std::to_string(random.below(50));
      if (random.below(3) == 0) {
        txn.erase(fixture.table, key);
      } else {
        txn.put(fixture.table, key, random.text(random.below(20000), 256));
      }
    }
    txn.commit();
    REQUIRE_NOTHROW(Environment::open_read(fixture.environment.path()));
    REQUIRE(fs::file_size(fixture.environment.path()) % 4096 == 0);
  }
}

TEST_CASE("an index is readable where nothing can be written") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  fs::remove(path + "-lock");
  // Root may write anywhere, so the lock file's name is taken by a directory, which nobody can open for writing.
  fs::create_directory(path + "-lock");
  try {
    const auto environment = Environment::open_read(path);
    REQUIRE(environment.reads_unregistered());
    REQUIRE(ReadTransaction(environment).get(environment.table("numbers"), "a") == std::string(3000, 'a'));
  } catch (const Error& error) {
    FAIL(error.what());
  }
}

TEST_CASE("an index opens under a limit on address space") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  SUCCEED("the sanitizers need the address space for themselves");
#else
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit limit{rlim_t{1} << 30, rlim_t{1} << 30};
    if (::setrlimit(RLIMIT_AS, &limit) != 0) ::_exit(2);
    try {
      const auto environment = Environment::open_read(path);
      ::_exit(ReadTransaction(environment).get(environment.table("numbers"), "a") ? 0 : 1);
    } catch (const Error&) {
      ::_exit(3);
    }
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
#endif
}

TEST_CASE("creating over an existing file is refused, and a missing table is damage") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  REQUIRE_THROWS_WITH(Environment::create(path), Contains("exists"));
  const auto environment = Environment::open_read(path);
  REQUIRE_FALSE(environment.find_table("none"));
  REQUIRE_THROWS_WITH(environment.table("none"), Contains("no table \"none\"") && Contains("run cg-index"));
}

TEST_CASE("a bulk writer fills several tables in turn over many commits") {
  TableFixture fixture;
  const Table other = fixture.environment.create_table("other");
  BulkWriter writer(fixture.environment, 10000);
  for (int i = 0; i < 1000; ++i) {
    const std::string key = std::to_string(100000 + i);
    writer.append(fixture.table, key, std::string(100, 'a'));
    writer.append(other, key, std::string(50, 'b'));
  }
  writer.finish();
  const ReadTransaction txn(fixture.environment);
  REQUIRE(txn.size(fixture.table).entries == 1000);
  REQUIRE(txn.get(other, "100999") == std::string(50, 'b'));
}

TEST_CASE("an index can be changed in place by who holds the lock") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  const WriterLock lock(directory.file("writer.lock"));
  auto environment = Environment::open_write(path, lock);
  const Table table = environment.table("numbers");
  {
    WriteTransaction txn(environment);
    REQUIRE(txn.erase(table, "a"));
    txn.commit();
  }
  const auto reader = Environment::open_read(path);
  REQUIRE_FALSE(ReadTransaction(reader).get(reader.table("numbers"), "a"));
}

TEST_CASE("a file that a process has open already is shared") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  const WriterLock lock(directory.file("writer.lock"));
  fs::create_symlink(path, directory.file("other-name"));
  {
    const auto first = Environment::open_read(path);
    const auto second = Environment::open_read(directory.file("other-name"));
    REQUIRE(first.handle() == second.handle());
    REQUIRE_THROWS_WITH(Environment::open_write(path, lock), Contains("close it first"));
  }
  auto writer = Environment::open_write(path, lock);
  const auto reader = Environment::open_read(path);
  REQUIRE(reader.handle() == writer.handle());
  const ReadTransaction before(reader);
  const Table made = writer.create_table("made");
  {
    WriteTransaction txn(writer);
    txn.put(made, "k", "v");
    REQUIRE(txn.erase(writer.table("numbers"), "a"));
    txn.commit();
  }
  REQUIRE(before.get(reader.table("numbers"), "a") == std::string(3000, 'a'));
  REQUIRE(ReadTransaction(reader).get(reader.table("made"), "k") == "v");
}

TEST_CASE("a snapshot stays as it is, though its file is opened and closed again beside it and another process writes") {
  const TemporaryDirectory directory;
  const std::string path = small_file(directory);
  int begin[2];
  REQUIRE(::pipe(begin) == 0);
  const pid_t writer = ::fork();  // before the file is open here: an open LMDB file does not outlive a fork
  if (writer == 0) {
    char byte = 0;
    if (::read(begin[0], &byte, 1) != 1) ::_exit(1);
    const WriterLock lock(directory.file("writer.lock"));
    for (char round = 'A'; round < 'F'; ++round) {
      auto environment = Environment::open_write(path, lock);
      WriteTransaction txn(environment);
      for (char c = 'a'; c <= 'z'; ++c) txn.put(environment.table("numbers"), std::string(1, c), std::string(3000, round));
      txn.commit();
    }
    ::_exit(0);
  }
  const auto environment = Environment::open_read(path);
  const ReadTransaction txn(environment);
  { const auto another = Environment::open_read(path); }
  REQUIRE(::write(begin[1], "b", 1) == 1);
  int status = 0;
  REQUIRE(::waitpid(writer, &status, 0) == writer);
  REQUIRE(status == 0);
  ::close(begin[0]);
  ::close(begin[1]);
  for (char c = 'a'; c <= 'z'; ++c) REQUIRE(txn.get(environment.table("numbers"), std::string(1, c)) == std::string(3000, c));
  REQUIRE(ReadTransaction(environment).get(environment.table("numbers"), "q") == std::string(3000, 'E'));
}

}  // namespace
}  // namespace cg::storage
