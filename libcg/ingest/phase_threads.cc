#include "libcg/ingest/phase_threads.h"

#include <algorithm>
#include <cstdint>

#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"

namespace cg::ingest {

int PhaseThreads::most() const noexcept { return std::max({parse, link, write, terms}); }

PhaseThreads phase_threads(int asked) {
  if (asked > 0) return {asked, asked, asked, asked};
  const auto of = [](std::uint64_t own) {
    const std::uint64_t threads = own > 0 ? own : knobs().index_threads;
    return threads > 0 ? static_cast<int>(threads) : thread_count();
  };
  return {of(knobs().parse_threads), of(knobs().link_threads), of(knobs().write_threads), of(knobs().terms_threads)};
}

}  // namespace cg::ingest
