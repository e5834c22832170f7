#include "libcg/tune/tuning.h"

#include <algorithm>

#include "libcg/base/clock.h"

namespace cg::tune {
namespace {

void copy_knobs(std::string_view operation, const Knobs& from, Knobs& to) {
  for (const KnobInfo* const knob : knobs_of(operation)) to.*knob->value = from.*knob->value;
}

}  // namespace

std::vector<const KnobInfo*> knobs_of(std::string_view operation) {
  std::vector<const KnobInfo*> knobs;
  for (const KnobInfo& knob : all_knobs()) {
    if (knob.operation == operation) knobs.push_back(&knob);
  }
  return knobs;
}

bool Tuning::changed() const noexcept {
  return std::any_of(validations.begin(), validations.end(), [](const Validation& one) { return one.kept; });
}

Tuning tune(const Knobs& start, std::span<Operation* const> operations, const TuningOptions& options) {
  Tuning tuning{start, {}, 0, 0};
  const auto now = [&] { return options.trials.now ? options.trials.now() : monotonic_ns(); };
  const std::int64_t begin = now();
  TrialLimits limits = options.trials;
  SearchOptions search = options.search;
  search.tried = [&](const Tried& tried) {
    ++tuning.trials;
    tuning.could_not_tell += tried.outcome.verdict == Verdict::kCannotTell ? 1 : 0;
    if (options.search.tried) options.search.tried(tried);
  };
  const auto count = static_cast<std::int64_t>(operations.size());
  Knobs best = start;
  for (std::int64_t i = 0; i < count; ++i) {
    Operation& operation = *operations[static_cast<std::size_t>(i)];
    if (options.began) options.began(operation);
    limits.until_ns = begin + options.budget_ns / 5 * 4 / count * (i + 1);
    MeasuredTrials trials(operation, limits);
    const auto knobs = knobs_of(operation.name());
    copy_knobs(operation.name(), coordinate_search(best, knobs, trials, search).best, best);
  }
  limits.until_ns = begin + options.budget_ns;
  for (Operation* const operation : operations) {
    const auto with = [&](const Knobs& other) {
      Knobs changed = best;
      copy_knobs(operation->name(), other, changed);
      return changed;
    };
    const Knobs without = with(start);
    if (without == best) continue;
    MeasuredTrials trials(*operation, limits);
    std::optional<Outcome> against_shipped;
    if (const Knobs shipped = with(Knobs{}); shipped != without && shipped != best) {
      against_shipped = trials.compare(best, {&shipped, 1}).front();
      if (against_shipped->verdict == Verdict::kFaster) best = shipped;
    }
    Validation validation{std::string(operation->name()), trials.compare(start, {&best, 1}).front(), false, against_shipped};
    validation.kept = validation.outcome.verdict == Verdict::kFaster;
    if (!validation.kept) best = without;
    tuning.validations.push_back(std::move(validation));
  }
  tuning.best = best;
  return tuning;
}

}  // namespace cg::tune
