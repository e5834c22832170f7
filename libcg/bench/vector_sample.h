#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libcg/bench/benchmark.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/model.h"

namespace cg::bench {

/// A body of the indexed tree, as the model gets it.
struct CodeChunk {
  std::string text, path, name;
};

/// Bodies as the tree has them, from files spread over the index; none if the tree is gone.
[[nodiscard]] std::vector<CodeChunk> read_code_chunks(Bench& bench, std::size_t most);
/// Their vectors, row behind row; returns a digest of them.
std::uint64_t encode_chunks(embed::Encoder& encoder, std::span<const CodeChunk> chunks, std::size_t dim, std::vector<float>& out);
/// Says that there is no code where the tree was.
[[nodiscard]] std::string no_code(const Bench& bench);

/// Vectors of chunks of the tree, and of what its names and comments ask.
class VectorSample {
 public:
  VectorSample(Bench& bench, const embed::Model& model, std::size_t most);
  VectorSample(const VectorSample&) = delete;  // the rows look into the bytes
  VectorSample& operator=(const VectorSample&) = delete;

  [[nodiscard]] bool empty() const noexcept { return rows_.count() == 0 || queries_.count == 0; }
  [[nodiscard]] const embed::VectorRows& rows() const noexcept { return rows_; }
  [[nodiscard]] const embed::QueryBlock& queries() const noexcept { return queries_; }
  /// `count` queries from the `first` on, round and round.
  [[nodiscard]] embed::QueryBlock part(std::size_t first, std::size_t count) const;

 private:
  std::string row_bytes_;
  embed::VectorRows rows_;
  embed::QueryBlock queries_;
};

/// The share of the exact neighbours that were found.
[[nodiscard]] double recall_of(const std::vector<std::vector<simd::Scored>>& found, const std::vector<std::vector<simd::Scored>>& exact);

}  // namespace cg::bench
