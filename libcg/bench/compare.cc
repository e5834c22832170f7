#include "libcg/bench/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "libcg/base/error.h"
#include "libcg/bench/bootstrap.h"
#include "libcg/bench/rank_test.h"

namespace cg::bench {
namespace {

/// With fewer, no order of the samples is improbable enough.
constexpr std::size_t kLeastSamples = 5;

/// Samples in steps of the yardstick as it was around that round. The median of some rounds, because a single sample of the
/// yardstick has noise of its own, while the state of the machine lasts.
std::vector<double> levelled(const Result& result) {
  constexpr std::size_t kReach = 3;
  const std::vector<double>& steps = result.yardstick;
  std::vector<double> samples = result.after.samples;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::size_t begin = i - std::min(i, kReach);
    const std::size_t end = std::min(i + kReach + 1, steps.size());
    samples[i] /= median(std::span(steps).subspan(begin, end - begin));
  }
  return samples;
}

Change judge(const Comparison& comparison, double p, const CompareOptions& options) {
  if (p > options.alpha) return Change::kSame;
  if (comparison.ratio.estimate >= 1 + options.min_effect && comparison.ratio.low > 1) return Change::kSlower;
  if (comparison.ratio.estimate <= 1 / (1 + options.min_effect) && comparison.ratio.high < 1) return Change::kFaster;
  return Change::kSame;
}

/// Sizes and counts: the same input gives the same figure, so any difference is one.
void compare_exact(Comparison& comparison, const CompareOptions& options) {
  const double ratio = comparison.new_median / comparison.old_median;
  comparison.ratio = {ratio, ratio, ratio};
  comparison.p = 0;
  comparison.change = judge(comparison, 0, options);
}

/// Whether the yardsticks tell the state of the machine, and not how often they were put aside for other processes: then one
/// sample is worth many of another, and dividing by them makes a change of nothing.
bool are_steady(const Result& old_result, const Result& new_result) {
  constexpr double kMostSpread = 0.1;  // median deviation from the median; a machine that is left alone has some percent
  constexpr double kMostApart = 1.25;  // a processor's clock does not go further from run to run
  const auto steady = [](const std::vector<double>& steps) { return median_absolute_deviation(steps) <= kMostSpread * median(steps); };
  const double apart = median(new_result.yardstick) / median(old_result.yardstick);
  return steady(old_result.yardstick) && steady(new_result.yardstick) && apart <= kMostApart && apart >= 1 / kMostApart;
}

void compare_samples(Comparison& comparison, const std::vector<double>& old_samples, const std::vector<double>& new_samples, const CompareOptions& options) {
  comparison.ratio = ratio_of_medians(old_samples, new_samples, {.confidence = 1 - options.alpha});
  comparison.p = mann_whitney(old_samples, new_samples).p_differs;
  comparison.change = judge(comparison, comparison.p, options);
}

void compare_times(Comparison& comparison, const Result& old_result, const Result& new_result, const CompareOptions& options) {
  const auto compare_raw = [&](Comparison& one) { compare_samples(one, old_result.after.samples, new_result.after.samples, options); };
  if (old_result.yardstick.empty() || new_result.yardstick.empty()) return compare_raw(comparison);
  compare_samples(comparison, levelled(old_result), levelled(new_result), options);
  if (are_steady(old_result, new_result)) return;
  Comparison raw = comparison;
  compare_raw(raw);
  if (raw.change == comparison.change) return;
  comparison.change = Change::kUnclear;
  comparison.note = "the machine was too busy with other things to tell; measure again when it is quiet";
}

void check_comparable(const Run& old_run, const Run& new_run, const CompareOptions& options) {
  if (!options.other_machine && old_run.head.machine.id() != new_run.head.machine.id()) {
    throw Error(ErrorKind::kUsage, fmt::format("the runs are of different machines ({}; {}); --other-machine compares them all the same",
                                               old_run.head.machine.text(), new_run.head.machine.text()));
  }
  if (old_run.head.suite != new_run.head.suite) {
    throw Error(ErrorKind::kUsage, fmt::format("the runs are of different suites ({}; {}); run the same one", old_run.head.suite, new_run.head.suite));
  }
  if (!options.other_index && (old_run.head.symbols != new_run.head.symbols || old_run.head.sites != new_run.head.sites)) {
    throw Error(ErrorKind::kUsage, fmt::format("the runs are of different indexes ({} and {} symbols); --other-index compares them all the same",
                                               old_run.head.symbols, new_run.head.symbols));
  }
}

/// Holm's step-down correction: the k-th smallest of m counts m - k + 1 times, and never less than the one before.
void correct_for_many(std::vector<Comparison>& comparisons) {
  std::vector<Comparison*> timed;
  for (Comparison& one : comparisons) {
    if (one.unit == Unit::kNanoseconds && one.change != Change::kUnclear) timed.push_back(&one);
  }
  std::sort(timed.begin(), timed.end(), [](const Comparison* a, const Comparison* b) { return a->p < b->p; });
  double least = 0;
  for (std::size_t i = 0; i < timed.size(); ++i) {
    least = std::max(least, std::min(1.0, timed[i]->p * static_cast<double>(timed.size() - i)));
    timed[i]->p = least;
  }
}

}  // namespace

