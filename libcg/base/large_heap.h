#pragma once

namespace cg {

/// For a short process that needs some megabytes: has the heap grow in huge pages, so that it costs one page fault for each 2 MiB where it costs
/// 512, a third of a millisecond against one, and lets large blocks be part of it, which would each be mapped and unmapped by the
/// system. Call it first thing in main, if at all. Of memory, no more than the rest of the last 2 MiB is lost. Where malloc is not
/// glibc's or the system has no huge pages, nothing changes.
void grow_heap_in_huge_pages() noexcept;

}  // namespace cg
