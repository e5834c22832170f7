#include "libcg/bench/targets.h"

#include <string>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::bench {
namespace {

Run run_of(const std::string& name, Unit unit, std::vector<double> before, std::vector<double> after) {
  Run run;
  Result result{.name = name, .unit = unit};
  if (!before.empty()) result.before = Side{"plain", std::move(before), {}};
  result.after = {"ours", std::move(after), {}};
  run.results.push_back(std::move(result));
  return run;
}

Judgement judge_line(const std::string& line, const Run& run) { return judge(parse_targets(line, "file"), run).front(); }

TEST_CASE("the default targets are the nine published metrics") {
  const auto targets = parse_targets(default_targets(), "default");
  REQUIRE(targets.size() == 9);
  CHECK(targets[0].metric == "node_query_latency");
  CHECK(targets[0].published_before == 100);
  CHECK(targets[0].target == 45);
  CHECK(targets[8].measure == Measure::kPerSecond);
}

TEST_CASE("a target is met or missed in its measure") {
  const Run run = run_of("q", Unit::kNanoseconds, {4e6, 4e6, 4e6}, {1e6, 2e6, 3e6});
  CHECK(judge_line("m q p50_ms 9 2", run).reached == Reached::kMet);
  CHECK(judge_line("m q p50_ms 9 1.9", run).reached == Reached::kMissed);
  CHECK(judge_line("m q p50_ms 9 2", run).before == Approx(4));
  CHECK(judge_line("m q per_second 9 500", run).reached == Reached::kMet);
  CHECK(judge_line("m q per_second 9 501", run).reached == Reached::kMissed);
  CHECK(judge_line("m q share 9 0.5", run).reached == Reached::kMet);
  CHECK(judge_line("m q share 9 0.49", run).reached == Reached::kMissed);
  CHECK(judge_line("m s megabytes 9 3", run_of("s", Unit::kBytes, {}, {3e6})).reached == Reached::kMet);
}

TEST_CASE("the tail of single calls is what p95 and p99 mean where it was taken") {
  Run run = run_of("q", Unit::kNanoseconds, {}, {1e6});
  run.results[0].after.tail = {1e6, 7e6, 9e6, 10e6};
  CHECK(judge_line("m q p95_ms 9 8", run).measured == Approx(7));
  CHECK(judge_line("m q p99_ms 9 8", run).reached == Reached::kMissed);
}

TEST_CASE("what was not measured is not met, and not missed, and says why") {
  Run run = run_of("q", Unit::kNanoseconds, {}, {1e6});
  run.not_measured.push_back({"v", "", "no vectors"});
  CHECK(judge_line("m v p50_ms 9 2", run).reached == Reached::kNotMeasured);
  CHECK(judge_line("m v p50_ms 9 2", run).note == "no vectors");
  CHECK(judge_line("m q share 9 0.5", run).reached == Reached::kNotMeasured);
  CHECK(judge_line("m other p50_ms 9 2", run).note == "the run has no other");
}

TEST_CASE("a figure whose answers were wrong misses its target") {
  Run run = run_of("q", Unit::kNanoseconds, {}, {1e6});
  run.results[0].same_answers = false;
  CHECK(judge_line("m q p50_ms 9 2", run).reached == Reached::kMissed);
}

TEST_CASE("a bad targets file is refused with its line") {
  const auto refusal = [](const std::string& text) {
    try {
      static_cast<void>(parse_targets(text, "file"));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK_THAT(refusal("# nothing\n\n"), cg_matchers::Contains("no targets"));
  CHECK_THAT(refusal("# a\na b p50_ms 1\n"), cg_matchers::StartsWith("file:2: 4 words"));
  CHECK_THAT(refusal("a b p75_ms 1 2"), cg_matchers::Contains("p75_ms is no measure"));
  CHECK_THAT(refusal("a b p50_ms 1 nan"), cg_matchers::Contains("no number above 0"));
  CHECK_THAT(refusal("a b p50_ms 1 2x"), cg_matchers::Contains("no number above 0"));
  CHECK_THROWS_AS(judge_line("m q megabytes 1 2", run_of("q", Unit::kNanoseconds, {}, {1})), Error);
}

}  // namespace
}  // namespace cg::bench
