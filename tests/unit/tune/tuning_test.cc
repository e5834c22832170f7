#include "libcg/tune/tuning.h"

#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "libcg/bench/random.h"
#include "tests/unit/catch.h"

using namespace cg;
using tune::Sample;
using tune::Tuning;
using tune::Verdict;

namespace {

// An operation whose time is a function of its settings, with noise of some percent; and its clock. Nothing is timed.
class Modelled final : public tune::Operation {
 public:
  using Time = std::function<double(const Knobs&)>;
  Modelled(std::string name, Time time, std::uint64_t seed) : name_(std::move(name)), time_(std::move(time)), random_(seed) {}
  [[nodiscard]] std::string_view name() const noexcept override { return name_; }
  Sample run(const Knobs& settings) override {
    const double noise = 1.0 - 0.04 * std::log(1.0 - random_.uniform());
    Sample sample{time_(settings) * noise, 0, 0, answers ? answers(settings) : 1};
    if (guard) sample.guard_ns = guard(settings);
    if (bytes) sample.bytes = bytes(settings);
    clock += 1'000'000;
    return sample;
  }
  std::function<std::uint64_t(const Knobs&)> answers = {};
  std::function<double(const Knobs&)> guard = {};
  std::function<std::uint64_t(const Knobs&)> bytes = {};
  std::int64_t clock = 0;

 private:
  std::string name_;
  Time time_;
  bench::Random random_;
};

Tuning tuned(Modelled& operation, const Knobs& start = {}, double others = 0, std::int64_t budget_ns = 600'000'000'000) {
  tune::TuningOptions options;
  options.budget_ns = budget_ns;
  options.search.cores = 8;
  options.trials.others = [others] { return others; };
  options.trials.now = [&operation] { return operation.clock; };
  tune::Operation* const all[] = {&operation};
  return tune::tune(start, all, options);
}

}  // namespace

TEST_CASE("where no knob does anything, a whole tuning keeps nothing") {
  int changed = 0;
  std::size_t trials = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Modelled same("query", [](const Knobs&) { return 1e6; }, seed);
    const Tuning tuning = tuned(same);
    changed += tuning.changed() ? 1 : 0;
    trials += tuning.trials;
  }
  REQUIRE(trials > 600);
  REQUIRE(changed == 0);
}

TEST_CASE("a knob that saves a tenth is found by a whole tuning in at least 19 of 20") {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Modelled better("query", [](const Knobs& k) { return k.query_cache_bytes > 1048576 ? 0.9e6 : 1e6; }, seed);
    const Tuning tuning = tuned(better);
    found += tuning.changed() && tuning.best.query_cache_bytes > 1048576 ? 1 : 0;
  }
  REQUIRE(found >= 57);
}

TEST_CASE("from poor settings the search comes back to what is good, over several steps where there are several") {
  Knobs poor;
  poor.index_threads = 1;
  poor.page_level = 19;
  const auto time = [](const Knobs& k) {
    const double threads = static_cast<double>(k.index_threads == 0 ? 8 : k.index_threads);
    const double window = std::abs(std::log2(static_cast<double>(k.index_window) / 128.0));
    return 1e6 * (1 + 4 / threads + static_cast<double>(k.page_level) / 10) * (1 + 0.1 * window);
  };
  Modelled index("index", time, 3);
  const Tuning tuning = tuned(index, poor);
  REQUIRE(tuning.changed());
  REQUIRE(tuning.best.index_threads == 0);
  REQUIRE(tuning.best.page_level == 1);
  REQUIRE(tuning.best.index_window == 128);
  REQUIRE(time(tuning.best) < time(Knobs{}));
}

TEST_CASE("what is found from poor settings gives way to the settings shipped where these are faster") {
  // A hole beside the way: no single step leads out of it, and the restart begins elsewhere.
  const Knobs shipped;
  const auto time = [&](const Knobs& k) {
    if (k.query_chunks == shipped.query_chunks && k.query_cache_bytes == shipped.query_cache_bytes) return 0.5e6;
    return 1e6 * (k.walk_chunks == 1 ? 1.5 : 1.0);
  };
  Knobs poor;
  poor.query_chunks = 1;
  poor.query_cache_bytes = 65536;
  poor.walk_chunks = 1;
  Modelled query("query", time, 5);
  tune::TuningOptions options;
  options.search.restarts = 0;
  options.trials.others = [] { return 0.0; };
  options.trials.now = [&query] { return query.clock; };
  tune::Operation* const all[] = {&query};
  const Tuning tuning = tune::tune(poor, all, options);
  REQUIRE(tuning.changed());
  REQUIRE(tuning.best == shipped);
  REQUIRE(tuning.validations.front().shipped->verdict == Verdict::kFaster);
  // From the settings shipped there is nothing to compare with.
  Modelled again("query", [](const Knobs& k) { return k.query_cache_bytes > 1048576 ? 0.9e6 : 1e6; }, 5);
  const Tuning from_shipped = tuned(again);
  REQUIRE(from_shipped.changed());
  REQUIRE_FALSE(from_shipped.validations.front().shipped);
}

