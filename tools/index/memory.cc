#include "tools/index/memory.h"

#include <fmt/format.h>

#include "libcg/ingest/memory_plan.h"
#include "libcg/ingest/phase_threads.h"

namespace cg::tools {

void bound_memory(const IndexOptions& options, const ingest::TreeListing& listing, ingest::BuildOptions& build, EventSink& events) {
  if (options.max_memory_bytes == 0) return;
  const int threads = ingest::phase_threads(build.threads).most();
  const ingest::MemoryPlan plan = ingest::plan_memory(listing, threads, options.max_memory_bytes);
  if (plan.threads < threads) build.threads = plan.threads;  // else each phase keeps its own
  build.bounded_memory = true;
  build.resident_bytes = plan.resident_bytes;
  set_knobs(plan.settings);
  if (plan.fits) return;
  events.warning({}, fmt::format("--max-memory of {} MiB cannot be kept: with the smallest buffers about {} MiB are expected, most of them for the "
                                 "largest file; going on with those",
                                 options.max_memory_bytes >> 20U, plan.expected_bytes >> 20U));
}

void check_memory(const IndexOptions& options, std::uint64_t peak_bytes, EventSink& events) {
  if (options.max_memory_bytes == 0 || peak_bytes <= options.max_memory_bytes) return;
  events.warning({}, fmt::format("took {} MiB, more than --max-memory of {} MiB", peak_bytes >> 20U, options.max_memory_bytes >> 20U));
}

}  // namespace cg::tools
