#include "libcg/bench/measure.h"

#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/fingerprint.h"
#include "libcg/bench/machine_load.h"
#include "libcg/bench/process_memory.h"
#include "tests/unit/bench/noise.h"
#include "tests/unit/catch.h"

namespace cg::bench {
namespace {

/// A clock that only moves when a way says that it worked.
struct Machine {
  std::int64_t ns = 0;
  Noise noise{11};

  Way way(double cost_ns, std::uint64_t digest = 42) {
    return [this, cost_ns, digest] {
      ns += static_cast<std::int64_t>(noise.times(1, cost_ns).front());
      return digest;
    };
  }
  MeasurePlan plan() {
    MeasurePlan plan;
    plan.now = [this] { return ns; };
    plan.budget_ns = 1'000'000'000'000;
    return plan;
  }
};

TEST_CASE("two ways are measured until their ratio is known as well as asked for") {
  Machine machine;
  const Measured measured = measure_interleaved(machine.way(100'000), machine.way(80'000), machine.plan());
  CHECK(measured.narrow);
  CHECK(measured.same_answers());
  REQUIRE(measured.series.size() == 2);
  CHECK(measured.series[0].samples_ns.size() >= 15);
  CHECK(measured.series[0].samples_ns.size() == measured.series[1].samples_ns.size());
  CHECK(measured.ratio_to_first(1).estimate == Approx(0.8).epsilon(0.02));
}

TEST_CASE("a drift of the machine does not move the ratio") {
  Machine machine;
  double weather = 1;
  const auto way = [&](double cost) {
    return [&machine, &weather, cost]() -> std::uint64_t {
      weather *= 1.004;
      machine.ns += static_cast<std::int64_t>(cost * weather);
      return 1;
    };
  };
  const Measured measured = measure_interleaved(way(100'000), way(90'000), machine.plan());
  CHECK(measured.ratio_to_first(1).estimate == Approx(0.9).epsilon(0.01));
}

TEST_CASE("short calls are measured many at a time") {
  Machine machine;
  const Measured measured = measure_interleaved(machine.way(1000), machine.way(1000), machine.plan());
  CHECK(measured.series[0].calls_a_sample >= 50);
  CHECK(measured.series[0].samples_ns.front() < 5000);
}

TEST_CASE("a budget that is too small ends with what there is, and says so") {
  Machine machine;
  MeasurePlan plan = machine.plan();
  plan.relative_half_width = 1e-9;
  plan.budget_ns = 1;
  const Measured measured = measure_interleaved(machine.way(100'000), machine.way(100'000), plan);
  CHECK_FALSE(measured.narrow);
  CHECK(measured.series[0].samples_ns.size() == plan.least_rounds);
}

TEST_CASE("a hopeless way can be given up") {
  Machine machine;
  MeasurePlan plan = machine.plan();
  plan.relative_half_width = 1e-9;
  plan.give_up = [](const Measured& so_far) { return so_far.ratio_to_first(1).low > 1; };
  const Measured measured = measure_interleaved(machine.way(100'000), machine.way(200'000), plan);
  CHECK(measured.series[0].samples_ns.size() == plan.min_rounds);
}

TEST_CASE("ways that disagree, or with themselves, are found out") {
  Machine machine;
  CHECK_FALSE(measure_interleaved(machine.way(9e4, 1), machine.way(9e4, 2), machine.plan()).same_answers());
  std::uint64_t calls = 0;
  const Way moody = [&] {
    machine.ns += 100'000;
    return ++calls;
  };
  const Measured measured = measure_interleaved(machine.way(9e4), moody, machine.plan());
  CHECK(measured.series[0].steady);
  CHECK_FALSE(measured.series[1].steady);
}

TEST_CASE("a clock that goes back voids the measuring") {
  Machine machine;
  std::uint64_t calls = 0;
  const Way jump = [&]() -> std::uint64_t {
    machine.ns += ++calls == 10 ? -1'000'000 : 100'000;
    return 0;
  };
  CHECK_THROWS_AS(measure_interleaved(jump, machine.way(1e5), machine.plan()), Error);
  CHECK_THROWS_AS(measure({}, machine.plan()), Error);
}

TEST_CASE("this machine has a fingerprint that does not change from one look to the next") {
  const Fingerprint print = read_fingerprint();
  CHECK(print == read_fingerprint());
  CHECK(print.id().size() == 16);
  CHECK(print.cores >= 1);
  CHECK(print.usable_cores >= 1);
  CHECK(print.memory_bytes > 0);
  Fingerprint other = print;
  other.cpu_model += "x";
  CHECK(other.id() != print.id());
}

TEST_CASE("memory and load can be read") {
  const ProcessMemory memory = read_process_memory();
  CHECK(memory.resident_bytes > 0);
  CHECK(memory.proportional_bytes <= memory.resident_bytes);
  CHECK(memory.peak_bytes >= memory.private_bytes);
  const LoadWatch watch;
  const MachineLoad load = watch.since_start();
  CHECK(load.others_share >= 0);
  CHECK(load.others_share <= 1);
}

}  // namespace
}  // namespace cg::bench
