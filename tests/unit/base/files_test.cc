#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/mmap.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using cg::MappedFile;
using cg::ReadStatus;

TEST_CASE("a mapped file shows its bytes, an empty one none") {
  const TemporaryDirectory dir;
  const std::string bytes("a\0b", 3);
  CHECK(MappedFile::open(dir.write("a", bytes)).view() == bytes);
  CHECK(MappedFile::open(dir.write("empty", "")).view().empty());

  MappedFile first = MappedFile::open(dir.file("a"));
  MappedFile second = std::move(first);
  CHECK(second.view() == bytes);
  second = MappedFile::open(dir.file("empty"));
  CHECK(second.view().empty());
}

TEST_CASE("what cannot be mapped is named") {
  const TemporaryDirectory dir;
  CHECK_THROWS_WITH(MappedFile::open(dir.file("none")), cg_matchers::Contains("none: cannot map: No such file"));
  CHECK_THROWS_WITH(MappedFile::open(dir.path()), cg_matchers::Contains("not a regular file"));
}

TEST_CASE("atomic write makes, replaces and leaves no litter") {
  const TemporaryDirectory dir;
  const std::string path = dir.file("out");
  cg::write_file_atomically(path, "one");
  CHECK(MappedFile::open(path).view() == "one");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  const MappedFile reader = MappedFile::open(path);
  cg::write_file_atomically(path, "two");
  CHECK(MappedFile::open(path).view() == "two");
  CHECK(reader.view() == "one");  // who had the old one keeps it
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("atomic write into nowhere, or over a directory, says why and leaves no litter") {
  const TemporaryDirectory dir;
  CHECK_THROWS_WITH(cg::write_file_atomically(dir.file("no/such/dir"), "x"),
                    cg_matchers::Contains("cannot write: No such file or directory"));
  std::filesystem::create_directory(dir.file("d"));
  CHECK_THROWS_AS(cg::write_file_atomically(dir.file("d"), "x"), cg::Error);
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("reading a file gives its bytes and its stamp") {
  const TemporaryDirectory dir;
  std::string content = "old";
  cg::FileStamp stamp;
  CHECK(cg::read_file(dir.write("a", "hello"), {}, content, &stamp) == ReadStatus::kOk);
  CHECK(content == "hello");
  CHECK(stamp.size_bytes == 5);
  CHECK(stamp.mtime_ns > 0);
  CHECK(cg::read_file(dir.write("empty", ""), {}, content) == ReadStatus::kOk);
  CHECK(content.empty());
  const std::string large(300000, 'z');
  CHECK(cg::read_file(dir.write("large", large), {}, content) == ReadStatus::kOk);
  CHECK(content == large);
  CHECK(cg::read_file("/proc/self/status", {}, content) == ReadStatus::kOk);  // says it has no bytes, but has
  CHECK_FALSE(content.empty());
}

TEST_CASE("reading refuses everything that is no readable regular file, and says what it was") {
  const TemporaryDirectory dir;
  std::string content = "old";
  CHECK(cg::read_file(dir.file("none"), {}, content) == ReadStatus::kVanished);
  CHECK(content.empty());
  CHECK(cg::read_file(dir.path(), {}, content) == ReadStatus::kNotRegular);
  CHECK(cg::read_file("/dev/zero", {}, content) == ReadStatus::kNotRegular);
  REQUIRE(::mkfifo(dir.file("fifo").c_str(), 0600) == 0);
  CHECK(cg::read_file(dir.file("fifo"), {}, content) == ReadStatus::kNotRegular);  // and does not hang

  dir.write("a", "12345");
  CHECK(cg::read_file(dir.file("a"), {.max_bytes = 4}, content) == ReadStatus::kTooLarge);
  CHECK(cg::read_file(dir.file("a"), {.max_bytes = 5}, content) == ReadStatus::kOk);
  CHECK(cg::read_file("/proc/self/status", {.max_bytes = 5}, content) == ReadStatus::kTooLarge);

  std::filesystem::create_symlink("a", dir.file("link"));
  CHECK(cg::read_file(dir.file("link"), {}, content) == ReadStatus::kOk);
  CHECK(cg::read_file(dir.file("link"), {.follow_symlinks = false}, content) == ReadStatus::kSymlink);
  std::filesystem::create_symlink("loop", dir.file("loop"));
  CHECK(cg::read_file(dir.file("loop"), {}, content) == ReadStatus::kSymlink);

  if (::geteuid() != 0) {  // root may read anything
    REQUIRE(::chmod(dir.file("a").c_str(), 0) == 0);
    CHECK(cg::read_file(dir.file("a"), {}, content) == ReadStatus::kDenied);
  }
}
