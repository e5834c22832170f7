#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "libcg/base/file_memory.h"

namespace cg {

/// While it lives, a thread of its own looks every few milliseconds at what the process has resident, and lets a FileMemory
/// leave when that is too much. Work need not know about it: what it reads comes back.
///
/// Rejected: asking between the steps of the work. A step over all symbols of the Linux kernel brings 300 MiB back by itself, and
/// cutting every loop that does into parts put the question into a dozen of them, with the one forgotten as the peak.
class RoomKeeper {
 public:
  /// `bytes` that the process is to stay below; 0: no bound, and no thread. `memory` must outlive it.
  RoomKeeper(FileMemory& memory, std::uint64_t bytes);
  ~RoomKeeper();
  RoomKeeper(const RoomKeeper&) = delete;
  RoomKeeper& operator=(const RoomKeeper&) = delete;

 private:
  void keep();

  FileMemory& memory_;
  std::uint64_t bytes_;
  std::mutex mutex_;
  std::condition_variable ends_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace cg
