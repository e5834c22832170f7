#include "libcg/base/file_memory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cerrno>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/base/memory_use.h"
#include "libcg/base/unique_fd.h"

namespace cg {
namespace {

[[noreturn]] void fail(const std::string& directory, const char* what, int error) {
  throw Error(ErrorKind::kIo, fmt::format("{}: cannot {} a file for what does not fit in memory: {}; free some disk space, or allow more memory",
                                          directory, what, std::strerror(error)));
}

UniqueFd file_without_name(const std::string& directory) {
  std::string path = directory + "/memory-XXXXXX";
  UniqueFd fd(::mkostemp(path.data(), O_CLOEXEC));
  if (fd.get() < 0) fail(directory, "make", errno);
  ::unlink(path.c_str());
  return fd;
}

}  // namespace

FileMemory::~FileMemory() {
  for (const auto& [block, bytes] : blocks_) ::munmap(block, bytes);
}

void* FileMemory::do_allocate(std::size_t bytes, std::size_t alignment) {
  if (bytes < kLargeBytes) return std::pmr::new_delete_resource()->allocate(bytes, alignment);
  const UniqueFd fd = file_without_name(directory_);
  // Not ftruncate: a write to a hole on a full disk would end the process with SIGBUS.
  if (const int error = ::posix_fallocate(fd.get(), 0, static_cast<off_t>(bytes)); error != 0) fail(directory_, "reserve", error);
  void* const block = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
  if (block == MAP_FAILED) fail(directory_, "map", errno);
  // Or a page that is asked for would bring sixteen, and names are asked for here and there.
  ::madvise(block, bytes, MADV_RANDOM);
  const std::lock_guard guard(mutex_);
  blocks_.emplace(block, bytes);
  return block;
}

void FileMemory::do_deallocate(void* block, std::size_t bytes, std::size_t alignment) {
  if (bytes < kLargeBytes) return std::pmr::new_delete_resource()->deallocate(block, bytes, alignment);
  {
    const std::lock_guard guard(mutex_);
    blocks_.erase(block);
  }
  ::munmap(block, bytes);
}

void FileMemory::leave_ram() noexcept {
  const std::lock_guard guard(mutex_);
  // Of a shared mapping this loses nothing: the pages stay with the file.
  for (const auto& [block, bytes] : blocks_) ::madvise(block, bytes, MADV_DONTNEED);
}

void FileMemory::keep_resident_below(std::uint64_t bytes) noexcept {
  const std::uint64_t now = rss_bytes();
  if (now <= bytes || now < after_leaving_ + bytes / 16) return;
  leave_ram();
#ifdef __GLIBC__
  ::malloc_trim(0);  // what is free in the heap is resident, too
#endif
  after_leaving_ = rss_bytes();
}

std::uint64_t FileMemory::mapped_bytes() const {
  const std::lock_guard guard(mutex_);
  std::uint64_t sum = 0;
  for (const auto& [block, bytes] : blocks_) sum += bytes;
  return sum;
}

}  // namespace cg
