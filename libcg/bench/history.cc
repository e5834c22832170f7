#include "libcg/bench/history.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"
#include "libcg/base/unique_fd.h"

namespace cg::bench {
namespace {

// Header: magic (8), number of samples ever added (8), zeros. Sample: time, elapsed, peak (8 each), status (1), text with
// zeros (27), zeros (4), checksum of all that (8). Little-endian.
constexpr std::string_view kMagic{"cghist\0\1", 8};
constexpr std::size_t kSlotBytes = 64;
constexpr std::size_t kFileBytes = kSlotBytes * (kHistorySamples + 1);
using Slot = std::array<char, kSlotBytes>;

void put_u64(char* at, std::uint64_t value) noexcept {
  for (int i = 0; i < 8; ++i) at[i] = static_cast<char>(value >> (8 * i));
}

std::uint64_t get_u64(const char* at) noexcept {
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8U | static_cast<unsigned char>(at[i]);
  return value;
}

Slot encode(const HistorySample& sample) noexcept {
  Slot slot{};
  put_u64(slot.data(), static_cast<std::uint64_t>(sample.time_ns));
  put_u64(slot.data() + 8, sample.elapsed_ns);
  put_u64(slot.data() + 16, sample.peak_bytes);
  slot[24] = static_cast<char>(sample.status);
  std::memcpy(slot.data() + 25, sample.what.data(), std::min(sample.what.size(), kHistoryTextBytes));
  put_u64(slot.data() + 56, hash64({slot.data(), 56}));
  return slot;
}

bool read_at(int fd, char* to, std::size_t size, std::size_t offset) noexcept {
  return ::pread(fd, to, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

bool write_at(int fd, const char* from, std::size_t size, std::size_t offset) noexcept {
  return ::pwrite(fd, from, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

// A holder is done within microseconds; who finds the lock taken tries a few times and then lets the sample go.
bool lock(int fd) noexcept {
  for (int attempt = 0; attempt < 50; ++attempt) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno != EWOULDBLOCK && errno != EINTR) return false;
    ::usleep(20);
  }
  return false;
}

}  // namespace

bool add_to_history(const std::filesystem::path& index, const HistorySample& sample) noexcept {
  try {
    const UniqueFd fd(::open((index / kHistoryName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
    if (!fd || !lock(fd.get())) return false;
    std::array<char, 16> header{};
    if (!read_at(fd.get(), header.data(), header.size(), 0)) {
      // New: the whole file is reserved now, so that no disk fills up under it later.
      if (::lseek(fd.get(), 0, SEEK_END) != 0 || ::posix_fallocate(fd.get(), 0, static_cast<off_t>(kFileBytes)) != 0) return false;
      std::memcpy(header.data(), kMagic.data(), kMagic.size());
    }
    if (std::string_view(header.data(), kMagic.size()) != kMagic) return false;
    const std::uint64_t count = get_u64(header.data() + 8);
    const Slot slot = encode(sample);
    if (!write_at(fd.get(), slot.data(), slot.size(), kSlotBytes * (1 + count % kHistorySamples))) return false;
    put_u64(header.data() + 8, count + 1);
    return write_at(fd.get(), header.data(), header.size(), 0);
  } catch (...) {
    return false;  // out of memory for a path
  }
}

std::vector<HistorySample> read_history(const std::filesystem::path& index) {
  const std::string path = (index / kHistoryName).string();
  std::string bytes;
  const ReadStatus status = read_file(path, {.max_bytes = 2 * kFileBytes}, bytes);
  if (status == ReadStatus::kVanished) return {};
  if (status != ReadStatus::kOk) throw Error(ErrorKind::kIo, fmt::format("{}: {}", path, describe(status)));
  if (bytes.size() != kFileBytes || !std::string_view(bytes).starts_with(kMagic)) {
    throw Error(ErrorKind::kFormat, fmt::format("{}: no history of this version of cg; remove it to begin a new one", path));
  }
  const std::uint64_t count = get_u64(bytes.data() + 8);
  std::vector<HistorySample> samples;
  for (std::uint64_t i = count > kHistorySamples ? count - kHistorySamples : 0; i < count; ++i) {
    const char* slot = bytes.data() + kSlotBytes * (1 + i % kHistorySamples);
    if (get_u64(slot + 56) != hash64({slot, 56})) continue;  // in pieces
    const char* text = slot + 25;
    samples.push_back({static_cast<std::int64_t>(get_u64(slot)), get_u64(slot + 8), get_u64(slot + 16),
                       static_cast<std::uint8_t>(slot[24]), std::string(text, ::strnlen(text, kHistoryTextBytes))});
  }
  return samples;
}

}  // namespace cg::bench
