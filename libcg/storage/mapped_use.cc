#include "libcg/storage/mapped_use.h"

#include <sys/mman.h>

#include <algorithm>

#include "libcg/base/knobs.h"

namespace cg::storage {
namespace {

constexpr std::size_t kPageBytes = 4096;                     // LMDB's values lie in whole system pages of the map
constexpr std::size_t kWindowBytes = std::size_t{64} << 10;  // what one fault maps; windows are aligned to it

}  // namespace

void MappedUse::done_with(std::string_view mapped) {
  const auto at = reinterpret_cast<std::uintptr_t>(mapped.data());
  const std::uintptr_t end = at + mapped.size();
  seen_ = {std::min(seen_.begin, at / kPageBytes * kPageBytes),
           std::max(seen_.end, (end + kPageBytes - 1) / kPageBytes * kPageBytes)};
  const Range range{at / kWindowBytes * kWindowBytes, (end + kWindowBytes - 1) / kWindowBytes * kWindowBytes};
  // Values and the keys that lead to them alternate.
  for (std::size_t i = ranges_.size(); i > 0 && i + 2 > ranges_.size(); --i) {
    if (ranges_[i - 1].begin <= range.begin && range.end <= ranges_[i - 1].end) return;
  }
  ranges_.push_back(range);
  bytes_ += range.end - range.begin;
  // A call for each window would cost as much as reading it.
  if (bytes_ < knobs().map_kept_bytes) return;
  for (const Range& used : ranges_) {
    // A window may reach beyond the mapping, into memory of others, which this call would wipe: hence the bounds. The map
    // itself is shared and read-only, so nothing of it can be lost.
    const std::uintptr_t from = std::max(used.begin, seen_.begin);
    const std::uintptr_t to = std::min(used.end, seen_.end);
    if (from < to) static_cast<void>(::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED));
  }
  ranges_.clear();
  bytes_ = 0;
}

}  // namespace cg::storage
