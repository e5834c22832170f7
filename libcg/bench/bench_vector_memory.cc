// What vectors cost in an index, and what is lost by keeping them as bytes; and the pool of buffers that questions use.

#include <fmt/format.h>

#include <array>
#include <new>

#include "libcg/bench/benchmark.h"
#include "libcg/bench/vector_sample.h"
#include "libcg/embed/quantise.h"
#include "libcg/embed/slab_pool.h"
#include "libcg/search/search_index.h"
#include "libcg/simd/dot_i8.h"

namespace cg::bench {
namespace {

/// The best k by bytes and scales alone, which is all that an index has of its vectors.
std::vector<std::vector<simd::Scored>> by_bytes(const embed::VectorRows& set, const embed::QueryBlock& queries, std::size_t k) {
  const std::size_t dim = set.dim(), padded = (dim + simd::kByteDimStep - 1) / simd::kByteDimStep * simd::kByteDimStep;
  std::vector<std::int8_t> rows(set.count() * padded), query(padded);
  std::vector<float> scales(set.count()), row(dim);
  for (std::size_t i = 0; i < set.count(); ++i) {
    set.read(i, row, false);
    scales[i] = embed::quantise(row, std::span(rows).subspan(i * padded, padded));
  }
  std::vector<std::int32_t> products(set.count());
  std::vector<std::vector<simd::Scored>> out;
  for (std::size_t q = 0; q < queries.count; ++q) {
    static_cast<void>(embed::quantise(queries.row(q), query));
    simd::dot_i8(query.data(), 1, rows.data(), set.count(), padded, products.data());
    simd::TopK best(k);
    for (std::size_t i = 0; i < set.count(); ++i) best.offer(static_cast<float>(products[i]) * scales[i], static_cast<std::uint32_t>(i));
    out.push_back(best.take());
  }
  return out;
}

}  // namespace

void bench_vector_memory(Bench& bench) {
  constexpr std::size_t kNeighbours = 10;
  search::SearchIndex search(bench.reader());
  std::uint64_t chunks = 0, bytes = 0;
  const embed::Model model = embed::Model::open(embed::Model::find());
  if (!search.value(search::kVectorModelKey)) {
    return bench.missing("vectors.memory", "embedding_memory", "the index has no vectors; run cg-index where the model is installed");
  }
  for (const search::SearchIndex::Block& block : search.blocks()) {
    if (block.chunks == 0) continue;
    chunks += block.chunks;
    bytes += search.column(search::block_key(search::kVectorsColumn, block.first_file), block.chunks, model.dim()).size();
    bytes += search.column(search::block_key(search::kScalesColumn, block.first_file), block.chunks, sizeof(float)).size();
  }
  Result result = size_result("vectors.memory", "embedding_memory", "float32, by chunk", static_cast<double>(chunks * model.dim() * sizeof(float)),
                              "bytes and a scale, in the index", static_cast<double>(bytes));
  result.facts = {{"vectors", static_cast<double>(chunks)}, {"dim", static_cast<double>(model.dim())}, {"bytes_a_vector", static_cast<double>(bytes) / static_cast<double>(chunks)}};
  const VectorSample sample(bench, model, 5000);
  if (!sample.empty()) {
    const auto exact = embed::exact_neighbours(sample.rows(), sample.queries(), embed::Metric::kCosine, kNeighbours, 1);
    const double recall = recall_of(by_bytes(sample.rows(), sample.queries(), kNeighbours), exact);
    result.facts["recall"] = recall;
    result.note = fmt::format("by bytes alone {:.1f}% of the {} nearest in float32 are found, of {} chunks of the tree", 100 * recall, kNeighbours, sample.rows().count());
  }
  bench.add(std::move(result));
}

void bench_pool(Bench& bench) {
  // What one question takes: estimates and numbers of the rows that passed, of some ten thousand rows, and small change.
  static constexpr std::array<std::size_t, 4> kBytes{200'000, 50'000, 4'096, 1'000};
  constexpr std::size_t kQuestions = 50, kPage = 4096;
  const auto touch = [](void* data, std::size_t size) {
    for (std::size_t at = 0; at < size; at += kPage) static_cast<volatile char*>(data)[at] = 1;
  };
  const Way plain = [&] {
    for (std::size_t i = 0; i < kQuestions; ++i) {
      std::array<void*, kBytes.size()> held{};
      for (std::size_t b = 0; b < kBytes.size(); ++b) {
        held[b] = ::operator new(kBytes[b], std::align_val_t{64});
        touch(held[b], kBytes[b]);
      }
      for (void* data : held) ::operator delete(data, std::align_val_t{64});
    }
    return std::uint64_t{kQuestions};
  };
  embed::SlabPool pool;
  const Way pooled = [&] {
    for (std::size_t i = 0; i < kQuestions; ++i) {
      std::array<embed::SlabPool::Slab, kBytes.size()> held;
      for (std::size_t b = 0; b < kBytes.size(); ++b) {
        held[b] = pool.acquire(kBytes[b]);
        touch(held[b].data(), kBytes[b]);
      }
    }
    return std::uint64_t{kQuestions};
  };
  Result result = bench.time({"pool", "", "aligned new and delete, a question", plain, "the pool, a question", pooled, kQuestions}, bench.plan(0.25));
  const embed::SlabPool::Counts counts = pool.counts();
  result.facts = {{"reused_share", static_cast<double>(counts.reused) / static_cast<double>(counts.acquired)}, {"held_bytes", static_cast<double>(counts.held_bytes)}};
  bench.add(std::move(result));
}

}  // namespace cg::bench
