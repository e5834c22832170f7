#include "libcg/storage/writer_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <string>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/write_all.h"

namespace cg::storage {
namespace {

/// "pid 4711, since 2025-01-31 23:59:59 UTC": what the holder writes and the next one reads.
std::string identity() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &utc);
  return fmt::format("pid {}, since {}", ::getpid(), text.data());
}

/// What the holder wrote, without anything that would upset a terminal.
std::string read_identity(int fd) {
  std::array<char, 128> text{};
  const auto got = ::pread(fd, text.data(), text.size(), 0);
  std::string holder;
  for (ssize_t i = 0; i < got; ++i) {
    const char c = text[static_cast<std::size_t>(i)];
    if (c < ' ' || c > '~') break;
    holder += c;
  }
  return holder.empty() ? "another process" : holder;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& cause) {
  throw Error(ErrorKind::kIo, fmt::format("{}: {}", file.string(), cause));
}

}  // namespace

std::optional<WriterLock> WriterLock::unless_read_only(const std::filesystem::path& file) {
  const UniqueFd probe(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!probe && (errno == EACCES || errno == EROFS || errno == EPERM || errno == ENOENT)) return std::nullopt;
  return WriterLock(file);
}

WriterLock::WriterLock(const std::filesystem::path& file)
    : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
  if (!file_) {
    refuse(file, fmt::format("cannot make the lock file: {}; the index needs a directory that can be written to",
                             errno_text(errno)));
  }
  int code = 0;
  do {
    code = ::flock(file_.get(), LOCK_EX | LOCK_NB);
  } while (code != 0 && errno == EINTR);
  if (code != 0) {
    if (errno != EWOULDBLOCK) {
      refuse(file, fmt::format("cannot lock: {}; the file system must support flock", errno_text(errno)));
    }
    refuse(file, fmt::format("the index is being written by {}; wait for it to end or stop it, then try again",
                             read_identity(file_.get())));
  }
  // Not being able to write the identity costs the next process a better message, and nothing else.
  if (::ftruncate(file_.get(), 0) == 0) [[maybe_unused]]
    const bool written = write_all(file_.get(), identity());
}

}  // namespace cg::storage
