#pragma once
#include <sys/stat.h>

#include <cstdint>

#include "libcg/base/file_read.h"

namespace cg::ingest {

[[nodiscard]] inline FileStamp stamp_of(const struct stat& info) noexcept {
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  return {static_cast<std::uint64_t>(info.st_size), info.st_mtim.tv_sec * kNsPerSecond + info.st_mtim.tv_nsec,
          info.st_ino, info.st_ctim.tv_sec * kNsPerSecond + info.st_ctim.tv_nsec};
}

}  // namespace cg::ingest
