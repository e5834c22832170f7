#pragma once
#include <optional>
#include <string>
#include <vector>

#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "libcg/embed/vector_file.h"
#include "libcg/simd/top_k.h"
#include "libcg/tune/operation.h"

namespace cg::tune {

/// The nearest rows of made vectors, as cg-embed-search --vectors finds them for one question after the other: one-bit codes, then bytes. It is an approximation, so
/// what must not change is not the answers but their recall: settings are good that find kRecallFloor of the exact neighbours, or as
/// many as the shipped ones do where those find fewer.
class VectorOperation final : public Operation {
 public:
  static constexpr double kRecallFloor = 0.99;

  VectorOperation();
  [[nodiscard]] std::string_view name() const noexcept override { return "vectors"; }
  Sample run(const Knobs& settings) override;
  [[nodiscard]] double recall_floor() const noexcept { return floor_; }

 private:
  [[nodiscard]] std::vector<std::vector<simd::Scored>> found() const;
  [[nodiscard]] double recall(const std::vector<std::vector<simd::Scored>>& found) const;

  std::string base_, asked_;
  std::optional<embed::VectorRows> rows_;
  std::vector<embed::QueryBlock> queries_;  ///< of one each: many at a time go by bytes alone (embed::codes_pay)
  std::vector<std::vector<simd::Scored>> exact_;
  std::optional<embed::KnnIndex> index_;
  double floor_ = 0;
};

}  // namespace cg::tune
