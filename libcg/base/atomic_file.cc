#include "libcg/base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

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

// mkostemp makes files 0600; a replaced file keeps its mode, a new one gets what open(2) would have given.
mode_t wanted_mode(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = ::umask(0);  // there is no way to read it without setting it
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

void write_file_atomically(const std::string& path, std::string_view bytes) {
  std::string temporary = path + ".XXXXXX";
  UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
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
  require(::fchmod(fd.get(), wanted_mode(path)) == 0);
  require(::fsync(fd.get()) == 0);
  require(::close(fd.release()) == 0);
  require(std::rename(temporary.c_str(), path.c_str()) == 0);
  // From here the new file is in place; without this its name might not survive a power cut.
  const UniqueFd directory(::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || ::fsync(directory.get()) != 0) throw fail(errno);
}

}  // namespace cg
