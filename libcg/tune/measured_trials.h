#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libcg/tune/coordinate_search.h"
#include "libcg/tune/operation.h"

namespace cg::tune {

struct TrialLimits {
  std::int64_t until_ns = 0;       ///< on monotonic_ns(): no round begins after it
  double guard_loss = 0.05;        ///< what is guarded may take so much longer
  double growth = 0.10;            ///< and the index grow by so much, over the larger of what it is and what it is as shipped
  /// The share of the machine that others have used since the last call; tests say what it was. Empty: LoadWatch.
  std::function<double()> others = {};
  /// The clock; tests have their own.
  std::function<std::int64_t()> now = {};
  /// Told of every sample: the round, the candidate (0 is the base), and the sample.
  std::function<void(std::size_t round, std::size_t candidate, const Sample&)> sampled = {};
};

/// Trials of one operation on this machine. A round takes one sample of the base and of each candidate that is not decided
/// yet, forwards and backwards in turn, so that a drift and what one leaves in the caches for the next touch all alike.
/// The first round, which warms up, is not counted.
class MeasuredTrials final : public Trials {
 public:
  MeasuredTrials(Operation& operation, TrialLimits limits);
  std::vector<Outcome> compare(const Knobs& base, std::span<const Knobs> candidates) override;
  bool out_of_time() override;

 private:
  [[nodiscard]] std::int64_t now() const;
  Operation& operation_;
  TrialLimits limits_;
  std::optional<std::uint64_t> shipped_bytes_;  ///< of the index under the settings shipped; 0: these are tried against anyway
};

}  // namespace cg::tune
