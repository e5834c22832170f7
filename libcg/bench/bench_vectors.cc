// Making vectors of code, and searching them: chunks are the bodies of functions and classes of the indexed tree, questions
// are what its names and comments say.

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/clock.h"
#include "libcg/base/parallel.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/vector_sample.h"
#include "libcg/embed/knn_index.h"
#include "libcg/simd/target.h"

namespace cg::bench {

void bench_embed(Bench& bench) {
  const embed::Model model = embed::Model::open(embed::Model::find());
  const auto chunks = read_code_chunks(bench, 400);
  if (chunks.empty()) return bench.missing("embed", "embeddings_generated", no_code(bench));
  embed::Encoder encoder(model);
  std::vector<float> out;
  const simd::Target best = simd::active_target();
  const auto encode_with = [&](simd::Target target) {
    return [&, target] {
      simd::use_target(target);
      const std::uint64_t digest = encode_chunks(encoder, chunks, model.dim(), out);
      simd::use_target(best);
      return digest;
    };
  };
  Result result = bench.time({"embed", "embeddings_generated", "the same model with scalar kernels, a chunk", encode_with(simd::Target::kScalar),
                              fmt::format("{} kernels, one thread, a chunk", simd::name_of(best)), encode_with(best), chunks.size()}, bench.plan());
  double bytes = 0;
  for (const CodeChunk& chunk : chunks) bytes += static_cast<double>(chunk.text.size());
  result.facts = {{"chunks_per_second", 1e9 / median(result.after.samples)},
                  {"mean_chunk_bytes", bytes / static_cast<double>(chunks.size())},
                  {"dim", static_cast<double>(model.dim())},
                  {"chunks", static_cast<double>(chunks.size())}};
  result.note = fmt::format("model {}; a bag of tokens, so a chunk costs what its tokens cost", model.name());
  bench.add(std::move(result));
}

namespace {

/// The same best ones whatever the number of threads: each keeps its own, and they are merged.
void add_threads(Bench& bench, const VectorSample& sample, const embed::KnnIndex& index) {
  constexpr std::size_t kNeighbours = 10, kQueries = 64;
  const int threads = thread_count();
  if (threads < 2) return bench.missing("search.vector.threads", "", "this machine has one processor");
  const embed::QueryBlock block = sample.part(0, kQueries);
  const auto searching = [&](int count) -> Way {
    return [&block, &index, count] {
      std::uint64_t digest = 0;
      for (const auto& neighbours : index.search(block, kNeighbours, count)) {
        for (const simd::Scored& one : neighbours) digest = digest * 31 + one.id;
      }
      return digest;
    };
  };
  Result result = bench.time({"search.vector.threads", "", "one thread, 64 queries at a time, a query", searching(1),
                              fmt::format("{} threads, 64 queries at a time, a query", threads), searching(threads), kQueries}, bench.plan(0.5));
  result.facts = {{"threads", static_cast<double>(threads)}};
  bench.add(std::move(result));
}

}  // namespace

void bench_vector_search(Bench& bench) {
  constexpr std::size_t kNeighbours = 10;
  const embed::Model model = embed::Model::open(embed::Model::find());
  const VectorSample sample(bench, model, bench.settings().full ? 100'000 : 20'000);
  if (sample.empty()) return bench.missing("search.vector", "vector_search_latency", no_code(bench));
  const embed::VectorRows& set = sample.rows();
  const embed::QueryBlock& queries = sample.queries();
  const embed::KnnIndex index(set, embed::Metric::kCosine, 1);
  const double recall = recall_of(index.search(queries, kNeighbours, 1), embed::exact_neighbours(set, queries, embed::Metric::kCosine, kNeighbours, 1));

  const simd::Target best = simd::active_target();
  for (const std::size_t batch : {std::size_t{1}, std::size_t{8}, std::size_t{64}}) {
    const embed::QueryBlock block = sample.part(0, batch);
    const Way plain = [&] {
      simd::use_target(simd::Target::kScalar);
      static_cast<void>(embed::exact_neighbours(set, block, embed::Metric::kCosine, kNeighbours, 1));
      simd::use_target(best);
      return std::uint64_t{1};  // recall below 1 is allowed, and stated: there is no digest to compare
    };
    const Way ours = [&] {
      static_cast<void>(index.search(block, kNeighbours, 1));
      return std::uint64_t{1};
    };
    Result result = bench.time({batch == 1 ? std::string("search.vector") : fmt::format("search.vector.{}", batch), batch == 1 ? "vector_search_latency" : "",
                                "every row in float32, scalar loops, one thread, a query", plain,
                                fmt::format("codes, then bytes, then float32, one thread, {} queries at a time, a query", batch), ours, batch}, bench.plan(0.5));
    if (batch == 1) {
      std::vector<double> calls;
      for (std::size_t q = 0; q < queries.count; ++q) {
        const embed::QueryBlock one = sample.part(q, 1);
        const std::int64_t begin = monotonic_ns();
        static_cast<void>(index.search(one, kNeighbours, 1));
        calls.push_back(static_cast<double>(std::max<std::int64_t>(monotonic_ns() - begin, 1)));
      }
      result.after.tail = tail_of(calls);
    }
    result.facts = {{"n", static_cast<double>(set.count())}, {"dim", static_cast<double>(set.dim())}, {"k", kNeighbours}, {"recall", recall},
                    {"index_bytes_a_vector", static_cast<double>(index.bytes()) / static_cast<double>(set.count())}};
    const embed::SlabPool::Counts buffers = index.buffers();
    result.facts["buffers_reused_share"] = buffers.acquired == 0 ? 0 : static_cast<double>(buffers.reused) / static_cast<double>(buffers.acquired);
    bench.add(std::move(result));
  }
  add_threads(bench, sample, index);
}

}  // namespace cg::bench
