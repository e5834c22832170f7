#pragma once
#include <cstdint>

namespace cg::bench {

/// Memory of this process. Each is 0 where the system does not say.
struct ProcessMemory {
  std::uint64_t resident_bytes = 0;      ///< RSS: pages in memory, shared ones whole
  std::uint64_t proportional_bytes = 0;  ///< PSS: shared pages divided among those who share them
  std::uint64_t private_bytes = 0;       ///< what would come free if the process ended
  std::uint64_t peak_bytes = 0;          ///< the most that was ever resident
};

/// Walks the page tables (/proc/self/smaps_rollup): milliseconds for gigabytes.
[[nodiscard]] ProcessMemory read_process_memory();

}  // namespace cg::bench
