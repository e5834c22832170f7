#include "libcg/tune/measured_trials.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "libcg/base/clock.h"
#include "libcg/bench/machine_load.h"
#include "libcg/tune/signed_rank.h"

namespace cg::tune {
namespace {

constexpr double kGuardAlpha = 0.05;

// One candidate under trial, with what is guarded beside its time.
struct Contest {
  Knobs settings;
  Decision decision;
  std::vector<double> guard;  // ln(candidate / base)
  bool grew = false;

  void add(const Sample& base, const Sample& own, double most_bytes) {
    if (own.answers != base.answers) return decision.answers_differ();
    if (base.guard_ns > 0) guard.push_back(std::log(own.guard_ns / base.guard_ns));
    grew = grew || static_cast<double>(own.bytes) > most_bytes;
    decision.add(base.ns, own.ns);
  }
  // A gain is believed only together with the proof that nothing else pays for it.
  [[nodiscard]] Verdict verdict(double guard_loss) const {
    const Verdict verdict = decision.verdict();
    if (verdict != Verdict::kFaster) return verdict;
    const bool slower = !guard.empty() && !(signed_rank_interval(guard, kGuardAlpha).high < std::log1p(guard_loss));
    return grew || slower ? Verdict::kPaidElsewhere : verdict;
  }
  // What is guarded may be noisier than what is tuned: a gain that is proved early waits for it, until it is
  // proved harmless or harmful, or there are as many pairs as any decision gets.
  [[nodiscard]] bool undecided(double guard_loss) const {
    if (decision.verdict() == Verdict::kOpen) return true;
    if (decision.verdict() != Verdict::kFaster || grew || guard.empty() || guard.size() >= Decision::kMostPairs) return false;
    if (!Decision::looks_at(guard.size())) return true;
    const bench::Interval loss = signed_rank_interval(guard, kGuardAlpha);
    return loss.low < std::log1p(guard_loss) && !(loss.high < std::log1p(guard_loss));
  }
};

}  // namespace

MeasuredTrials::MeasuredTrials(Operation& operation, TrialLimits limits) : operation_(operation), limits_(std::move(limits)) {
  if (!limits_.others) {
    limits_.others = [watch = std::make_shared<bench::LoadWatch>()] {
      const double share = watch->since_start().others_share + watch->since_start().stolen_share;
      *watch = bench::LoadWatch();
      return share;
    };
  }
}

std::int64_t MeasuredTrials::now() const { return limits_.now ? limits_.now() : monotonic_ns(); }
bool MeasuredTrials::out_of_time() { return now() >= limits_.until_ns; }

std::vector<Outcome> MeasuredTrials::compare(const Knobs& base, std::span<const Knobs> candidates) {
  std::vector<Contest> contests;
  for (const Knobs& settings : candidates) contests.push_back({settings, Decision(), {}, false});
  if (!shipped_bytes_) shipped_bytes_ = base == Knobs{} ? 0 : operation_.run(Knobs{}).bytes;
  static_cast<void>(limits_.others());  // from here on
  for (std::size_t round = 0; !out_of_time(); ++round) {
    std::vector<std::size_t> open;  // 0 is the base, i + 1 the i-th candidate
    for (std::size_t i = 0; i < contests.size(); ++i) {
      if (contests[i].undecided(limits_.guard_loss)) open.push_back(i + 1);
    }
    if (open.empty()) break;
    open.insert(open.begin(), 0);
    if (round % 2 == 1) std::reverse(open.begin(), open.end());
    std::vector<Sample> samples(contests.size() + 1);
    for (const std::size_t way : open) {
      samples[way] = operation_.run(way == 0 ? base : contests[way - 1].settings);
      if (limits_.sampled) limits_.sampled(round, way, samples[way]);
    }
    if (round == 0) continue;
    const double most_bytes = static_cast<double>(std::max(samples[0].bytes, *shipped_bytes_)) * (1 + limits_.growth);
    for (const std::size_t way : open) {
      if (way != 0) contests[way - 1].add(samples[0], samples[way], most_bytes);
    }
  }
  const double others = limits_.others();
  std::vector<Outcome> outcomes;
  for (Contest& contest : contests) {
    contest.decision.others_used(others);
    outcomes.push_back({contest.verdict(limits_.guard_loss), contest.decision.gain(), contest.decision.pairs()});
  }
  return outcomes;
}

}  // namespace cg::tune
