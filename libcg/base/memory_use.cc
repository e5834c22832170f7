#include "libcg/base/memory_use.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <string_view>

namespace cg {
namespace {

// /proc/self/status holds a "Name:   1234 kB" line for each quantity. Kernel text, but still parsed without trust.
std::uint64_t status_kib(std::string_view name) noexcept {
  char text[4096];
  const int fd = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  const ssize_t size = ::read(fd, text, sizeof text);
  ::close(fd);
  if (size <= 0) return 0;
  const std::string_view status(text, static_cast<std::size_t>(size));
  std::size_t at = status.find(name);
  if (at == std::string_view::npos) return 0;
  at = status.find_first_of("0123456789", at);
  if (at == std::string_view::npos) return 0;
  std::uint64_t value = 0;
  std::from_chars(status.data() + at, status.data() + status.size(), value);
  return value;
}

}  // namespace

// By the short file: it is asked hundreds of times a second (room_keeper.h). Its second number is of resident pages.
std::uint64_t rss_bytes() noexcept {
  char text[128];
  const int fd = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  const ssize_t size = ::read(fd, text, sizeof text);
  ::close(fd);
  if (size <= 0) return 0;
  const std::string_view numbers(text, static_cast<std::size_t>(size));
  const std::size_t at = numbers.find(' ');
  if (at == std::string_view::npos) return 0;
  std::uint64_t pages = 0;
  std::from_chars(numbers.data() + at + 1, numbers.data() + numbers.size(), pages);
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t peak_rss_bytes() noexcept {
  // Not ru_maxrss alone: Linux lets a process inherit it from whoever started it.
  if (const std::uint64_t kib = status_kib("VmHWM:"); kib != 0) return kib * 1024;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace cg