std::string_view name_of(Change change) noexcept {
  switch (change) {
    case Change::kSame: return "same";
    case Change::kSlower: return "regressed";
    case Change::kFaster: return "improved";
    case Change::kUnclear: return "unclear";
  }
  return "unclear";
}

bool ComparedRuns::regressed() const noexcept {
  return std::any_of(comparisons.begin(), comparisons.end(), [](const Comparison& one) { return one.change == Change::kSlower; });
}

Comparison compare_results(const Result& old_result, const Result& new_result, const CompareOptions& options) {
  Comparison comparison;
  comparison.benchmark = new_result.name;
  comparison.unit = new_result.unit;
  comparison.old_median = median(old_result.after.samples);
  comparison.new_median = median(new_result.after.samples);
  if (old_result.unit != new_result.unit) throw Error(ErrorKind::kUsage, fmt::format("{}: the runs count it in different units; measure both with one version", new_result.name));
  if (new_result.unit != Unit::kNanoseconds) {
    compare_exact(comparison, options);
  } else if (std::min(old_result.after.samples.size(), new_result.after.samples.size()) < kLeastSamples) {
    comparison.ratio = ratio_of_medians(old_result.after.samples, new_result.after.samples);
    comparison.change = Change::kUnclear;
    comparison.note = "too few samples to tell a change from noise";
  } else {
    compare_times(comparison, old_result, new_result, options);
  }
  if (!new_result.same_answers) {
    comparison.change = Change::kSlower;
    comparison.note = "its answers are not those of the plain way";
  }
  return comparison;
}

ComparedRuns compare_runs(const Run& old_run, const Run& new_run, const CompareOptions& options) {
  check_comparable(old_run, new_run, options);
  ComparedRuns compared;
  for (const Result& result : new_run.results) {
    if (const Result* old_result = old_run.find(result.name)) {
      compared.comparisons.push_back(compare_results(*old_result, result, options));
    } else {
      compared.only_new.push_back(result.name);
    }
  }
  for (const Result& result : old_run.results) {
    if (new_run.find(result.name) == nullptr) compared.only_old.push_back(result.name);
  }
  if (compared.comparisons.empty()) throw Error(ErrorKind::kUsage, "the runs have no benchmark in common");
  correct_for_many(compared.comparisons);
  for (Comparison& one : compared.comparisons) {
    const bool judged_by_p = one.unit == Unit::kNanoseconds && one.change != Change::kUnclear && one.note.empty();
    if (judged_by_p) one.change = judge(one, one.p, options);
  }
  return compared;
}

}  // namespace cg::bench
