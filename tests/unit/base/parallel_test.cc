#include "libcg/base/parallel.h"

#include <sched.h>

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "libcg/base/knobs.h"
#include "tests/unit/catch.h"

TEST_CASE("parallel_for visits every index once") {
  for (const int threads : {1, 2, 4, 9}) {
    for (const std::size_t grain : {std::size_t{1}, std::size_t{7}, std::size_t{5000}}) {
      std::vector<std::atomic<int>> seen(1003);
      cg::parallel_for(
          seen.size(), threads,
          [&](std::size_t index, int thread) {
            ++seen[index];
            if (thread < 0 || thread >= threads) throw std::logic_error("thread out of range");
          },
          grain);
      for (const auto& count : seen) REQUIRE(count == 1);
    }
  }
}

TEST_CASE("parallel_for over nothing does nothing") {
  cg::parallel_for(0, 4, [](std::size_t, int) { throw std::logic_error("called"); });
}

TEST_CASE("what the loop wrote is there afterwards, what was written before is there inside") {
  // Plain ints: ThreadSanitizer proves the ordering.
  std::vector<int> values(5000);
  for (int round = 1; round <= 20; ++round) {
    const int base = round * 3;
    cg::parallel_for(values.size(), 4, [&](std::size_t index, int) { values[index] += base; });
  }
  for (const int value : values) REQUIRE(value == 3 * (20 * 21 / 2));
}

TEST_CASE("parallel_for rethrows the failure of the lowest index") {
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> calls{0};
    try {
      cg::parallel_for(10000, 4, [&](std::size_t index, int) {
        ++calls;
        if (index >= 40) throw std::runtime_error(std::to_string(index));
      });
      FAIL("no exception");
    } catch (const std::runtime_error& error) {
      CHECK(std::string(error.what()) == "40");
    }
    CHECK(calls < 60);  // the rest was skipped
  }
}

TEST_CASE("loops nest, and run from several threads at once") {
  std::atomic<std::uint64_t> sum{0};
  cg::parallel_for(8, 4, [&](std::size_t outer, int) {
    cg::parallel_for(100, 4, [&](std::size_t inner, int) { sum += outer * 100 + inner; });
  });
  CHECK(sum == 800 * 799 / 2);
}

TEST_CASE("a team runs each thread once and hands its exception on") {
  std::vector<std::atomic<int>> seen(4);
  cg::parallel_team(4, [&](int thread) { ++seen[static_cast<std::size_t>(thread)]; });
  int ran = 0;
  for (const auto& count : seen) {
    CHECK(count <= 1);
    ran += count;
  }
  CHECK(ran >= 1);
  CHECK_THROWS_AS(cg::parallel_team(3, [](int) { throw std::runtime_error("x"); }), std::runtime_error);
  CHECK_THROWS_AS(cg::parallel_team(1, [](int) { throw std::runtime_error("x"); }), std::runtime_error);
}

TEST_CASE("the number of threads can be set and reset") {
  CHECK(cg::thread_count() >= 1);
  cg::set_thread_count(3);
  CHECK(cg::thread_count() == 3);
  std::atomic<int> highest{0};
  cg::parallel_for(100, 0, [&](std::size_t, int thread) {
    int seen = highest;
    while (thread > seen && !highest.compare_exchange_weak(seen, thread)) {
    }
  });
  CHECK(highest <= 2);
  cg::set_thread_count(0);
  CHECK(cg::thread_count() >= 1);
}

TEST_CASE("threads that are pinned stay on processors that the process may use, and are let go afterwards") {
  cpu_set_t before;
  REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
  cg::Knobs settings;
  settings.pin_threads = 1;
  cg::set_knobs(settings);
  std::atomic<int> wrong{0};
  cg::parallel_team(4, [&](int) {
    cpu_set_t now;
    if (::sched_getaffinity(0, sizeof now, &now) != 0) ++wrong;
    const int wanted = CPU_COUNT(&before) < 2 ? CPU_COUNT(&before) : 1;
    if (CPU_COUNT(&now) != wanted) ++wrong;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) wrong += CPU_ISSET(cpu, &now) && !CPU_ISSET(cpu, &before) ? 1 : 0;
  });
  cg::set_knobs({});
  CHECK(wrong == 0);
  cpu_set_t after;
  REQUIRE(::sched_getaffinity(0, sizeof after, &after) == 0);
  CHECK(CPU_EQUAL(&before, &after));
}
