#include "libcg/base/mmap.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"

namespace cg {

MappedFile MappedFile::open(const std::string& path) {
  const auto fail = [&path](int error) -> Error {
    return {ErrorKind::kIo, fmt::format("{}: cannot map: {}", path, errno_text(error))};
  };
  // O_NONBLOCK: opening a FIFO must not wait for a writer; it is then refused as not regular.
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw fail(errno);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw fail(errno);
  if (!S_ISREG(status.st_mode)) throw Error(ErrorKind::kIo, fmt::format("{}: cannot map: not a regular file", path));
  MappedFile file;
  if (status.st_size == 0) return file;  // mmap refuses a length of zero
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (data == MAP_FAILED) throw fail(errno);
  file.data_ = static_cast<const char*>(data);
  file.size_ = size;
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace cg
