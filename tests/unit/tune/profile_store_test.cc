#include "libcg/tune/profile_store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;
using tune::ProfileFiles;
using tune::ProfileStore;

namespace {

Profile with_chunks(std::uint64_t chunks) {
  Profile profile;
  profile.machine = "0123456789abcdef";
  profile.index_class = "small";
  profile.knobs.query_chunks = chunks;
  return profile;
}

std::string bytes_of(const std::string& path) {
  std::string bytes;
  return read_file(path, {}, bytes) == ReadStatus::kOk ? bytes : "missing";
}

// The disk, but one call fails: the step-th, before it does anything or after it has done it.
class FailingFiles final : public ProfileFiles {
 public:
  FailingFiles(int step, bool after) : left_(step), after_(after) {}
  void make_directory(const std::filesystem::path& path) override {
    step([&] { ProfileFiles::make_directory(path); });
  }
  void write(const std::filesystem::path& path, std::string_view bytes) override {
    step([&] { ProfileFiles::write(path, bytes); });
  }
  void remove(const std::filesystem::path& path) override {
    step([&] { ProfileFiles::remove(path); });
  }
  [[nodiscard]] bool failed() const { return left_ < 0; }

 private:
  template <class Do>
  void step(Do action) {
    const bool fails = left_-- == 0;
    if (!fails || after_) action();
    if (fails) throw Error(ErrorKind::kIo, "No space left on device");
  }
  int left_;
  bool after_;
};

}  // namespace

TEST_CASE("profiles are kept, listed and rolled back in the order in which they were in force") {
  const TemporaryDirectory place;
  ProfileStore store(place.file("machine/small"));
  REQUIRE_FALSE(store.active());
  REQUIRE_THROWS_AS(store.roll_back(), Error);
  REQUIRE(store.keep(with_chunks(64)).number == 1);
  REQUIRE(store.keep(with_chunks(128)).number == 2);
  REQUIRE(store.keep(with_chunks(256)).replaces == 2);
  REQUIRE(store.history().size() == 3);
  REQUIRE(store.roll_back()->number == 2);
  REQUIRE(store.active()->knobs.query_chunks == 128);
  const Profile fourth = store.keep(with_chunks(512));
  REQUIRE(fourth.number == 4);
  REQUIRE(fourth.replaces == 2);
  REQUIRE(store.roll_back()->number == 2);
  REQUIRE(store.roll_back()->number == 1);
  REQUIRE_FALSE(store.roll_back());
  REQUIRE_FALSE(store.active());
}

TEST_CASE("whichever step fails, the active profile is the old one or the new one, byte for byte") {
  for (const bool after : {false, true}) {
    for (int step = 0; step < 10; ++step) {
      const TemporaryDirectory place;
      const std::string active = place.file("small/active");
      ProfileStore good(place.file("small"));
      good.keep(with_chunks(64));
      const std::string first = bytes_of(active);
      good.keep(with_chunks(128));
      const std::string old = bytes_of(active);
      const std::string wanted = profile_text([] {
        Profile next = with_chunks(256);
        next.number = 3;
        next.replaces = 2;
        return next;
      }());
      FailingFiles files(step, after);
      ProfileStore store(place.file("small"), &files);
      try {
        store.keep(with_chunks(256));
      } catch (const Error&) {
      }
      const std::string now = bytes_of(active);
      REQUIRE((now == old || now == wanted));
      if (!files.failed()) REQUIRE(now == wanted);
      // And the way back, from whatever is in force.
      FailingFiles back(step, after);
      try {
        ProfileStore(place.file("small"), &back).roll_back();
      } catch (const Error&) {
      }
      const std::string end = bytes_of(active);
      REQUIRE((end == now || end == (now == old ? first : old)));
      // Nothing of a failure stands in the way of the next.
      REQUIRE(good.keep(with_chunks(999)).number >= 3);
      REQUIRE(good.active()->knobs.query_chunks == 999);
    }
  }
}

TEST_CASE("a process that is killed at any moment of keeping leaves a whole profile in force") {
  const TemporaryDirectory place;
  ProfileStore store(place.file("small"));
  store.keep(with_chunks(1));
  for (int round = 0; round < 40; ++round) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      for (std::uint64_t chunks = 2;; ++chunks) {
        try {
          ProfileStore(place.file("small")).keep(with_chunks(chunks));
        } catch (...) {
          ::_exit(1);
        }
      }
    }
    ::usleep(static_cast<useconds_t>(500 + 977 * round % 9000));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    const auto active = store.active();  // parses: whole, its check right
    REQUIRE(active);
    REQUIRE(bytes_of(place.file("small/active")) == bytes_of(place.file("small/" + std::to_string(active->number) + ".profile")));
  }
}

TEST_CASE("a disk that takes no more bytes leaves the old profile in force") {
  const TemporaryDirectory place;
  ProfileStore store(place.file("small"));
  store.keep(with_chunks(64));
  const std::string old = bytes_of(place.file("small/active"));
  for (const rlim_t limit : {0, 20, 100}) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::signal(SIGXFSZ, SIG_IGN);  // writing then fails with EFBIG, as ENOSPC would
      const rlimit most{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &most);
      try {
        ProfileStore(place.file("small")).keep(with_chunks(128));
      } catch (const Error&) {
        ::_exit(7);
      }
      ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WEXITSTATUS(status) == 7);
    REQUIRE(bytes_of(place.file("small/active")) == old);
  }
}

TEST_CASE("a directory that may not be written leaves the old profile in force") {
  const TemporaryDirectory place;
  ProfileStore store(place.file("small"));
  store.keep(with_chunks(64));
  const std::string old = bytes_of(place.file("small/active"));
  std::filesystem::permissions(place.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(place.file("small"), std::filesystem::perms(0555));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) ::_exit(1);  // root may write anywhere
    int refused = 0;
    const auto tries = [&](auto&& change) {
      try {
        change();
      } catch (const Error& error) {
        refused += error.kind() == ErrorKind::kIo ? 1 : 0;
      }
    };
    tries([&] { ProfileStore(place.file("small")).keep(with_chunks(128)); });
    tries([&] { ProfileStore(place.file("small")).roll_back(); });
    tries([&] { ProfileStore(place.file("new")).keep(with_chunks(128)); });
    ::_exit(refused);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  std::filesystem::permissions(place.file("small"), std::filesystem::perms(0755));
  REQUIRE(WEXITSTATUS(status) == (::geteuid() == 0 ? 3 : 2));  // an owner may make "new" beside it
  REQUIRE(bytes_of(place.file("small/active")) == old);
}

TEST_CASE("a damaged active profile is replaced by the last whole one") {
  const TemporaryDirectory place;
  ProfileStore store(place.file("small"));
  store.keep(with_chunks(64));
  store.keep(with_chunks(128));
  place.write("small/active", "cg-profile 1\nrubbish");
  REQUIRE_THROWS_AS(store.active(), Error);
  REQUIRE(store.roll_back()->number == 2);
  REQUIRE(store.active()->knobs.query_chunks == 128);
}
