// What a build keeps in memory is of two kinds. The definitions of the whole tree (program.h) have to be there while it is
// linked, for any name may be asked for from anywhere: 72 MB for 818,000 symbols of 126 MB of C, two thirds of them
// names and their hash table. They go with the size of the sources, and nothing here makes them smaller; nor is the
// syntax tree of one file ever had in parts. All else are buffers, and as many files in hand as there are threads: those can
// be had for less, by writing sooner and with one thread. The index is the same.
#include "libcg/ingest/memory_plan.h"

#include <algorithm>
#include <array>

#include "libcg/ingest/build.h"

namespace cg::ingest {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

struct Settings {
  std::uint64_t commit_bytes, spill_bytes, window;
};
/// From what is shipped down to what still works well.
constexpr std::array kSteps{Settings{16 * kMiB, 16 * kMiB, 8}, Settings{4 * kMiB, 4 * kMiB, 4}, Settings{kMiB, kMiB, 2}};

struct Sources {
  std::uint64_t bytes = 0, largest_bytes = 0;
};

/// Fitted to what small and large trees took (the command is in the README): a program that does nothing takes 14 MiB; the
/// syntax tree, facts and records of the file that a thread has in hand up to 45 times its bytes, in the largest files,
/// which are rows of macros, a quarter of that; the rest goes with all bytes. Two environments are filled at once, and there are
/// three kinds of temporary files with buffers, none of which outgrows what there is to write.
std::uint64_t expected(const Settings& s, int threads, const Sources& sources) {
  constexpr std::uint64_t kIdle = 14 * kMiB;
  constexpr std::uint64_t kLarge = 2 * kMiB;
  const std::uint64_t dense = std::min(sources.largest_bytes, kLarge);
  const std::uint64_t in_hand = 45 * dense + 12 * (sources.largest_bytes - dense);
  return kIdle + static_cast<std::uint64_t>(threads) * in_hand + sources.bytes + std::min(2 * s.commit_bytes, sources.bytes) +
         std::min(3 * s.spill_bytes, sources.bytes);
}

}  // namespace

MemoryPlan plan_memory(const TreeListing& listing, int threads, std::uint64_t budget_bytes) {
  Sources sources;
  for (const TreeFile& file : listing.files) {
    if (!is_candidate(file.path)) continue;
    sources.bytes += file.stamp.size_bytes;
    sources.largest_bytes = std::max(sources.largest_bytes, file.stamp.size_bytes);
  }
  MemoryPlan plan;
  for (const int wanted : {threads, 1}) {
    for (const Settings& step : kSteps) {
      plan.threads = wanted;
      plan.settings = knobs();
      plan.settings.index_commit_bytes = std::min<std::uint64_t>(plan.settings.index_commit_bytes, step.commit_bytes);
      plan.settings.index_spill_bytes = std::min<std::uint64_t>(plan.settings.index_spill_bytes, step.spill_bytes);
      plan.settings.index_window = std::min<std::uint64_t>(plan.settings.index_window, step.window);
      plan.expected_bytes =
          expected({plan.settings.index_commit_bytes, plan.settings.index_spill_bytes, plan.settings.index_window}, wanted, sources);
      plan.fits = plan.expected_bytes <= budget_bytes;
      if (plan.fits) return plan;
    }
  }
  return plan;
}

}  // namespace cg::ingest
