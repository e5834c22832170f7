#pragma once
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/embed/encode.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/npy_header.h"
#include "libcg/embed/vector_file.h"

// What beside_faiss and beside_hnswlib search: [ROWS] [DIM] [clusters|random], rows of length 1, and sixteen more of the same kind
// to ask for. Sums of four uniform numbers are near enough to normal ones, and the same everywhere.

namespace cg {

class MadeRows {
 public:
  static constexpr std::size_t kQueries = 16;

  MadeRows(int argc, char** argv)
      : count_(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1000000), dim_(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 256),
        clusters_(argc <= 3 || std::string_view(argv[3]) == "clusters"), centres_(1000 * dim_) {
    for (float& x : centres_) x = clusters_ ? number() : 0;
    base_ = make(count_);
    asked_ = make(kQueries);
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t dim() const { return dim_; }
  [[nodiscard]] const char* kind() const { return clusters_ ? "1000 clusters" : "random"; }
  [[nodiscard]] embed::VectorRows rows() const { return embed::VectorRows::parse(base_, embed::VectorFormat::kNpy, "base"); }
  [[nodiscard]] const float* numbers() const { return reinterpret_cast<const float*>(base_.data() + base_.size() - count_ * dim_ * sizeof(float)); }
  [[nodiscard]] embed::QueryBlock queries() const {
    return embed::read_queries(embed::VectorRows::parse(asked_, embed::VectorFormat::kNpy, "asked"), embed::Metric::kDot);
  }
  /// One of them, as a block of its own.
  [[nodiscard]] static embed::QueryBlock one_of(const embed::QueryBlock& queries, std::size_t q) {
    return {1, queries.dim, {queries.row(q).begin(), queries.row(q).end()}, {1.0F}};
  }

 private:
  float number() {
    float sum = 0;
    for (int i = 0; i < 4; ++i) sum += static_cast<float>(random_()) / 2147483647.0F - 0.5F;
    return sum;
  }
  std::string make(std::size_t rows) {
    std::string bytes = embed::npy_header("<f4", rows, dim_);
    std::vector<float> row(dim_);
    for (std::size_t r = 0; r < rows; ++r) {
      const float* centre = centres_.data() + random_() % 1000 * dim_;
      for (std::size_t i = 0; i < dim_; ++i) row[i] = centre[i] + number();
      embed::normalise(row);
      bytes.append(reinterpret_cast<const char*>(row.data()), dim_ * sizeof(float));
    }
    return bytes;
  }

  std::size_t count_, dim_;
  bool clusters_;
  std::minstd_rand random_{7};
  std::vector<float> centres_;
  std::string base_, asked_;
};

}  // namespace cg
