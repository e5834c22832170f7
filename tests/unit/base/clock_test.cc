#include "libcg/base/clock.h"

#include <vector>

#include "libcg/base/memory_use.h"
#include "tests/unit/catch.h"

TEST_CASE("clocks run and never go back") {
  const auto wall = cg::monotonic_ns();
  const auto cpu = cg::cpu_ns();
  const auto thread = cg::thread_cpu_ns();
  CHECK(wall > 0);
  volatile unsigned work = 0;
  while (cg::thread_cpu_ns() == thread) work = work + 1;
  CHECK(cg::monotonic_ns() > wall);
  CHECK(cg::cpu_ns() >= cpu);
}

TEST_CASE("memory that is touched is counted, and the peak remembers it") {
  const auto before = cg::rss_bytes();
  CHECK(before > 0);
  {
    std::vector<char> block(64 << 20, 'x');
    CHECK(cg::rss_bytes() >= before + (32 << 20));
    CHECK(block.back() == 'x');
  }
  CHECK(cg::peak_rss_bytes() >= before + (32 << 20));
}