TEST_CASE("a setting that changes an answer, grows the index or slows down the questions is never kept") {
  const auto time = [](const Knobs& k) { return k.page_level < 3 ? 0.5e6 : 1e6; };
  Modelled other("index", time, 1);
  other.answers = [](const Knobs& k) { return k.page_level; };
  REQUIRE_FALSE(tuned(other).changed());
  Modelled grown("index", time, 1);
  grown.bytes = [](const Knobs& k) { return k.page_level < 3 ? 1200U : 1000U; };
  REQUIRE_FALSE(tuned(grown).changed());
  Modelled slower("index", time, 1);
  slower.guard = [](const Knobs& k) { return k.page_level < 3 ? 1.2e6 : 1e6; };
  REQUIRE_FALSE(tuned(slower).changed());
  Modelled free_of_charge("index", time, 1);
  free_of_charge.guard = [](const Knobs&) { return 1e6; };
  REQUIRE(tuned(free_of_charge).best.page_level == 1);
}

TEST_CASE("a gain that is proved early waits for the proof that noisier questions do not pay for it") {
  const auto time = [](const Knobs& k) { return k.page_level < 3 ? 0.5e6 : 1e6; };
  int kept = 0, harmful = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    bench::Random random(seed);
    // In 10 pairs a loss of a twentieth cannot be ruled out, in 40 it can.
    const auto noise = [&random] { return std::exp(0.2 * (random.uniform() - 0.5)); };
    Modelled harmless("index", time, seed);
    harmless.guard = [&](const Knobs&) { return 1e6 * noise(); };
    kept += tuned(harmless).changed() ? 1 : 0;
    Modelled slower("index", time, seed);
    slower.guard = [&](const Knobs& k) { return (k.page_level < 3 ? 1.1e6 : 1e6) * noise(); };
    harmful += tuned(slower).changed() ? 1 : 0;
  }
  REQUIRE(kept >= 18);
  REQUIRE(harmful == 0);
}

TEST_CASE("from a level that packs tightest there is a way back to the one shipped, whose index is larger, and none beyond") {
  Knobs tight;
  tight.page_level = 19;
  Modelled index("index", [](const Knobs& k) { return 1e6 * (1 + static_cast<double>(k.page_level)); }, 7);
  index.bytes = [](const Knobs& k) { return k.page_level == 19 ? 1000U : k.page_level == 3 ? 1200U : 1400U; };
  const Tuning tuning = tuned(index, tight);
  REQUIRE(tuning.changed());
  REQUIRE(tuning.best.page_level == 3);
}

TEST_CASE("under load from outside a tuning says that it cannot tell, and keeps nothing") {
  Modelled better("query", [](const Knobs& k) { return k.query_chunks > 32 ? 0.2e6 : 1e6; }, 1);
  const Tuning tuning = tuned(better, {}, 0.6);
  REQUIRE_FALSE(tuning.changed());
  REQUIRE(tuning.trials > 0);
  REQUIRE(tuning.could_not_tell == tuning.trials);
  REQUIRE(tuning.best == Knobs{});
}

TEST_CASE("what cannot be proved within the budget is not kept") {
  Modelled better("query", [](const Knobs& k) { return k.query_chunks > 32 ? 0.2e6 : 1e6; }, 1);
  REQUIRE_FALSE(tuned(better, {}, 0, 20'000'000).changed());
}

TEST_CASE("two knobs that help only together are found by a restart") {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Modelled valley("query", [](const Knobs& k) { return k.query_chunks == 128 && k.map_kept_bytes == 4194304 ? 0.5e6 : 1e6; }, seed);
    tune::TuningOptions options;
    options.search.restarts = 40;
    options.search.seed = seed;
    options.trials.others = [] { return 0.0; };
    options.trials.now = [&valley] { return valley.clock; };
    tune::Operation* const all[] = {&valley};
    found += tune::tune({}, all, options).changed() ? 1 : 0;
  }
  REQUIRE(found >= 15);
}

