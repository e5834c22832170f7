#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "libcg/base/knobs.h"
#include "libcg/bench/quantiles.h"
#include "libcg/tune/decision.h"

namespace cg::tune {

/// One knob at another value than that of the settings it is tried against.
struct Change {
  const KnobInfo* knob = nullptr;
  std::uint64_t value = 0;
};

/// What became of one candidate.
struct Outcome {
  Verdict verdict = Verdict::kOpen;
  bench::Interval gain;  ///< share of the time saved
  std::size_t pairs = 0;
};

/// Where the search gets its measurements: the machine, or a test's model of one.
class Trials {
 public:
  Trials() = default;
  Trials(const Trials&) = delete;
  Trials& operator=(const Trials&) = delete;
  virtual ~Trials() = default;
  /// Tries all candidates in the same rounds against `base`; as many outcomes.
  virtual std::vector<Outcome> compare(const Knobs& base, std::span<const Knobs> candidates) = 0;
  virtual bool out_of_time() = 0;
};

/// One line of the report.
struct Tried {
  Change change;
  std::uint64_t before = 0;
  Outcome outcome;
  unsigned start = 0;  ///< 0: from the settings given; then the number of the restart
};

struct SearchOptions {
  unsigned cores = 1;
  unsigned restarts = 1;
  std::uint64_t seed = 1;
  std::function<void(const Tried&)> tried = {};  ///< told of each as it ends
};

struct SearchResult {
  Knobs best;
  std::vector<Tried> tried;
};

/// Whether two knobs touch the same: one resource, or a whole ("pages") and a part of it ("pages.sites").
[[nodiscard]] bool shares_resource(std::string_view a, std::string_view b) noexcept;

/// The values worth trying after `now`: one step down, one step up, and the shipped one (which leads out of poor settings at once).
/// For threads, 0 stands for all cores, and more than the machine has is not tried.
[[nodiscard]] std::vector<std::uint64_t> values_to_try(const KnobInfo& knob, std::uint64_t now, unsigned cores);

/// Looks for better settings of these knobs from `start` on. See the essay in the source.
[[nodiscard]] SearchResult coordinate_search(const Knobs& start, std::span<const KnobInfo* const> knobs, Trials& trials,
                                             const SearchOptions& options);

}  // namespace cg::tune
