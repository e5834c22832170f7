#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "libcg/bench/run_file.h"

namespace cg::bench {

/// How a target's figure comes out of a result.
enum class Measure {
  kP50Ms, kP95Ms, kP99Ms,  ///< quantiles of single calls where they were taken, else of the samples
  kMegabytes,              ///< median, 10^6 bytes
  kPerSecond,              ///< 10^9 / median ns: more is better
  kShareOfBefore,          ///< median of ours / median of the plain way of the same run
};
[[nodiscard]] std::string_view name_of(Measure measure) noexcept;

/// One line of a targets file.
struct Target {
  std::string metric;
  std::string benchmark;
  Measure measure = Measure::kP95Ms;
  double published_before = 0;  ///< as published for the system that was replaced
  double target = 0;            ///< at most this; at least this for kPerSecond
};

/// The nine metrics with the published figures, as a file that a user may edit:
///   metric  benchmark  measure  published-before  target      blanks between, # begins a comment
/// The three sizes have the published share instead of megabytes, which only mean something for one index.
[[nodiscard]] std::string_view default_targets() noexcept;

/// Error{kFormat} naming `name`, the line and what is wrong with it; also for a file without any target.
[[nodiscard]] std::vector<Target> parse_targets(std::string_view text, const std::string& name);

enum class Reached { kMet, kMissed, kNotMeasured };
[[nodiscard]] std::string_view name_of(Reached reached) noexcept;

struct Judgement {
  Target target;
  double before = 0;    ///< the plain way of the same run in the same measure; 0: not measured
  double measured = 0;  ///< 0: not measured
  Reached reached = Reached::kNotMeasured;
  std::string note;     ///< why it was not measured, or what a reader must know
};

/// In the order of the targets. A result whose two ways gave different answers misses its target.
[[nodiscard]] std::vector<Judgement> judge(const std::vector<Target>& targets, const Run& run);

}  // namespace cg::bench