TEST_CASE("a whole and its part share a resource, two parts do not") {
  REQUIRE(tune::shares_resource("pages", "pages"));
  REQUIRE(tune::shares_resource("pages", "pages.sites"));
  REQUIRE(tune::shares_resource("pages.sites", "pages"));
  REQUIRE_FALSE(tune::shares_resource("pages.sites", "pages.texts"));
  REQUIRE_FALSE(tune::shares_resource("page", "pages"));
}

TEST_CASE("two knobs of one resource are never tried in the same rounds, and what is kept has only its own resource tried again") {
  class Recorded final : public tune::Trials {
   public:
    std::vector<tune::Outcome> compare(const Knobs& base, std::span<const Knobs> candidates) override {
      std::vector<const KnobInfo*> turned;
      std::vector<tune::Outcome> outcomes;
      for (const Knobs& candidate : candidates) {
        for (const KnobInfo& knob : all_knobs()) {
          if (candidate.*knob.value == base.*knob.value) continue;
          for (const KnobInfo* const other : turned) REQUIRE_FALSE(tune::shares_resource(knob.resource, other->resource));
          turned.push_back(&knob);
          ++trials[std::string(knob.name)];
          const bool good = knob.name == "sites_level" && candidate.sites_level == 1;
          outcomes.push_back({good ? Verdict::kFaster : Verdict::kNotFaster, {}, 10});
        }
      }
      rounds += 1;
      return outcomes;
    }
    bool out_of_time() override { return false; }
    std::map<std::string, int> trials;
    int rounds = 0;
  } recorded;
  tune::SearchOptions options;
  options.cores = 2;
  options.restarts = 0;
  const auto knobs_of_index = tune::knobs_of("index");
  const tune::SearchResult result = tune::coordinate_search({}, knobs_of_index, recorded, options);
  REQUIRE(result.best.sites_level == 1);
  REQUIRE(recorded.trials["texts_level"] == 1);
  REQUIRE(recorded.trials["index_commit_ms"] == 1);
  REQUIRE(recorded.trials["page_level"] == 4);  // two values, and again once the level of sites had moved
  for (const KnobInfo* const knob : knobs_of_index) REQUIRE(recorded.trials[std::string(knob->name)] > 0);
}

TEST_CASE("from poor settings the way back to what was shipped is tried before anything else, and by itself") {
  class Recorded final : public tune::Trials {
   public:
    std::vector<tune::Outcome> compare(const Knobs& base, std::span<const Knobs> candidates) override {
      if (first.empty()) {
        for (const Knobs& candidate : candidates) {
          for (const KnobInfo& knob : all_knobs()) {
            if (candidate.*knob.value != base.*knob.value) first.push_back(std::string(knob.name) + " " + std::to_string(candidate.*knob.value));
          }
        }
      }
      return std::vector<tune::Outcome>(candidates.size(), {Verdict::kNotFaster, {}, 10});
    }
    bool out_of_time() override { return false; }
    std::vector<std::string> first;
  } recorded;
  Knobs poor;
  poor.index_threads = 1;
  poor.page_level = 19;
  tune::SearchOptions options;
  options.cores = 2;
  options.restarts = 0;
  const auto knobs_of_index = tune::knobs_of("index");
  static_cast<void>(tune::coordinate_search(poor, knobs_of_index, recorded, options));
  REQUIRE(recorded.first == std::vector<std::string>{"index_threads 0", "page_level 3"});
}

TEST_CASE("values to try stay within the range, differ from what is, and hold what was shipped") {
  for (const KnobInfo& knob : all_knobs()) {
    for (const std::uint64_t now : {knob.low, knob.shipped, knob.high}) {
      const auto values = tune::values_to_try(knob, now, 4);
      const std::set<std::uint64_t> distinct(values.begin(), values.end());
      REQUIRE(distinct.size() == values.size());
      REQUIRE_FALSE(distinct.contains(now));
      for (const std::uint64_t value : values) {
        REQUIRE(value >= knob.low);
        REQUIRE(value <= knob.high);
      }
      if (now != knob.shipped) REQUIRE(distinct.contains(knob.shipped));
    }
  }
  const KnobInfo& threads = *find_knob("index_threads");
  REQUIRE(tune::values_to_try(threads, 0, 4) == std::vector<std::uint64_t>{2});
  REQUIRE(tune::values_to_try(threads, 1, 2) == std::vector<std::uint64_t>{0});
  REQUIRE(tune::values_to_try(threads, 0, 1).empty());
}
