#include "libcg/tune/decision.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/random.h"
#include "libcg/tune/signed_rank.h"
#include "tests/unit/catch.h"

using namespace cg;
using tune::Decision;
using tune::Verdict;

namespace {

// Times as machines give them: a floor, a skewed tail, now and then an interrupt of half the time, and a speed that wanders
// by a tenth over the trial, under both of a pair alike.
class Machine {
 public:
  explicit Machine(std::uint64_t seed) : random_(seed) {}
  void next_pair() { drift_ = 0.9 * drift_ + 0.02 * (random_.uniform() - 0.5); }
  double time(double factor) {
    const double tail = -0.04 * std::log(1.0 - random_.uniform());
    const double jolt = random_.below(20) == 0 ? 0.5 * random_.uniform() : 0.0;
    return factor * (1.0 + drift_ + tail + jolt);
  }

 private:
  bench::Random random_;
  double drift_ = 0;
};

Verdict trial(std::uint64_t seed, double factor) {
  Machine machine(seed);
  Decision decision;
  while (decision.verdict() == Verdict::kOpen) {
    machine.next_pair();
    const double base = machine.time(1.0);
    decision.add(base, machine.time(factor));
  }
  return decision.verdict();
}

int found(int trials, double factor) {
  int faster = 0;
  for (int seed = 1; seed <= trials; ++seed) faster += trial(static_cast<std::uint64_t>(seed), factor) == Verdict::kFaster ? 1 : 0;
  return faster;
}

}  // namespace

TEST_CASE("a knob that does nothing is kept in at most 1 of 200 trials") { REQUIRE(found(4000, 1.0) <= 20); }
TEST_CASE("a knob that makes things slower is never kept") { REQUIRE(found(1000, 1.05) == 0); }
TEST_CASE("a knob that saves a tenth of the time is found in at least 19 of 20 trials") { REQUIRE(found(400, 0.9) >= 380); }

TEST_CASE("the gain that is reported holds the true one") {
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Machine machine(seed);
    Decision decision;
    while (decision.verdict() == Verdict::kOpen) {
      machine.next_pair();
      const double base = machine.time(1.0);
      decision.add(base, machine.time(0.8));
    }
    held += !decision.gain().excludes(0.2) ? 1 : 0;
  }
  REQUIRE(held >= 194);
}

TEST_CASE("under load from outside nothing is believed, neither a gain nor its absence") {
  for (const double factor : {0.5, 1.5}) {
    Decision decision;
    for (int i = 0; i < 40; ++i) decision.add(1.0 + i, factor * (1.0 + i));
    REQUIRE(decision.verdict() != Verdict::kOpen);
    decision.others_used(0.2);
    REQUIRE(decision.verdict() != Verdict::kCannotTell);
    decision.others_used(0.3);
    REQUIRE(decision.verdict() == Verdict::kCannotTell);
  }
}

TEST_CASE("other answers are never kept, however fast, and load does not excuse them") {
  Decision decision;
  decision.answers_differ();
  for (int i = 0; i < 40; ++i) decision.add(10, 1);
  decision.others_used(1.0);
  REQUIRE(decision.verdict() == Verdict::kOtherAnswers);
}

TEST_CASE("a hopeless candidate is given up after five pairs, and times that are none are refused") {
  Decision decision;
  for (int i = 0; i < 5; ++i) decision.add(1, 2);
  REQUIRE(decision.verdict() == Verdict::kNotFaster);
  Decision other;
  REQUIRE_THROWS_AS(other.add(0, 1), Error);
  REQUIRE_THROWS_AS(other.add(1, std::nan("")), Error);
}

TEST_CASE("the signed-rank interval is that of the tables") {
  // n = 10: the sum of positive ranks is at most 8 with probability 25/1024, so the 9th lowest Walsh average bounds.
  std::vector<double> d;
  for (int i = 1; i <= 10; ++i) d.push_back(i);
  std::vector<double> walsh;
  for (int i = 1; i <= 10; ++i) {
    for (int j = i; j <= 10; ++j) walsh.push_back((i + j) / 2.0);
  }
  std::sort(walsh.begin(), walsh.end());
  const auto interval = tune::signed_rank_interval(d, 0.025);
  REQUIRE(interval.low == walsh[8]);
  REQUIRE(interval.high == walsh[walsh.size() - 9]);
  REQUIRE(interval.estimate == 5.5);
  REQUIRE(std::isinf(tune::signed_rank_interval(std::vector<double>(9, 1.0), 0.0015).low));
  REQUIRE_THROWS_AS(tune::signed_rank_interval(std::vector<double>(), 0.1), Error);
}
