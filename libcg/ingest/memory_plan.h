#pragma once
#include <cstdint>

#include "libcg/base/knobs.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

/// With what settings to index a tree in bounded memory.
struct MemoryPlan {
  int threads = 1;
  Knobs settings;
  std::uint64_t resident_bytes = 0;  ///< BuildOptions::resident_bytes
  std::uint64_t expected_bytes = 0;  ///< resident memory at most, as far as can be told from the sizes of files
  bool fits = true;                  ///< false: these are the least settings there are, and still it is expected to take more
};

/// The settings nearest to `threads` and those in force that are expected to take no more than `budget_bytes`. What
/// memory depends on, and what of it can be had for less, is in memory_plan.cc.
[[nodiscard]] MemoryPlan plan_memory(const TreeListing& listing, int threads, std::uint64_t budget_bytes);

}  // namespace cg::ingest
