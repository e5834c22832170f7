// What a build keeps in memory is of three kinds. Buffers, and as many files in hand as there are threads: those can be had
// for less, by writing sooner and, last of all, with one thread. The definitions of the whole tree (program.h), for any name may be asked
// for from anywhere while it is linked: 72 MB for 818,000 symbols of 126 MB of C, two thirds of them names and their hash
// table; where nothing else is enough they lie in files (base/file_memory.h), of which as much is in memory as there is room
// for. And the syntax tree of one file, which is never had in parts: that is the floor. The index is the same.
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

constexpr std::uint64_t kIdle = 14 * kMiB;

/// What the file that a thread has in hand takes as text, tree, facts and records: up to 45 times its bytes, and an eighth of that
/// in the largest files, which are rows of macros.
std::uint64_t in_hand(const Sources& sources) {
  constexpr std::uint64_t kLarge = 2 * kMiB;
  const std::uint64_t dense = std::min(sources.largest_bytes, kLarge);
  return 45 * dense + 6 * (sources.largest_bytes - dense);
}

/// Fitted to what small and large trees took (the command is in the README): a program that does nothing takes 14 MiB; two
/// environments are filled at once, and there are three kinds of temporary files with buffers, none of which outgrows what
/// there is to write; the rest goes with all bytes. Where definitions lie in files an eighth of them stays, and a memory of
/// words seen that does not outgrow 64 MiB.
std::uint64_t expected(const Settings& s, int threads, const Sources& sources, bool definitions_in_files) {
  const std::uint64_t rest = definitions_in_files ? sources.bytes / 8 + std::min(sources.bytes, 64 * kMiB) : sources.bytes;
  return kIdle + static_cast<std::uint64_t>(threads) * in_hand(sources) + rest + std::min(2 * s.commit_bytes, sources.bytes) +
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
    for (const bool definitions_in_files : {false, true}) {
      for (const Settings& step : kSteps) {
        plan.threads = wanted;
        plan.settings = knobs();
        plan.settings.index_commit_bytes = std::min<std::uint64_t>(plan.settings.index_commit_bytes, step.commit_bytes);
        plan.settings.index_spill_bytes = std::min<std::uint64_t>(plan.settings.index_spill_bytes, step.spill_bytes);
        plan.settings.index_window = std::min<std::uint64_t>(plan.settings.index_window, step.window);
        // A thread has a batch in hand, whatever the window.
        plan.settings.parse_batch = std::min<std::uint64_t>(plan.settings.parse_batch, plan.settings.index_window);
        plan.settings.link_batch = std::min<std::uint64_t>(plan.settings.link_batch, plan.settings.index_window);
        const Settings settings{plan.settings.index_commit_bytes, plan.settings.index_spill_bytes, plan.settings.index_window};
        plan.expected_bytes = expected(settings, wanted, sources, definitions_in_files);
        plan.fits = plan.expected_bytes <= budget_bytes;
        // An eighth for what comes between two looks (base/room_keeper.h).
        plan.resident_bytes = definitions_in_files ? budget_bytes - budget_bytes / 8 : 0;
        if (plan.fits) return plan;
      }
    }
  }
  return plan;
}

}  // namespace cg::ingest
