#include "libcg/bench/measure.h"

#include <algorithm>
#include <cmath>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/bench/bootstrap.h"

namespace cg::bench {
namespace {

// Asking whether to stop sorts all ratios; every few rounds is often enough.
constexpr std::uint32_t kRoundsBetweenLooks = 5;
constexpr std::int64_t kLongCallNs = 200'000'000;
constexpr std::uint64_t kMostCalls = std::uint64_t{1} << 24;

class Rounds {
 public:
  Rounds(std::span<const Way> ways, const MeasurePlan& plan) : ways_(ways), plan_(plan) {
    if (ways.empty()) throw Error(ErrorKind::kUsage, "there is nothing to measure");
    measured_.series.resize(ways.size());
    called_.resize(ways.size());
  }

  Measured run() {
    start_ns_ = now();
    for (std::size_t way = 0; way < ways_.size(); ++way) calibrate(way);
    for (std::uint32_t round = 0; round < plan_.warm_up_rounds; ++round) {
      // What alone has taken the budget already is warm.
      if (now() - start_ns_ < plan_.budget_ns) take_round(round, false);
    }
    const std::uint32_t most = std::max(plan_.max_rounds, 1U);
    for (std::uint32_t round = 0; round < most; ++round) {
      take_round(round, true);
      measured_.elapsed_ns = now() - start_ns_;
      if (round + 1 < std::min(plan_.min_rounds, most) && (round + 1 < plan_.least_rounds || measured_.elapsed_ns < 3 * plan_.budget_ns)) continue;
      const bool over = measured_.elapsed_ns >= plan_.budget_ns || round + 1 == most;
      if (over || (round + 1) % kRoundsBetweenLooks == 0) measured_.narrow = is_narrow();
      if (over || measured_.narrow || (plan_.give_up && plan_.give_up(measured_))) break;
    }
    return std::move(measured_);
  }

 private:
  [[nodiscard]] std::int64_t now() const { return plan_.now ? plan_.now() : monotonic_ns(); }

  // The time of `calls` calls.
  std::int64_t take(std::size_t way, std::uint64_t calls) {
    Series& series = measured_.series[way];
    const std::int64_t begin = now();
    for (std::uint64_t call = 0; call < calls; ++call) {
      const std::uint64_t digest = ways_[way]();
      series.steady = series.steady && (!called_[way] || digest == series.digest);
      series.digest = digest;
      called_[way] = true;
    }
    const std::int64_t took = now() - begin;
    if (took < 0) throw Error(ErrorKind::kIo, "the clock went back while measuring: the samples are worth nothing; measure again");
    return took;
  }

  // How many calls make a sample: doubled until they last long enough. The first call, which fills caches, decides
  // nothing, unless it was so long that another one would only cost time.
  void calibrate(std::size_t way) {
    if (take(way, 1) > kLongCallNs) return;
    std::uint64_t calls = 1;
    while (calls < kMostCalls && take(way, calls) < plan_.min_sample_ns) calls *= 2;
    measured_.series[way].calls_a_sample = calls;
  }

  void take_round(std::uint32_t round, bool keep) {
    for (std::size_t step = 0; step < ways_.size(); ++step) {
      const std::size_t way = round % 2 == 0 ? step : ways_.size() - 1 - step;
      Series& series = measured_.series[way];
      // A clock that stands still for a whole sample would make it 0, which no ratio can bear: its step is then our
      // resolution.
      const auto took = std::max<std::int64_t>(take(way, series.calls_a_sample), 1);
      if (keep) series.samples_ns.push_back(static_cast<double>(took) / static_cast<double>(series.calls_a_sample));
    }
  }

  [[nodiscard]] bool is_narrow() const {
    const auto& base = measured_.series.front().samples_ns;
    if (ways_.size() == 1) return median_interval(base, plan_.confidence).relative_half_width() <= plan_.relative_half_width;
    std::vector<double> ratios(base.size());
    for (std::size_t way = 1; way < ways_.size(); ++way) {
      for (std::size_t i = 0; i < base.size(); ++i) ratios[i] = measured_.series[way].samples_ns[i] / base[i];
      if (median_interval(ratios, plan_.confidence).relative_half_width() > plan_.relative_half_width) return false;
    }
    return true;
  }

  std::span<const Way> ways_;
  const MeasurePlan& plan_;
  Measured measured_;
  std::int64_t start_ns_ = 0;
  std::vector<bool> called_;
};

}  // namespace

bool Measured::same_answers() const noexcept {
  return std::all_of(series.begin(), series.end(),
                     [&](const Series& one) { return one.steady && one.digest == series.front().digest; });
}

Interval Measured::ratio_to_first(std::size_t way, double confidence) const {
  return paired_ratio(series.front().samples_ns, series[way].samples_ns, {.confidence = confidence});
}

Measured measure(std::span<const Way> ways, const MeasurePlan& plan) { return Rounds(ways, plan).run(); }

Measured measure_interleaved(const Way& a, const Way& b, const MeasurePlan& plan) {
  const Way ways[] = {a, b};
  return measure(ways, plan);
}

}  // namespace cg::bench
