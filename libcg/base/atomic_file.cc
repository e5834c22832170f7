#include "libcg/base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "libcg/base/write_all.h"

namespace cg {
namespace {

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A new file beside path, with the mode that the umask leaves (mkostemp would make it 0600). The process id keeps
// processes apart, O_EXCL with the counter keeps threads and the leavings of killed processes apart.
UniqueFd create_beside(const std::string& path, std::string& temporary) {
  for (int attempt = 0;; ++attempt) {
    temporary = fmt::format("{}.{}.{}.tmp", path, ::getpid(), attempt);
    UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (fd || errno != EEXIST || attempt == 1000) return fd;
  }
}

}  // namespace

void write_file_atomically(const std::string& path, std::string_view bytes) {
  std::string temporary;
  UniqueFd fd = create_beside(path, temporary);
  const auto fail = [&](int error) -> Error {
    return {ErrorKind::kIo, fmt::format("{}: cannot write: {}", path, errno_text(error))};
  };
  if (!fd) throw fail(errno);
  const auto require = [&](bool done) {
    if (done) return;
    const int error = errno;
    ::unlink(temporary.c_str());
    throw fail(error);
  };
  require(write_all(fd.get(), bytes));
  struct stat replaced {};
  if (::stat(path.c_str(), &replaced) == 0) require(::fchmod(fd.get(), replaced.st_mode & 07777) == 0);
  require(::fsync(fd.get()) == 0);
  require(::close(fd.release()) == 0);
  require(std::rename(temporary.c_str(), path.c_str()) == 0);
  // From here the new file is in place; without this its name might not survive a power cut.
  const UniqueFd directory(::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || ::fsync(directory.get()) != 0) throw fail(errno);
}

}  // namespace cg
