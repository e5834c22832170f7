#include "libcg/base/room_keeper.h"

#include <chrono>

namespace cg {
namespace {

// A walk brings in a gigabyte a second at most, so that between two looks it gains a few megabytes; a look takes 5 microseconds.
constexpr std::chrono::milliseconds kBetweenLooks{3};

}  // namespace

RoomKeeper::RoomKeeper(FileMemory& memory, std::uint64_t bytes) : memory_(memory), bytes_(bytes) {
  if (bytes_ > 0) thread_ = std::thread([this] { keep(); });
}

RoomKeeper::~RoomKeeper() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard guard(mutex_);
    ended_ = true;
  }
  ends_.notify_one();
  thread_.join();
}

void RoomKeeper::keep() {
  std::unique_lock lock(mutex_);
  while (!ends_.wait_for(lock, kBetweenLooks, [this] { return ended_; })) memory_.keep_resident_below(bytes_);
}

}  // namespace cg
