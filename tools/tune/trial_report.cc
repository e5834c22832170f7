#include "tools/tune/trial_report.h"

#include <cmath>

namespace cg::tools {
namespace {

// Percent with one decimal; nothing where few pairs leave it unbounded. Zero has no sign: what rounds to it is nothing.
cli::Field percent(double share) {
  if (!std::isfinite(share)) return {};
  const double rounded = std::round(share * 1000) / 10;
  return rounded == 0 ? 0.0 : rounded;
}

cli::Field number(const std::optional<std::uint64_t>& value) { return value ? cli::Field(*value) : cli::Field(); }

}  // namespace

TrialReport::TrialReport(cli::Output& output, const cli::CommonOptions& options)
    : trials_(output, cli::record_style(options),
              {"operation", "setting", "before", "after", "gain_percent", "gain_low", "gain_high", "pairs", "verdict"}) {
  if (!options.json) return;
  cli::RecordStyle all = cli::record_style(options);
  all.limit.reset();  // the limit is one of trials
  samples_.emplace(output, all, std::vector<std::string>{"operation", "comparison", "round", "candidate", "ns", "guard_ns", "bytes", "answers"});
}

void TrialReport::sample(std::size_t round, std::size_t candidate, const tune::Sample& sample) {
  if (!samples_) return;
  if (round == 0 && candidate == 0) ++comparison_;
  samples_->write({operation_, comparison_, round, candidate, sample.ns, sample.guard_ns, sample.bytes, sample.answers});
}

void TrialReport::write(std::string_view operation, std::string_view knob, const std::optional<std::uint64_t>& before,
                        const std::optional<std::uint64_t>& after, const tune::Outcome& outcome) {
  const bench::Interval& gain = outcome.gain;
  trials_.write({operation, knob, number(before), number(after), percent(gain.estimate), percent(gain.low), percent(gain.high),
                 outcome.pairs, tune::describe(outcome.verdict)});
  trials_.flush();
}

void TrialReport::tried(const tune::Tried& tried) {
  write(operation_, tried.change.knob->name, tried.before, tried.change.value, tried.outcome);
}

void TrialReport::validated(const tune::Validation& validation) {
  if (validation.shipped) write(validation.operation, "as shipped", std::nullopt, std::nullopt, *validation.shipped);
  write(validation.operation, "all of the above", std::nullopt, std::nullopt, validation.outcome);
}

}  // namespace cg::tools
