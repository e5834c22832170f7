#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/bench/measure.h"
#include "libcg/bench/plain_graph.h"
#include "libcg/bench/result.h"
#include "libcg/bench/workload.h"
#include "libcg/graph/index_reader.h"

namespace cg::bench {

/// What every benchmark has at hand. Made once a run; what is dear to make is made when it is first asked for.
class Bench {
 public:
  struct Settings {
    std::filesystem::path index;    ///< the `.cg`
    std::filesystem::path tree;     ///< the tree it describes; may be gone
    std::filesystem::path tools;    ///< where cg-index and cg-query are
    std::filesystem::path scratch;  ///< an empty directory to write in
    bool full = false;
    bool targets_only = false;      ///< nothing but what targets are about: no plain ways, no results beside the metric's
    std::uint64_t seed = 1;
    std::string trace = {};         ///< recorded questions to replay; empty: drawn
    std::string trace_file = {};    ///< their name, for messages
  };

  Bench(Settings settings, EventSink& events);

  [[nodiscard]] const Settings& settings() const noexcept { return settings_; }
  [[nodiscard]] EventSink& events() const noexcept { return events_; }
  /// An open index with caches as cg-query has them.
  [[nodiscard]] graph::IndexReader& reader();
  /// For what measures opening: while one reader is open in a process, another costs less.
  void close_reader() { reader_.reset(); }
  [[nodiscard]] const Workload& workload();
  /// The string-heavy graph; null if the index is too large for it, with `why_not_plain` saying so.
  [[nodiscard]] const PlainGraph* plain();
  [[nodiscard]] const std::string& why_not_plain() const noexcept { return why_not_plain_; }
  /// What the plain graph, or the part of it that was loaded, takes. Asks for it first.
  struct PlainSize {
    std::uint64_t files = 0, nodes = 0, edges = 0;
    std::uint64_t bytes = 0;  ///< of the heap; 0: this C library does not say
  };
  [[nodiscard]] const PlainSize& plain_size() {
    static_cast<void>(plain());
    return plain_size_;
  }

  /// What to time. Ways do the work `items` times a call; samples are of one item.
  struct Timing {
    std::string name, metric;
    std::string before_what;
    Way before;              ///< may be empty: there is no plain way
    std::string after_what;
    Way after;
    std::size_t items = 1;
  };
  /// Both ways and the yardstick in the same rounds.
  [[nodiscard]] Result time(const Timing& timing, const MeasurePlan& plan) const;
  /// How long and how exactly to measure; `share` of the usual time.
  [[nodiscard]] MeasurePlan plan(double share = 1) const;

  // What benchmarks report.
  void add(Result result);
  void missing(std::string name, std::string metric, std::string reason);
  std::function<void(const Result&)> on_result = {};
  std::function<void(const NotMeasured&)> on_missing = {};

 private:
  void load_plain();

  Settings settings_;
  EventSink& events_;
  std::optional<graph::IndexReader> reader_;
  std::optional<Workload> workload_;
  std::optional<PlainGraph> plain_;
  bool plain_tried_ = false;
  std::string why_not_plain_;
  PlainSize plain_size_;
};

/// One benchmark: it reports one or several results, or why there are none.
struct Benchmark {
  const char* name;    ///< results are called this, or this and a dot and more
  const char* what;    ///< one line for --list
  bool quick;          ///< part of the quick suite
  void (*run)(Bench&);
};

/// All of them, in the order in which they run.
[[nodiscard]] std::span<const Benchmark> benchmarks();
/// Those that a suite names: "quick", "full", or the names (or their first parts) of benchmarks. Error{kUsage} for another.
[[nodiscard]] std::vector<Benchmark> choose_benchmarks(std::span<const std::string> suites);

/// A result of sizes, which have one sample a side. before 0: none.
[[nodiscard]] Result size_result(std::string name, std::string metric, std::string before_what, double before,
                                 std::string after_what, double after);

// The benchmarks, each in the file of its subject.
void bench_query_cold(Bench& bench);
void bench_query_open(Bench& bench);
void bench_query_warm(Bench& bench);
void bench_graph_memory(Bench& bench);
void bench_names_memory(Bench& bench);
void bench_sites_memory(Bench& bench);
void bench_cache_memory(Bench& bench);
void bench_cache_hits(Bench& bench);
void bench_pages(Bench& bench);
void bench_read_batch(Bench& bench);
void bench_write_buffer(Bench& bench);
void bench_path(Bench& bench);
void bench_prefetch(Bench& bench);
void bench_adjacency(Bench& bench);
void bench_traverse(Bench& bench);
void bench_deadline(Bench& bench);
void bench_affinity(Bench& bench);
void bench_concurrent(Bench& bench);
void bench_index(Bench& bench);
void bench_history(Bench& bench);
void bench_embed(Bench& bench);
void bench_vector_search(Bench& bench);
void bench_vector_memory(Bench& bench);
void bench_pool(Bench& bench);
void bench_context(Bench& bench);
void bench_list_kernels(Bench& bench);
void bench_kernels(Bench& bench);
void bench_absent(Bench& bench);

}  // namespace cg::bench
