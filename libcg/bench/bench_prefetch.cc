// Reading pages ahead: whose guesses are right, and what they gain when the index is not in memory.
//
// The traces are real: callers of drawn names, asked of a reader with the policy in force, which counts what it read ahead and what it
// then decoded. The first half of the names teaches (the learned predictor; the others gain nothing by it), the second half, other
// draws, is counted.

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <set>

#include "libcg/base/knobs.h"
#include "libcg/base/unique_fd.h"
#include "libcg/bench/benchmark.h"
#include "libcg/graph/edges.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/prefetch.h"

namespace cg::bench {
namespace {

struct Policy {
  const char* name;
  const char* what;
  storage::Foresight foresight;
};
constexpr std::array kPolicies{Policy{"next", "the next page of the table", storage::Foresight::kNextPage},
                               Policy{"graph", "the other ends of the edges just read, and a file's further pages", storage::Foresight::kGraph},
                               Policy{"learned", "what followed this page before", storage::Foresight::kLearned}};

class WithPolicy {
 public:
  explicit WithPolicy(storage::Foresight foresight) : before_(knobs()) {
    Knobs now = before_;
    now.query_prefetch = static_cast<std::uint64_t>(foresight);
    set_knobs(now);
  }
  ~WithPolicy() { set_knobs(before_); }
  WithPolicy(const WithPolicy&) = delete;
  WithPolicy& operator=(const WithPolicy&) = delete;

 private:
  Knobs before_;
};

/// Has the system forget the index's file, as far as no one has it mapped. Without a right to that nothing happens.
void drop_from_memory(const std::filesystem::path& index) {
  const auto live = storage::live_index(index);
  if (!live) return;
  const UniqueFd fd(::open(live->c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() >= 0) static_cast<void>(::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED));
}

}  // namespace

void bench_prefetch(Bench& bench) {
  const Workload& workload = bench.workload();
  const auto& index = bench.settings().index;
  const std::size_t half = workload.draws.size() / 2;
  bench.close_reader();  // what it has mapped could not be dropped from memory
  const auto ask = [&](graph::IndexReader& reader, std::size_t draw) { return callers_digest(reader, workload.ranked[workload.draws[draw]].name); };

  std::array<storage::PrefetchCounters, kPolicies.size()> held_out{};
  for (std::size_t p = 0; p < kPolicies.size(); ++p) {
    const WithPolicy in_force(kPolicies[p].foresight);
    graph::IndexReader reader(index);
    // Who learns nothing begins with the second half, so that nothing of before counts.
    const bool learns = kPolicies[p].foresight == storage::Foresight::kLearned;
    for (std::size_t i = 0; learns && i < half; ++i) static_cast<void>(ask(reader, i));
    const storage::PrefetchCounters taught = reader.prefetch_counters();
    for (std::size_t i = half; i < workload.draws.size(); ++i) static_cast<void>(ask(reader, i));
    const storage::PrefetchCounters all = reader.prefetch_counters();
    held_out[p] = {all.decoded - taught.decoded, all.asked - taught.asked, all.used - taught.used};
  }

  // Distinct names: a process with a list of them.
  constexpr std::size_t kNames = 12;
  std::set<std::size_t> distinct;
  for (std::size_t i = half; i < workload.draws.size() && distinct.size() < kNames; ++i) distinct.insert(workload.draws[i]);
  const auto cold = [&](storage::Foresight foresight) -> Way {
    return [&, foresight] {
      const WithPolicy in_force(foresight);
      drop_from_memory(index);
      graph::IndexReader reader(index);
      std::uint64_t digest = 0;
      for (const std::size_t one : distinct) digest += callers_digest(reader, workload.ranked[one].name);
      return digest;
    };
  };
  MeasurePlan plan = bench.plan(0.5);
  plan.min_rounds = 10;
  for (std::size_t p = 0; p < kPolicies.size(); ++p) {
    Result result = bench.time({fmt::format("prefetch.cold.{}", kPolicies[p].name), "", "opened and asked with the file not in memory, nothing read ahead",
                                cold(storage::Foresight::kNone), fmt::format("the same, reading ahead {}", kPolicies[p].what), cold(kPolicies[p].foresight),
                                distinct.size()}, plan);
    result.facts = {{"precision", held_out[p].precision()},
                    {"coverage", held_out[p].coverage()},
                    {"pages_read_ahead", static_cast<double>(held_out[p].asked)},
                    {"pages_decoded", static_cast<double>(held_out[p].decoded)},
                    {"names", static_cast<double>(distinct.size())}};
    result.note = "precision and coverage on the second half of the drawn names; knob query_prefetch, shipped as 0";
    bench.add(std::move(result));
  }
}

}  // namespace cg::bench
