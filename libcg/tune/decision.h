#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libcg/bench/quantiles.h"

namespace cg::tune {

enum class Verdict {
  kOpen,          ///< more pairs are needed
  kFaster,        ///< proved: the interval of its gain excludes none
  kNotFaster,     ///< not proved, or surely too little to matter
  kPaidElsewhere, ///< faster, and something else surely got slower or larger (or might well have)
  kOtherAnswers,  ///< it gave other answers: never kept, however fast
  kCannotTell,    ///< something else kept the machine busy
};
[[nodiscard]] std::string_view describe(Verdict verdict) noexcept;

struct DecisionRule {
  double alpha = 0.0015;    ///< at each of the three looks
  double least_gain = 0.01; ///< of the time; less is not worth a setting of one's own
  double too_busy = 0.25;   ///< share of the machine that others may take
};

/// One trial of a candidate against the best so far, from times taken in pairs, one beside the other.
///
/// What must hold: a candidate that does nothing is kept at most once in 200 trials, whatever the noise, and one that saves a tenth
/// of the time is found in 19 of 20. If the two do the same, which of a pair is called the candidate is a mere name,
/// so the logarithm of their ratio is as likely d as -d: exactly what Wilcoxon's signed-rank test asks for, and nothing else. So
/// its error is what it says for any noise, drift or tail. A bootstrap interval of 10 pairs is not: it is too
/// narrow by half. Looking at 10, 20 and 40 pairs and being wrong at each with 0.0015 adds up to at most 0.0045.
/// Ending early because a candidate is hopeless (all of the first 5 pairs slower; after 10 no faster in the middle, after 20 by less than
/// half of least_gain; or surely below least_gain) can only refuse, so it costs nothing of that. A candidate that does
/// nothing takes 18 pairs by that and not 40; one that saves a tenth is not missed by it, one that saves a fiftieth now and then.
class Decision {
 public:
  static constexpr std::size_t kMostPairs = 40;
  /// Whether anything is decided after so many pairs: each look more is one more chance to be wrong.
  [[nodiscard]] static bool looks_at(std::size_t pairs) noexcept;

  explicit Decision(const DecisionRule& rule = {}) : rule_(rule) {}

  /// The times of one pair, in any unit, above 0.
  void add(double base, double candidate);
  void answers_differ() noexcept { verdict_ = Verdict::kOtherAnswers; }
  /// The share of the machine that others used during the trial. Call it before verdict() is taken for final: too much, and
  /// neither a gain nor its absence is believed.
  void others_used(double share) noexcept;

  [[nodiscard]] Verdict verdict() const noexcept { return verdict_; }
  /// The share of time that is saved: 0.1 is a tenth less; negative is slower. At 99.7% two-sided; the bounds may be
  /// -infinity and 1 where there are too few pairs.
  [[nodiscard]] bench::Interval gain() const;
  [[nodiscard]] std::size_t pairs() const noexcept { return differences_.size(); }

 private:
  void look();

  DecisionRule rule_;
  std::vector<double> differences_;  ///< ln(candidate / base)
  Verdict verdict_ = Verdict::kOpen;
};

}  // namespace cg::tune
