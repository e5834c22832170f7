#include "libcg/base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

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

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)), fd_(create_beside(path_, temporary_)) {
  if (!fd_) temporary_.clear();
  require(static_cast<bool>(fd_));
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::require(bool done) const {
  if (!done) throw Error(ErrorKind::kIo, fmt::format("{}: cannot write: {}", path_, errno_text(errno)));
}

void AtomicFile::write(std::string_view bytes) { require(write_all(fd_.get(), bytes)); }

void AtomicFile::commit() {
  struct stat replaced {};
  if (::stat(path_.c_str(), &replaced) == 0) require(::fchmod(fd_.get(), replaced.st_mode & 07777) == 0);
  require(::fsync(fd_.get()) == 0);
  require(::close(fd_.release()) == 0);
  require(std::rename(temporary_.c_str(), path_.c_str()) == 0);
  temporary_.clear();
  // From here the new file is in place; without this its name might not survive a power cut.
  const UniqueFd directory(::open(directory_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  require(directory && ::fsync(directory.get()) == 0);
}

void write_file_atomically(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

}  // namespace cg
