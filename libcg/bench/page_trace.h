#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "libcg/bench/index_pages.h"
#include "libcg/bench/workload.h"
#include "libcg/graph/index_reader.h"

namespace cg::bench {

/// The pages that a sequence of questions touches, in order, to try caches on.
struct PageTrace {
  std::string name;
  std::vector<std::uint32_t> requests;     ///< indices of page_bytes
  std::vector<std::uint32_t> page_bytes;   ///< of each page, decoded
  std::vector<std::uint32_t> records;      ///< which record of its page each request is for: indices of record_bytes
  std::vector<std::uint32_t> record_bytes;

  [[nodiscard]] std::uint64_t distinct_bytes() const noexcept;
};

/// "zipf": callers of the drawn names (the page of its incoming edges, and those of the callers' symbols).
/// "zipf+scan": the same with a walk over all symbols in the middle, as `cg-query stats` or an export makes it.
/// "changed": the outlines of the files that were changed last, one after the other, three times over.
[[nodiscard]] std::vector<PageTrace> page_traces(graph::IndexReader& reader, const IndexPages& pages, const Workload& workload);

/// The hits of an LRU cache of decoded pages that holds max_bytes, each page costing overhead_bytes more.
[[nodiscard]] std::uint64_t lru_hits(const PageTrace& trace, std::uint64_t max_bytes, std::uint64_t overhead_bytes);

/// The hits of a cache that knows the future and evicts what is needed last (Belady 1966). With pages of unequal
/// size that is a very good cache and not quite the best one.
[[nodiscard]] std::uint64_t clairvoyant_hits(const PageTrace& trace, std::uint64_t max_bytes, std::uint64_t overhead_bytes);

}  // namespace cg::bench
