#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/bench/quantiles.h"
#include "libcg/bench/run_file.h"

// Telling a regression from noise.
//
// Two runs of the same program differ: by noise within each, which more samples tame, and by the state of the machine in
// each, which they do not. The second is why "significantly slower" alone raises false alarms all day. So:
//   1. every sample is divided by the yardstick of its round (yardstick.h) where both runs have one, which takes the
//      state of the machine out of it. Where the yardstick itself was torn about (other processes took the processor away in
//      the middle of its samples) the samples as they are must say the same, or nothing is said;
//   2. a benchmark has regressed only if the rank test of Mann and Whitney says so at alpha, corrected for the number of
//      benchmarks (Holm 1979), and the bootstrap's interval of the ratio of medians lies above 1, and the ratio is
//      above 1 by a least effect, because a true regression of half a percent is nobody's business.
// How often that is wrong, and how small a slowdown it finds, is what tests/unit/bench/compare_test.cc holds it to.
//
// Rejected: a threshold on the medians alone (2% finds nothing and everything, depending on the day); a t-test (times are
// not normal, and one interrupt decides it).

namespace cg::bench {

struct CompareOptions {
  double alpha = 0.01;       ///< how often, of comparisons of equals, a whole comparison may raise a false alarm
  double min_effect = 0.02;  ///< relative
  bool other_machine = false;  ///< compare runs of different machines all the same
  bool other_index = false;    ///< and of different indexes
};

enum class Change { kSame, kSlower, kFaster, kUnclear };
[[nodiscard]] std::string_view name_of(Change change) noexcept;

struct Comparison {
  std::string benchmark;
  Unit unit = Unit::kNanoseconds;
  double old_median = 0, new_median = 0;
  Interval ratio;      ///< new to old, by the yardstick if both have one; of single sizes without an interval
  double p = 1;        ///< that new is larger or smaller by chance, corrected; 0 for sizes, which have none
  Change change = Change::kSame;
  std::string note;
};

struct ComparedRuns {
  std::vector<Comparison> comparisons;  ///< in the order of the new run
  std::vector<std::string> only_old;    ///< benchmarks that the new run lacks
  std::vector<std::string> only_new;
  [[nodiscard]] bool regressed() const noexcept;
};

/// Error{kUsage} if the runs are of different machines, indexes (unless told) or suites, or have nothing in common.
[[nodiscard]] ComparedRuns compare_runs(const Run& old_run, const Run& new_run, const CompareOptions& options = {});

/// One benchmark alone, p not corrected; the change is judged with `alpha` as it is.
[[nodiscard]] Comparison compare_results(const Result& old_result, const Result& new_result, const CompareOptions& options = {});

}  // namespace cg::bench
