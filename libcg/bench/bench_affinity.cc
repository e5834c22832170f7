// Threads that stay where they are, and memory that is near to them. What the second gains is seen only where there are several
// nodes of memory: on a machine with one it is not measured, and said so.

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/kernels_auto.h"

namespace cg::bench {
namespace {

constexpr std::size_t kWords = std::size_t{1} << 20;  // 8 MiB a thread: more than its share of the caches

std::size_t memory_nodes() {
  std::size_t nodes = 0;
  std::error_code none;  // a system without them has one
  for (const auto& entry : std::filesystem::directory_iterator("/sys/devices/system/node", none)) {
    const std::string name = entry.path().filename().string();
    nodes += name.starts_with("node") && name.size() > 4 && name[4] >= '0' && name[4] <= '9' ? 1U : 0U;
  }
  return std::max<std::size_t>(nodes, 1);
}

class Pinning {
 public:
  explicit Pinning(bool pin) : before_(knobs()) {
    Knobs now = before_;
    now.pin_threads = pin ? 1 : 0;
    set_knobs(now);
  }
  ~Pinning() { set_knobs(before_); }
  Pinning(const Pinning&) = delete;
  Pinning& operator=(const Pinning&) = delete;

 private:
  Knobs before_;
};

using Buffers = std::vector<std::vector<std::uint64_t>>;

void touch(std::vector<std::uint64_t>& buffer) { buffer.assign(kWords, 1); }

/// Every thread passes over its buffer some times.
Way passing(const Buffers& buffers, bool pin) {
  return [&buffers, pin] {
    const Pinning pinning(pin);
    std::vector<std::uint64_t> sums(buffers.size());
    parallel_for(buffers.size(), static_cast<int>(buffers.size()), [&](std::size_t i, int) {
      for (int round = 0; round < 4; ++round) sums[i] += automatic::stream(buffers[i].data(), buffers[i].size());
    });
    std::uint64_t sum = 0;
    for (const std::uint64_t one : sums) sum += one;
    return sum;
  };
}

}  // namespace

void bench_affinity(Bench& bench) {
  const auto threads = static_cast<std::size_t>(thread_count());
  if (threads < 2) return bench.missing("affinity", "", "there is one processor");
  Buffers own(threads);
  {
    const Pinning pinning(true);
    parallel_for(threads, static_cast<int>(threads), [&](std::size_t i, int) { touch(own[i]); });
  }
  Result result = bench.time({"affinity.pinned", "", "threads left where the system puts them", passing(own, false), "threads that stay on their processors",
                              passing(own, true), 1}, bench.plan(0.3));
  result.facts = {{"threads", static_cast<double>(threads)}, {"memory_nodes", static_cast<double>(memory_nodes())}};
  result.note = "knob pin_threads, shipped as 0";
  bench.add(std::move(result));
  if (memory_nodes() < 2) return bench.missing("affinity.first_touch", "", "not measured: this machine has one node of memory, where near and far are the same");
  Buffers far(threads);
  for (auto& buffer : far) touch(buffer);
  bench.add(bench.time({"affinity.first_touch", "", "buffers touched first by one thread", passing(far, true), "buffers touched first by the thread that uses them",
                        passing(own, true), 1}, bench.plan(0.3)));
}

}  // namespace cg::bench
