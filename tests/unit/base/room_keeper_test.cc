#include "libcg/base/room_keeper.h"

#include <chrono>
#include <cstring>
#include <thread>

#include "libcg/base/memory_use.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;

namespace {

constexpr std::size_t kBytes = std::size_t{64} << 20;

/// Whether that comes true; nobody waits for it longer than a minute.
template <class Condition>
bool becomes(Condition&& condition) {
  for (int tenths = 0; tenths < 600; ++tenths) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

}  // namespace

TEST_CASE("whoever works on need not ask for room, and finds everything as it was") {
  const TemporaryDirectory directory;
  FileMemory memory(directory.path());
  auto* const block = static_cast<unsigned char*>(memory.allocate(kBytes));
  const std::uint64_t before = rss_bytes();
  const RoomKeeper keeper(memory, before + kBytes / 4);
  for (int round = 1; round <= 5; ++round) {
    std::memset(block, round, kBytes);
    CHECK(becomes([&] { return rss_bytes() < before + kBytes / 2; }));
    bool same = true;
    for (std::size_t at = 0; at < kBytes; at += 4096) same = same && block[at] == round;
    CHECK(same);
  }
  memory.deallocate(block, kBytes);
}

TEST_CASE("without a bound nothing leaves") {
  const TemporaryDirectory directory;
  FileMemory memory(directory.path());
  void* const block = memory.allocate(kBytes);
  {
    const RoomKeeper keeper(memory, 0);
    std::memset(block, 1, kBytes);
    const std::uint64_t before = rss_bytes();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK(rss_bytes() + kBytes / 2 > before);
  }
  memory.deallocate(block, kBytes);
}
