#include "libcg/bench/vector_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"

namespace cg::bench {
namespace {

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

}  // namespace

std::vector<CodeChunk> read_code_chunks(Bench& bench, std::size_t most) {
  constexpr std::size_t kMostBytes = 2000;  // about what a model for code looks at
  graph::IndexReader& reader = bench.reader();
  const std::uint32_t count = reader.file_count();
  const std::uint32_t stride = std::max(count / 1000U, 1U);
  std::vector<CodeChunk> chunks;
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

std::uint64_t encode_chunks(embed::Encoder& encoder, std::span<const CodeChunk> chunks, std::size_t dim, std::vector<float>& out) {
  out.resize(chunks.size() * dim);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const std::string_view name = chunks[i].name;
    static_cast<void>(encoder.chunk({chunks[i].text, chunks[i].path, std::span(&name, 1)}, std::span(out).subspan(i * dim, dim)));
  }
  return hash64({reinterpret_cast<const char*>(out.data()), out.size() * sizeof(float)});
}

std::string no_code(const Bench& bench) { return fmt::format("{}: there is no code to make vectors of where the tree was indexed", bench.settings().tree.string()); }

VectorSample::VectorSample(Bench& bench, const embed::Model& model, std::size_t most) {
  const auto chunks = read_code_chunks(bench, most);
  const auto& questions = bench.workload().questions;
  if (chunks.empty() || questions.empty()) return;
  embed::Encoder encoder(model);
  std::vector<float> rows, asked(questions.size() * model.dim());
  static_cast<void>(encode_chunks(encoder, chunks, model.dim(), rows));
  for (std::size_t i = 0; i < questions.size(); ++i) static_cast<void>(encoder.query(questions[i], std::span(asked).subspan(i * model.dim(), model.dim())));
  row_bytes_ = as_fvecs(rows, model.dim());
  const std::string query_bytes = as_fvecs(asked, model.dim());
  rows_ = embed::VectorRows::parse(row_bytes_, embed::VectorFormat::kFvecs, "chunks");
  queries_ = embed::read_queries(embed::VectorRows::parse(query_bytes, embed::VectorFormat::kFvecs, "questions"), embed::Metric::kCosine);
}

embed::QueryBlock VectorSample::part(std::size_t first, std::size_t count) const {
  embed::QueryBlock block{count, queries_.dim, {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t q = (first + i) % queries_.count;
    const auto row = queries_.row(q);
    block.numbers.insert(block.numbers.end(), row.begin(), row.end());
    block.squares.push_back(queries_.squares[q]);
  }
  return block;
}

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

}  // namespace cg::bench
