#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "libcg/bench/benchmark.h"
#include "libcg/bench/run_file.h"

namespace cg::bench {

struct SuiteOptions {
  std::vector<std::string> suites{"quick"};
  std::uint64_t seed = 1;
  std::filesystem::path tools;       ///< where cg-index and cg-query are
  std::string trace = {}, trace_file = {};
  bool targets_only = false;         ///< as Bench::Settings has it
};

/// Runs benchmarks on an index and hands every line of the run to `write` as soon as it is there. True if the run is good;
/// false if it is void, which its last line then says: the index changed under it, or the clock was set or stood still.
/// A benchmark that fails on its own (a tool that is missing, a disk that is full) is reported as not measured.
/// Progress and warnings go to events. Error as of opening an index.
[[nodiscard]] bool run_suite(const std::filesystem::path& index, const SuiteOptions& options, EventSink& events,
                             const std::function<void(std::string_view line)>& write);

}  // namespace cg::bench
