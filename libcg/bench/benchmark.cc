#include "libcg/bench/benchmark.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <array>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/bench/yardstick.h"

namespace cg::bench {
namespace {

// A plain edge costs some 300 bytes: this many keep the plain graph near 1 GB. Larger indexes are loaded in part.
constexpr std::uint64_t kMostPlainSites = 3'000'000;

constexpr std::array kBenchmarks{
    Benchmark{"query.cold", "a question as a process of its own, against grep", true, bench_query_cold},
    Benchmark{"query.open", "opening the index and one question, against no cache", true, bench_query_open},
    Benchmark{"query.warm", "a question in a process that has the index open, against structs of strings", true, bench_query_warm},
    Benchmark{"graph.memory", "bytes of nodes and edges, strings and indexes included", true, bench_graph_memory},
    Benchmark{"names.memory", "bytes of a name", true, bench_names_memory},
    Benchmark{"sites.memory", "bytes of a reference with its place", true, bench_sites_memory},
    Benchmark{"cache.memory", "bytes a cache needs for the same hit rate as LRU", true, bench_cache_memory},
    Benchmark{"cache.hits", "hit rate of the page cache on named traces, against LRU and the optimum", true, bench_cache_hits},
    Benchmark{"pages", "ratio and speed of compression, by class of page", true, bench_pages},
    Benchmark{"read.batch", "reading keys in sorted batches, against one at a time", true, bench_read_batch},
    Benchmark{"write.buffer", "committing in batches, against one item at a time", true, bench_write_buffer},
    Benchmark{"path", "a shortest path from both ends, against one end", true, bench_path},
    Benchmark{"adjacency", "edges into a symbol from a decoded page, against a copy of structs", true, bench_adjacency},
    Benchmark{"traverse", "a front of symbols expanded by all threads, against one", true, bench_traverse},
    Benchmark{"deadline", "what a deadline costs a traversal, and how late it ends", true, bench_deadline},
    Benchmark{"affinity", "threads that stay on their processors, and memory that they touched first", true, bench_affinity},
    Benchmark{"prefetch", "pages read ahead by several foresights: how many are right, what they gain from a cold disk", true, bench_prefetch},
    Benchmark{"concurrent", "questions by threads and by processes at once, against one lock", true, bench_concurrent},
    Benchmark{"index", "a full index of the tree, against one thread", true, bench_index},
    Benchmark{"embed", "vectors of chunks of the tree, against scalar kernels", true, bench_embed},
    Benchmark{"search.vector", "the nearest vectors of a question, against all rows in scalar loops", true, bench_vector_search},
    Benchmark{"search.context", "a question in words to packed context, against everything opened anew", true, bench_context},
    Benchmark{"vectors.memory", "bytes of the index's vectors, and what they lose", true, bench_vector_memory},
    Benchmark{"pool", "buffers of questions from a pool, against new and delete", true, bench_pool},
    Benchmark{"kernel", "vector kernels by target, against scalar, the compiler, and memory", true, bench_kernels},
    Benchmark{"kernel.lists", "kernels over lists: the best of many, varints, intersection", true, bench_list_kernels},
    Benchmark{"history", "what recording a sample costs, against appending to a text file", true, bench_history},
    Benchmark{"absent", "what is not measured, and why", true, bench_absent},
};

std::uint64_t heap_bytes() noexcept {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

}  // namespace

Bench::Bench(Settings settings, EventSink& events) : settings_(std::move(settings)), events_(events) {}

graph::IndexReader& Bench::reader() {
  if (!reader_) reader_.emplace(settings_.index);
  return *reader_;
}

const Workload& Bench::workload() {
  if (!workload_) {
    graph::IndexReader walker(settings_.index, graph::ReaderMemory::for_walks());
    workload_ = draw_workload(walker, {.seed = settings_.seed, .max_files = settings_.full ? std::size_t{20000} : std::size_t{1500}});
    if (!settings_.trace.empty()) replay_trace(walker, settings_.trace, settings_.trace_file, *workload_);
    if (workload_->ranked.empty()) {
      throw Error(ErrorKind::kUsage, fmt::format("{}: nothing in this index is called by anything, so there is nothing to ask; index a larger tree", settings_.index.string()));
    }
  }
  return *workload_;
}

const PlainGraph* Bench::plain() {
  if (!plain_tried_) {
    plain_tried_ = true;
    load_plain();
  }
  return why_not_plain_.empty() ? &*plain_ : nullptr;
}

void Bench::load_plain() {
  const std::uint64_t heap_before = heap_bytes();
  std::uint64_t sites = 0, stride = 1;
  {
    graph::IndexReader walker(settings_.index, graph::ReaderMemory::for_walks());
    const std::uint32_t count = walker.file_count();
    for (FileId file = 0; file < count; ++file) sites += walker.file(file).sites;
    stride = sites / kMostPlainSites + 1;
    std::vector<FileId> files;
    for (std::uint64_t file = 0; file < count; file += stride) files.push_back(static_cast<FileId>(file));
    plain_.emplace(walker, files);
    plain_size_.files = files.size();
  }  // what the walker held is gone before the heap is looked at
  const std::uint64_t heap_after = heap_bytes();
  plain_size_.bytes = heap_after > heap_before ? heap_after - heap_before : 0;
  plain_size_.nodes = plain_->nodes();
  plain_size_.edges = plain_->edges();
  if (stride > 1) {
    plain_.reset();
    why_not_plain_ = fmt::format("the plain graph of all {} references would take the machine's memory; one file of {} was loaded, for its size", sites, stride);
  }
}

MeasurePlan Bench::plan(double share) const {
  MeasurePlan plan;
  plan.budget_ns = static_cast<std::int64_t>((settings_.full ? 8e9 : 1.5e9) * share);
  plan.relative_half_width = settings_.full ? 0.005 : 0.02;
  plan.max_rounds = settings_.full ? 400 : 120;
  return plan;
}

Result Bench::time(const Timing& timing, const MeasurePlan& plan) const {
  // How long a call takes, to have a yardstick of its size. What is too dear to be warmed up is long.
  std::int64_t call_ns = 1'000'000'000;
  if (plan.warm_up_rounds > 0) {
    const std::int64_t begin = monotonic_ns();
    static_cast<void>(timing.after());
    call_ns = monotonic_ns() - begin;
  }
  const Yardstick yardstick(call_ns);
  std::vector<Way> ways;
  const bool compared = timing.before && !settings_.targets_only;
  if (compared) ways.push_back(timing.before);
  ways.push_back(timing.after);
  ways.emplace_back([&yardstick] { return yardstick.measure(); });
  const Measured measured = measure(ways, plan);

  Result result;
  result.name = timing.name;
  result.metric = timing.metric;
  const auto side = [&](const std::string& what, const Series& series) {
    Side made{what, series.samples_ns, {}};
    for (double& sample : made.samples) sample /= static_cast<double>(timing.items);
    return made;
  };
  const Series& after = measured.series[ways.size() - 2];
  if (compared) {
    result.before = side(timing.before_what, measured.series[0]);
    result.same_answers = measured.series[0].digest == after.digest && measured.series[0].steady;
  }
  result.same_answers = result.same_answers && after.steady;
  result.after = side(timing.after_what, after);
  result.yardstick = measured.series.back().samples_ns;
  for (double& sample : result.yardstick) sample /= yardstick.steps();
  result.narrow = measured.narrow;
  return result;
}

void Bench::add(Result result) {
  if (on_result) on_result(result);
}

void Bench::missing(std::string name, std::string metric, std::string reason) {
  if (on_missing) on_missing({std::move(name), std::move(metric), std::move(reason)});
}

std::span<const Benchmark> benchmarks() { return kBenchmarks; }

std::vector<Benchmark> choose_benchmarks(std::span<const std::string> suites) {
  std::array<bool, kBenchmarks.size()> chosen{};
  for (const std::string& suite : suites) {
    bool any = false;
    for (std::size_t i = 0; i < kBenchmarks.size(); ++i) {
      const std::string_view name = kBenchmarks[i].name;
      const bool wanted = suite == "full" || (suite == "quick" && kBenchmarks[i].quick) || name == suite ||
                          (name.size() > suite.size() && name.starts_with(suite) && name[suite.size()] == '.');
      chosen[i] = chosen[i] || wanted;
      any = any || wanted;
    }
    if (!any) throw Error(ErrorKind::kUsage, fmt::format("{}: no suite and no benchmark; cg-bench run --list names them", suite));
  }
  std::vector<Benchmark> list;
  for (std::size_t i = 0; i < kBenchmarks.size(); ++i) {
    if (chosen[i]) list.push_back(kBenchmarks[i]);
  }
  return list;
}

Result size_result(std::string name, std::string metric, std::string before_what, double before, std::string after_what, double after) {
  Result result;
  result.name = std::move(name);
  result.metric = std::move(metric);
  result.unit = Unit::kBytes;
  if (before > 0) result.before = Side{std::move(before_what), {before}, {}};
  result.after = {std::move(after_what), {after}, {}};
  return result;
}

}  // namespace cg::bench
