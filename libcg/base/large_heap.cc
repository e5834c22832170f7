#include "libcg/base/large_heap.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cg {

void grow_heap_in_huge_pages() noexcept {
#ifdef __GLIBC__
  constexpr std::uintptr_t kHugeBytes = std::uintptr_t{2} << 20U;
  constexpr int kStepBytes = 64 << 20;  // of addresses; pages come when they are touched
  mallopt(M_MMAP_THRESHOLD, kStepBytes / 2);
  mallopt(M_TRIM_THRESHOLD, kStepBytes);
  mallopt(M_TOP_PAD, kStepBytes);
  // The heap begins somewhere in a huge page. A block that is never touched takes what lies before the next one.
  const auto here = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t begin = (here + kHugeBytes - 1) / kHugeBytes * kHugeBytes;
  static void* filler = std::malloc(begin - here + 1);
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0)) / kHugeBytes * kHugeBytes;
  if (filler != nullptr && begin < end) (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace cg
