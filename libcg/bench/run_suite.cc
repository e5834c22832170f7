#include "libcg/bench/run_suite.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"
#include "libcg/base/subprocess.h"
#include "libcg/bench/index_pages.h"
#include "libcg/bench/indexed_tree.h"
#include "libcg/bench/scratch_directory.h"

namespace cg::bench {
namespace {

double seconds_of(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Notices a machine that slept, and a clock that was set, while something was measured.
class ClockWatch {
 public:
  [[nodiscard]] std::string what_happened() const {
    const double monotonic = seconds_of(CLOCK_MONOTONIC) - monotonic_;
    const double asleep = seconds_of(CLOCK_BOOTTIME) - boot_ - monotonic;
    const double set = seconds_of(CLOCK_REALTIME) - real_ - monotonic - asleep;
    if (asleep > 1) return fmt::format("the machine slept for {:.0f} s in the middle", asleep);
    if (std::abs(set) > 5) return fmt::format("the clock was set by {:.0f} s in the middle", set);
    return {};
  }

 private:
  double monotonic_ = seconds_of(CLOCK_MONOTONIC), boot_ = seconds_of(CLOCK_BOOTTIME), real_ = seconds_of(CLOCK_REALTIME);
};

std::string build_hash() {
  std::string bytes;
  // The file that runs, whatever it is called.
  return read_file("/proc/self/exe", {}, bytes) == ReadStatus::kOk ? fmt::format("{:016x}", hash64(bytes)) : std::string{};
}

std::string tree_commit(const std::filesystem::path& tree) {
  try {
    CommandResult git = run_command({"git", "-C", tree.string(), "rev-parse", "--verify", "--quiet", "HEAD"});
    while (!git.output.empty() && git.output.back() == '\n') git.output.pop_back();
    return git.exit_status == 0 ? git.output : std::string{};
  } catch (const Error&) {
    return {};  // no git
  }
}

std::uint64_t count_of(const graph::IndexReader& reader, const char* key) {
  const std::string text = reader.meta(key);
  return text.empty() ? 0 : std::stoull(text);
}

RunHead make_head(graph::IndexReader& reader, const std::filesystem::path& index, const std::filesystem::path& tree, const SuiteOptions& options) {
  RunHead head;
  head.version = CG_VERSION;
  head.build = build_hash();
  head.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  head.suite = fmt::format("{}", fmt::join(options.suites, ","));
  head.seed = options.seed;
  head.machine = read_fingerprint();
  head.index = index.string();
  head.generation = index_generation(index);
  head.tree_commit = tree_commit(tree);
  head.files = count_of(reader, "files");
  head.symbols = count_of(reader, "symbols");
  head.sites = count_of(reader, "sites");
  return head;
}

}  // namespace

bool run_suite(const std::filesystem::path& index, const SuiteOptions& options, EventSink& events,
               const std::function<void(std::string_view line)>& write) {
  const auto chosen = choose_benchmarks(options.suites);
  const ClockWatch clock;
  const LoadWatch load;
  const std::int64_t begin = monotonic_ns();
  std::filesystem::path tree;
  RunHead head;
  {
    graph::IndexReader reader(index);  // closed before anything is measured
    tree = indexed_tree(reader, index);
    head = make_head(reader, index, tree, options);
  }
  write(run_line(head));

  const ScratchDirectory scratch;
  // Whoever asks for benchmarks by name wants them whole.
  const bool quick = std::find(options.suites.begin(), options.suites.end(), "quick") != options.suites.end();
  Bench bench({.index = index, .tree = tree, .tools = options.tools, .scratch = scratch.path(), .full = !quick, .targets_only = options.targets_only, .seed = options.seed,
               .trace = options.trace, .trace_file = options.trace_file},
              events);
  std::size_t results = 0;
  bench.on_result = [&](const Result& result) {
    if (!result.same_answers) events.error(result.name, "the two ways gave different answers; the figure is worth nothing, please report it");
    write(run_line(result));
    ++results;
  };
  bench.on_missing = [&](const NotMeasured& missing) { write(run_line(missing)); };
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    events.progress({chosen[i].name, i, chosen.size()});
    try {
      chosen[i].run(bench);
    } catch (const Error& error) {
      if (index_generation(index) != head.generation) break;  // no wonder; the run is void
      events.warning(chosen[i].name, fmt::format("not measured: {}", error.what()));
      bench.missing(chosen[i].name, "", error.what());
    }
  }

  RunEnd end;
  end.elapsed_s = static_cast<double>(monotonic_ns() - begin) * 1e-9;
  end.load = load.since_start();
  end.memory = read_process_memory();
  end.void_because = clock.what_happened();
  if (index_generation(index) != head.generation) end.void_because = "the index was changed while it ran";
  if (end.load.others_share > LoadWatch::kTooBusy) {
    events.warning({}, fmt::format("other processes used {:.0f}% of the machine: the figures say less than they could", 100 * end.load.others_share));
  }
  write(run_line(end, results));
  return end.void_because.empty();
}

}  // namespace cg::bench
