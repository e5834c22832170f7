// Making vectors of code, and searching them: chunks are the bodies of functions and classes of the indexed tree, questions
// are what its names and comments say.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "libcg/base/clock.h"
#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"
#include "libcg/bench/benchmark.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/knn_index.h"
#include "libcg/embed/model.h"
#include "libcg/simd/target.h"

namespace cg::bench {
namespace {

struct Chunk {
  std::string text, path, name;
};

/// Bodies as the tree has them, from files spread over the index.
std::vector<Chunk> read_chunks(Bench& bench, std::size_t most) {
  constexpr std::size_t kMostBytes = 2000;  // about what a model for code looks at
  graph::IndexReader& reader = bench.reader();
  const std::uint32_t count = reader.file_count();
  const std::uint32_t stride = std::max(count / 1000U, 1U);
  std::vector<Chunk> chunks;
  std::string text;
  for (FileId file = 0; file < count && chunks.size() < most; file += stride) {
    const graph::FileRow row = reader.file(file);
    if (read_file((bench.settings().tree / row.path).string(), {}, text) != ReadStatus::kOk) continue;
    for (std::uint32_t ordinal = 1; ordinal < row.symbols && chunks.size() < most; ++ordinal) {
      const graph::SymbolRow& symbol = reader.symbol({file, ordinal});
      if (symbol.end_line < symbol.start_line + 2 || symbol.end_byte > text.size() || symbol.start_byte >= symbol.end_byte) continue;
      chunks.push_back({text.substr(symbol.start_byte, std::min<std::size_t>(symbol.end_byte - symbol.start_byte, kMostBytes)), row.path, symbol.name});
    }
  }
  return chunks;
}

std::uint64_t encode_all(embed::Encoder& encoder, std::span<const Chunk> chunks, std::size_t dim, std::vector<float>& out) {
  out.resize(chunks.size() * dim);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const std::string_view name = chunks[i].name;
    static_cast<void>(encoder.chunk({chunks[i].text, chunks[i].path, std::span(&name, 1)}, std::span(out).subspan(i * dim, dim)));
  }
  return hash64({reinterpret_cast<const char*>(out.data()), out.size() * sizeof(float)});
}

/// Rows as a file of fvecs, which is what VectorRows reads; rows without a direction are left out.
std::string as_fvecs(std::span<const float> numbers, std::size_t dim) {
  std::string bytes;
  const auto header = static_cast<std::int32_t>(dim);
  for (std::size_t at = 0; at + dim <= numbers.size(); at += dim) {
    const auto row = numbers.subspan(at, dim);
    if (std::all_of(row.begin(), row.end(), [](float x) { return x == 0; })) continue;
    bytes.append(reinterpret_cast<const char*>(&header), sizeof header);
    bytes.append(reinterpret_cast<const char*>(row.data()), row.size_bytes());
  }
  return bytes;
}

std::string tree_missing(Bench& bench) { return fmt::format("{}: there is no code to make vectors of where the tree was indexed", bench.settings().tree.string()); }

double recall_of(const std::vector<std::vector<simd::Scored>>& found, const std::vector<std::vector<simd::Scored>>& exact) {
  double hits = 0, all = 0;
  for (std::size_t q = 0; q < exact.size(); ++q) {
    std::set<std::uint32_t> ids;
    for (const simd::Scored& one : exact[q]) ids.insert(one.id);
    for (const simd::Scored& one : found[q]) hits += ids.contains(one.id) ? 1 : 0;
    all += static_cast<double>(exact[q].size());
  }
  return all > 0 ? hits / all : 0;
}

embed::QueryBlock part(const embed::QueryBlock& queries, std::size_t first, std::size_t count) {
  embed::QueryBlock block{count, queries.dim, {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t q = (first + i) % queries.count;
    const auto row = queries.row(q);
    block.numbers.insert(block.numbers.end(), row.begin(), row.end());
    block.squares.push_back(queries.squares[q]);
  }
  return block;
}

}  // namespace

void bench_embed(Bench& bench) {
  const embed::Model model = embed::Model::open(embed::Model::find());
  const auto chunks = read_chunks(bench, 400);
  if (chunks.empty()) return bench.missing("embed", "embeddings_generated", tree_missing(bench));
  embed::Encoder encoder(model);
  std::vector<float> out;
  const simd::Target best = simd::active_target();
  const auto encode_with = [&](simd::Target target) {
    return [&, target] {
      simd::use_target(target);
      const std::uint64_t digest = encode_all(encoder, chunks, model.dim(), out);
      simd::use_target(best);
      return digest;
    };
  };
  Result result = bench.time({"embed", "embeddings_generated", "the same model with scalar kernels, a chunk", encode_with(simd::Target::kScalar),
                              fmt::format("{} kernels, one thread, a chunk", simd::name_of(best)), encode_with(best), chunks.size()}, bench.plan());
  double bytes = 0;
  for (const Chunk& chunk : chunks) bytes += static_cast<double>(chunk.text.size());
  result.facts = {{"chunks_per_second", 1e9 / median(result.after.samples)},
                  {"mean_chunk_bytes", bytes / static_cast<double>(chunks.size())},
                  {"dim", static_cast<double>(model.dim())},
                  {"chunks", static_cast<double>(chunks.size())}};
  result.note = fmt::format("model {}; a bag of tokens, so a chunk costs what its tokens cost", model.name());
  bench.add(std::move(result));
}

void bench_vector_search(Bench& bench) {
  constexpr std::size_t kNeighbours = 10;
  const embed::Model model = embed::Model::open(embed::Model::find());
  const auto chunks = read_chunks(bench, bench.settings().full ? 100'000 : 20'000);
  const auto& questions = bench.workload().questions;
  if (chunks.empty() || questions.empty()) return bench.missing("search.vector", "vector_search_latency", tree_missing(bench));
  embed::Encoder encoder(model);
  std::vector<float> rows, asked(questions.size() * model.dim());
  static_cast<void>(encode_all(encoder, chunks, model.dim(), rows));
  for (std::size_t i = 0; i < questions.size(); ++i) static_cast<void>(encoder.query(questions[i], std::span(asked).subspan(i * model.dim(), model.dim())));
  const std::string row_bytes = as_fvecs(rows, model.dim()), query_bytes = as_fvecs(asked, model.dim());
  const auto set = embed::VectorRows::parse(row_bytes, embed::VectorFormat::kFvecs, "chunks");
  const auto queries = embed::read_queries(embed::VectorRows::parse(query_bytes, embed::VectorFormat::kFvecs, "questions"), embed::Metric::kCosine);
  const embed::KnnIndex index(set, embed::Metric::kCosine, 1);
  const double recall = recall_of(index.search(queries, kNeighbours, 1), embed::exact_neighbours(set, queries, embed::Metric::kCosine, kNeighbours, 1));

  const simd::Target best = simd::active_target();
  for (const std::size_t batch : {std::size_t{1}, std::size_t{8}, std::size_t{64}}) {
    const embed::QueryBlock block = part(queries, 0, batch);
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
        const embed::QueryBlock one = part(queries, q, 1);
        const std::int64_t begin = monotonic_ns();
        static_cast<void>(index.search(one, kNeighbours, 1));
        calls.push_back(static_cast<double>(std::max<std::int64_t>(monotonic_ns() - begin, 1)));
      }
      result.after.tail = tail_of(calls);
    }
    result.facts = {{"n", static_cast<double>(set.count())}, {"dim", static_cast<double>(set.dim())}, {"k", kNeighbours}, {"recall", recall},
                    {"index_bytes_a_vector", static_cast<double>(index.bytes()) / static_cast<double>(set.count())}};
    bench.add(std::move(result));
  }
}

}  // namespace cg::bench
