#include "libcg/base/file_memory.h"

#include <cstring>
#include <filesystem>
#include <memory_resource>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/memory_use.h"
#include "libcg/base/string_table.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;

TEST_CASE("what lies in files is as it was after it has left memory, and no file has a name") {
  const TemporaryDirectory directory;
  FileMemory memory(directory.path());
  std::pmr::vector<std::uint64_t> numbers(&memory);
  for (std::uint64_t i = 0; i < 1'000'000; ++i) numbers.push_back(i * i);
  Interner names(&memory);
  for (int i = 0; i < 100'000; ++i) names.intern("name " + std::to_string(i));
  CHECK(memory.mapped_bytes() >= 8'000'000);
  CHECK(std::filesystem::is_empty(directory.path()));
  memory.leave_ram();
  bool same = true;
  for (std::uint64_t i = 0; i < numbers.size(); ++i) same = same && numbers[i] == i * i;
  CHECK(same);
  for (std::uint32_t i = 0; i < 100'000; ++i) same = same && names.view(i) == "name " + std::to_string(i) && names.find("name " + std::to_string(i)) == i;
  CHECK(same);
  numbers = std::pmr::vector<std::uint64_t>(&memory);
  names.intern("one more");
  CHECK(names.view(100'000) == "one more");
}

TEST_CASE("leaving memory makes a process smaller") {
  const TemporaryDirectory directory;
  FileMemory memory(directory.path());
  constexpr std::size_t kBytes = std::size_t{64} << 20;
  void* const block = memory.allocate(kBytes);
  std::memset(block, 7, kBytes);
  const std::uint64_t before = rss_bytes();
  memory.keep_resident_below(1);
  CHECK(rss_bytes() + kBytes / 2 < before);
  CHECK(static_cast<unsigned char*>(block)[kBytes - 1] == 7);
  memory.deallocate(block, kBytes);
  CHECK(memory.mapped_bytes() == 0);
}

TEST_CASE("files that cannot be made are an error that says where, and small blocks need none") {
  FileMemory memory("/nowhere/at/all");
  CHECK_THROWS_WITH(memory.allocate(FileMemory::kLargeBytes), cg_matchers::Contains("/nowhere/at/all"));
  void* const block = memory.allocate(100);
  memory.deallocate(block, 100);
}
