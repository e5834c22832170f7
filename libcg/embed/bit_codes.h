#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "libcg/embed/rotation.h"
#include "libcg/embed/wide_block.h"

namespace cg::embed {

/// Vectors as one bit a dimension, and estimates of inner products with them: RaBitQ (Gao, Long: RaBitQ: Quantizing
/// High-Dimensional Vectors with a Theoretical Error Bound for Approximate Nearest Neighbor Search, SIGMOD 2024), with one
/// centre for all vectors and a query of 4 bits.
///
/// A vector v less the centre c is rotated, and its signs s are kept with one number, |v-c|^2 / sum|rotated|: times s.q it
/// is an estimate of (v-c).q without bias, whose error is about .75 |v-c| |q| / sqrt(dim). The query is rotated, too, and
/// rounded to the odd numbers from -15 to 15 times a step, so that s.q comes from counting the bits in which s and each of
/// four bit planes of the query differ, with no term for the row.
class BitCodes {
 public:
  /// For `count` rows of `dim` numbers, about this centre (empty: the origin).
  BitCodes(std::size_t count, std::size_t dim, std::span<const float> centre, bool with_offsets);

  /// Puts row `row` in. `offset` is added to its estimates (only if offsets were asked for). Rows may be put in by
  /// several threads, each with scratch memory of its own. Returns the row's share of the standard error of an estimate:
  /// times |q| it is that.
  float put(std::size_t row, std::span<const float> vector, float offset, std::vector<float>& scratch);

  /// A question, ready to be compared.
  struct Query {
    std::vector<std::uint64_t> planes;
    float step = 0;    ///< estimate = weight * step * s.q + offset
    float length = 0;  ///< |q|
  };
  /// q is to be less the centre already, where there is one.
  [[nodiscard]] Query prepare(std::span<const float> query) const;

  /// Estimates for the rows first .. first + count - 1, where `first` is a multiple of 8. `sums` is scratch for count
  /// rounded up to a multiple of 8.
  void estimate(const Query& query, std::size_t first, std::size_t count, std::span<std::uint32_t> sums, float* out) const;

  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return codes_.size() * 8 + weights_.size() * 4 + offsets_.size() * 4; }
  [[nodiscard]] std::span<const float> centre() const noexcept { return centre_; }

 private:
  Rotation rotation_;
  std::size_t count_;
  std::size_t words_;
  std::vector<float> centre_;
  WideBlock<std::uint64_t> codes_;  ///< in the blocks of simd::bit_dot
  WideBlock<float> weights_;
  WideBlock<float> offsets_;  ///< or none
};

}  // namespace cg::embed
