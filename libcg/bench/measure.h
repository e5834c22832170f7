#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "libcg/base/function_ref.h"
#include "libcg/bench/quantiles.h"

// Measuring two or more ways of doing the same thing, side by side.
//
// The problem: on a machine that does other things, the speed of one and the same loop wanders by tens of percent within
// minutes. Two ways measured one after the other are compared with two states of the machine. So a round takes one
// sample of each way, in an order that turns round every time (AB, BA, AB, ...): a drift touches all alike and cancels in the
// ratio of a round's samples, and so does what one way leaves in the caches for the next.
//
// A sample is the mean of as many calls as make it longer than min_sample_ns, so that reading the clock (some 25 ns) is
// nothing beside it. Rounds go on until the interval of every ratio is as narrow as asked for, and for no longer than the
// budget: the answer then says that it is not. Stopping looks only at the width, never at which way wins, so it
// favours neither.
//
// Rejected: running each way in a process of its own for every sample (25 ms each, and the caches always cold: that is
// measured once, as a metric of its own); the minimum of all samples (hides the tail, which users feel);
// the mean (one interrupt moves it).

namespace cg::bench {

struct MeasurePlan {
  std::uint32_t warm_up_rounds = 2;
  std::uint32_t min_rounds = 15;
  std::uint32_t max_rounds = 300;
  double confidence = 0.95;
  double relative_half_width = 0.01;            ///< of the ratio's interval: rounds go on until it is this narrow
  std::int64_t budget_ns = 2'000'000'000;       ///< or until this much time has gone; min_rounds come first,
                                                ///< unless they would take three times as long: then least_rounds do
  std::uint32_t least_rounds = 5;
  std::int64_t min_sample_ns = 50'000;
  /// Asked after every round from min_rounds on; true ends the measuring (for a way that is hopeless).
  std::function<bool(const struct Measured&)> give_up = {};
  /// The clock; tests have their own. Nanoseconds.
  std::function<std::int64_t()> now = {};
};

/// The samples of one way.
struct Series {
  std::vector<double> samples_ns;   ///< nanoseconds a call, one for each round
  std::uint64_t calls_a_sample = 1;
  std::uint64_t digest = 0;         ///< what the calls returned
  bool steady = true;               ///< all calls returned the same
};

struct Measured {
  std::vector<Series> series;       ///< in the order of the ways; all have equally many samples
  std::int64_t elapsed_ns = 0;
  bool narrow = false;              ///< the interval of every ratio to the first way is as narrow as asked for

  /// Whether every call of every way returned the same digest: they gave the same answers.
  [[nodiscard]] bool same_answers() const noexcept;
  /// The ratio of a way's time to that of the first, from the pairs of every round: below 1 is faster.
  [[nodiscard]] Interval ratio_to_first(std::size_t way, double confidence = 0.95) const;
};

/// One call: does the work once and returns a digest of its answer (so that no compiler can leave the work out, and
/// two ways can be seen to agree).
using Way = std::function<std::uint64_t()>;

/// Measures all ways in the same rounds. Error{kUsage} for no way; Error{kIo} if the clock went back. What a way
/// throws passes through.
[[nodiscard]] Measured measure(std::span<const Way> ways, const MeasurePlan& plan = {});

/// The same for two: series[0] is a, series[1] is b.
[[nodiscard]] Measured measure_interleaved(const Way& a, const Way& b, const MeasurePlan& plan = {});

}  // namespace cg::bench
