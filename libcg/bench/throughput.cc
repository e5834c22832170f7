#include "libcg/bench/throughput.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/base/subprocess.h"
#include "libcg/bench/index_pages.h"
#include "libcg/bench/plain_graph.h"
#include "libcg/bench/scratch_directory.h"
#include "libcg/bench/workload.h"

namespace cg::bench {
namespace {

constexpr std::size_t kNames = 200;
constexpr std::size_t kQuestionsAnOpening = 50;
constexpr std::int64_t kPatienceNs = 60'000'000'000;

/// Everything that threads share.
class Bout {
 public:
  Bout(const ThroughputOptions& options, std::filesystem::path index) : options_(options), index_(std::move(index)) {
    graph::IndexReader reader(index_, graph::ReaderMemory::for_walks());
    const Workload workload = draw_workload(reader, {.seed = options.seed, .draws = kNames});
    if (workload.draws.empty()) throw Error(ErrorKind::kUsage, "nothing in this index is called by anything, so there is nothing to ask; index a larger tree");
    for (const std::size_t draw : workload.draws) {
      names_.push_back(workload.ranked[draw].name);
      expected_.push_back(callers_digest(reader, names_.back()));
      questions_ += names_.back() + "\n";
    }
    serial_output_ = ask_process();
  }

  Throughput run(EventSink& events) {
    const std::int64_t begin = monotonic_ns();
    end_ns_ = begin + static_cast<std::int64_t>(options_.seconds * 1e9);
    last_ns_ = end_ns_ + kPatienceNs;
    // One that writes, then those that read, then those that start processes.
    parallel_team(1 + options_.threads + options_.processes, [&](int thread) {
      if (thread == 0) {
        write();
      } else if (thread <= options_.threads) {
        read(static_cast<std::size_t>(thread), [&] {
          const auto done = static_cast<std::uint64_t>((monotonic_ns() - begin) / 1'000'000);
          events.progress({"asking", done, static_cast<std::uint64_t>(options_.seconds * 1000)});
        });
      } else {
        ask_by_processes();
      }
    });
    result_.seconds = static_cast<double>(monotonic_ns() - begin) * 1e-9;
    result_.queries = times_.size();
    result_.generations = generations_.size();
    if (!times_.empty()) result_.tail = tail_of(times_);
    return result_;
  }

 private:
  /// The time is up, and an index was replaced under somebody's eyes; or it was waited for long enough.
  [[nodiscard]] bool is_over() const {
    const std::int64_t now = monotonic_ns();
    return now >= last_ns_ || (now >= end_ns_ && changed_);
  }

  void write() {
    while (!is_over()) {
      const CommandResult built = run_command({(options_.tools / "cg-index").string(), "--quiet", "--rebuild", "-j", "1", "-i", index_.string(), options_.tree.string()});
      if (built.exit_status > 2) throw Error(ErrorKind::kIo, fmt::format("cg-index failed while it was read: {}", built.errors));
      const std::lock_guard lock(mutex_);
      ++result_.builds;
    }
  }

  void read(std::size_t thread, const std::function<void()>& tell) {
    std::vector<double> times;
    std::set<std::string> generations;
    std::uint64_t wrong = 0, failed = 0;
    std::string failure;
    // Each thread begins elsewhere, so that they do not all want the same page.
    std::size_t at = thread * 37;
    while (!is_over()) {
      tell();
      try {
        if (generations.insert(index_generation(index_)).second && generations.size() > 1) changed_ = true;
        graph::IndexReader reader(index_);
        for (std::size_t i = 0; i < kQuestionsAnOpening; ++i, ++at) {
          const std::int64_t begin = monotonic_ns();
          const std::uint64_t digest = callers_digest(reader, names_[at % names_.size()]);
          times.push_back(static_cast<double>(std::max<std::int64_t>(monotonic_ns() - begin, 1)));
          wrong += digest == expected_[at % names_.size()] ? 0 : 1;
        }
      } catch (const Error& error) {
        // An index that cannot be read while it is replaced is a fault, and counted as one.
        if (++failed == 1) failure = error.what();
      }
    }
    const std::lock_guard lock(mutex_);
    times_.insert(times_.end(), times.begin(), times.end());
    generations_.merge(generations);
    result_.wrong += wrong;
    result_.failed += failed;
    if (result_.first_failure.empty()) result_.first_failure = failure;
  }

  [[nodiscard]] std::string ask_process() const {
    const CommandResult answer = run_command({(options_.tools / "cg-query").string(), "--quiet", "-i", index_.string(), "callers", "-"}, {.input = questions_});
    if (answer.exit_status > 1) throw Error(ErrorKind::kIo, fmt::format("cg-query failed: {}", answer.errors));
    return answer.output;
  }

  void ask_by_processes() {
    while (!is_over()) {
      const bool right = ask_process() == serial_output_;
      const std::lock_guard lock(mutex_);
      result_.process_queries += kNames;
      result_.wrong += right ? 0 : 1;
    }
  }

  const ThroughputOptions& options_;
  std::filesystem::path index_;
  std::vector<std::string> names_;
  std::vector<std::uint64_t> expected_;
  std::string questions_, serial_output_;
  std::int64_t end_ns_ = 0, last_ns_ = 0;
  std::atomic<bool> changed_ = false;
  std::mutex mutex_;  ///< guards what follows
  Throughput result_;
  std::vector<double> times_;
  std::set<std::string> generations_;
};

}  // namespace

Throughput measure_throughput(const ThroughputOptions& options, EventSink& events) {
  for (const char* tool : {"cg-index", "cg-query"}) {
    if (!std::filesystem::exists(options.tools / tool)) throw Error(ErrorKind::kIo, fmt::format("{}: there is no {} beside cg-bench; install both", options.tools.string(), tool));
  }
  if (!std::filesystem::exists(options.tree)) throw Error(ErrorKind::kIo, fmt::format("{}: the tree is not where it was indexed; run cg-index there", options.tree.string()));
  const ScratchDirectory scratch;
  const auto copy = scratch.path() / "index";
  // Built by the writer itself once, so that what is asked is what it will publish.
  const CommandResult built = run_command({(options.tools / "cg-index").string(), "--quiet", "-i", copy.string(), options.tree.string()});
  if (!std::filesystem::exists(copy / "live")) throw Error(ErrorKind::kIo, fmt::format("cg-index failed: {}", built.errors));
  return Bout(options, copy).run(events);
}

}  // namespace cg::bench
