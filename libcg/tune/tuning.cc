// What is tuned is what libcg/base/knobs.def lists, and that is all that was found to trade one thing for another. What is no knob, and why:
//
// Dictionaries of zstd by class of pages. The format has room for them, and no build trains any: at their kindest, trained on pages from
// all over the table that they then compress, they save 0.9% of redis and 2.1% of the kernel's subset, and a page takes 1.3 to 1.9
// times as long to encode and up to 38% longer to decode (storage/page_codec.cc has the table). A trial keeps what takes less time, so
// none of its values could ever be kept; and every update would have to read the dictionary before it reads a page.
//
// The size of pages by class. Classes are read in step (incoming edges, then symbols, then files), and the knob for all of them,
// page_raw_bytes, gains nothing on either tree by a factor of two up or down (-0.3% and 0.7% of indexing on the kernel,
// tests/bench/runs/tune-default-linux-2026-11-23.txt).
//
// How long a watch gathers changes (tools/index/watch.cc). Its time is the wait itself: a trial would always find 0 best, and its user not.
//
// The level of file_terms: it is 1, the lowest, for hashes do not become smaller (search/term_marks.h).
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
