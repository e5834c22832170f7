#include "libcg/storage/mapped_use.h"

#include <sys/mman.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "libcg/base/mmap.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::storage {
namespace {

constexpr std::size_t kBytes = std::size_t{8} << 20;

/// Pages of the range that are mapped now: what counts as resident for this process.
std::size_t mapped_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssFile:")) return std::stoul(line.substr(8));
  }
  return 0;
}

TEST_CASE("what has been read of a mapping is given back, stays readable, and nothing beside it is touched") {
  const TemporaryDirectory directory;
  const std::string path = directory.write("data", std::string(kBytes, 'x'));
  const MappedFile file = MappedFile::open(path);
  const std::string_view bytes = file.view();
  // Memory of others right behind the mapping would be wiped by a call that reaches too far; all of it is checked that
  // can be had there.
  char* const wanted = const_cast<char*>(bytes.data()) + kBytes;
  void* const beside = ::mmap(wanted, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(beside != MAP_FAILED);
  std::fill_n(static_cast<char*>(beside), 65536, 'y');

  const std::size_t before = mapped_kib();
  MappedUse use;
  std::size_t sum = 0;
  for (std::size_t at = 0; at + 100 <= kBytes; at += 40000) {
    const std::string_view value = bytes.substr(at, 100);
    sum += static_cast<std::size_t>(std::count(value.begin(), value.end(), 'x'));
    use.done_with(value);
  }
  use.done_with(bytes.substr(kBytes - 100));
  CHECK(mapped_kib() < before + kBytes / 1024 / 2);
  REQUIRE(sum == (kBytes / 40000 + 1) * 100);
  REQUIRE(std::count(bytes.begin(), bytes.end(), 'x') == static_cast<std::ptrdiff_t>(kBytes));
  const auto* const other = static_cast<const char*>(beside);
  REQUIRE(std::count(other, other + 65536, 'y') == 65536);
  ::munmap(beside, 65536);
}

}  // namespace
}  // namespace cg::storage
