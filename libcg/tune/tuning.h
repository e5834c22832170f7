#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libcg/tune/coordinate_search.h"
#include "libcg/tune/measured_trials.h"
#include "libcg/tune/operation.h"

namespace cg::tune {

/// The knobs that touch an operation.
[[nodiscard]] std::vector<const KnobInfo*> knobs_of(std::string_view operation);

struct TuningOptions {
  std::int64_t budget_ns = 600'000'000'000;
  SearchOptions search = {};
  TrialLimits trials = {};   ///< until_ns is set from the budget
  std::function<void(const Operation&)> began = {};
};

/// What became of an operation's settings as a whole.
struct Validation {
  std::string operation;
  Outcome outcome;      ///< of all its changes together, against the settings at the start
  bool kept = false;
  /// Of the settings that are shipped, against those found; none where the tuning began from them or found them.
  std::optional<Outcome> shipped = {};
};

struct Tuning {
  Knobs best;                      ///< the settings at the start, if nothing was kept
  std::vector<Validation> validations;  ///< one for each operation for which something was found
  std::size_t trials = 0;
  std::size_t could_not_tell = 0;  ///< trials that outside load made worthless
  [[nodiscard]] bool changed() const noexcept;
};

/// Searches for each operation in turn, in four fifths of the budget, then tries all that was kept once more against `start`, with
/// fresh samples: a search that asks often enough finds something that only looked better, and this is where it is dropped.
/// An operation whose changes do not pass gets back its settings at the start, and the others are tried without them.
/// What was found from other settings than those shipped is tried against these, too, and gives way to them where they are proved
/// faster: whoever begins from poor settings must not end beside the way out.
[[nodiscard]] Tuning tune(const Knobs& start, std::span<Operation* const> operations, const TuningOptions& options);

}  // namespace cg::tune
