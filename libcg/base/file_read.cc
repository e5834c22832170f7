#include "libcg/base/file_read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "libcg/base/unique_fd.h"

namespace cg {
namespace {

ReadStatus status_of(int error) noexcept {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return ReadStatus::kVanished;
    case EACCES:
    case EPERM: return ReadStatus::kDenied;
    case ELOOP: return ReadStatus::kSymlink;
    case EISDIR:
    case ENXIO:   // a FIFO or socket without its other end
    case ENODEV: return ReadStatus::kNotRegular;
    case EFBIG:
    case EOVERFLOW: return ReadStatus::kTooLarge;
    default: return ReadStatus::kFailed;
  }
}

// Reads to the end rather than to the size that fstat gave: files under /proc say 0, and others grow.
ReadStatus read_to_end(int fd, std::uint64_t expected_bytes, std::uint64_t max_bytes, std::string& content) {
  // One byte more than expected, so that the read that meets the end needs no growth.
  content.resize(static_cast<std::size_t>(expected_bytes) + 1);
  std::size_t filled = 0;
  for (;;) {
    if (filled == content.size()) content.resize(content.size() + content.size() / 2 + 4096);
    const ssize_t got = ::read(fd, content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return status_of(errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > max_bytes) return ReadStatus::kTooLarge;
  }
  content.resize(filled);
  return ReadStatus::kOk;
}

}  // namespace

std::string_view describe(ReadStatus status) noexcept {
  switch (status) {
    case ReadStatus::kOk: return "read";
    case ReadStatus::kVanished: return "vanished";
    case ReadStatus::kDenied: return "permission denied";
    case ReadStatus::kNotRegular: return "not a regular file";
    case ReadStatus::kSymlink: return "symbolic link not followed";
    case ReadStatus::kTooLarge: return "too large";
    case ReadStatus::kFailed: return "cannot be read";
  }
  return "cannot be read";
}

ReadStatus read_file(const std::string& path, const ReadOptions& options, std::string& content, FileStamp* stamp) {
  content.clear();
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (options.follow_symlinks ? 0 : O_NOFOLLOW);
  const UniqueFd fd(::open(path.c_str(), flags));
  if (!fd) return status_of(errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return status_of(errno);
  if (!S_ISREG(info.st_mode)) return ReadStatus::kNotRegular;
  const auto size_bytes = static_cast<std::uint64_t>(info.st_size);
  if (stamp != nullptr) {
    *stamp = {size_bytes, static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec,
              info.st_ino, static_cast<std::int64_t>(info.st_ctim.tv_sec) * 1'000'000'000 + info.st_ctim.tv_nsec};
  }
  if (size_bytes > options.max_bytes) return ReadStatus::kTooLarge;
  const ReadStatus status = read_to_end(fd.get(), size_bytes, options.max_bytes, content);
  if (status != ReadStatus::kOk) content.clear();
  return status;
}

}  // namespace cg
