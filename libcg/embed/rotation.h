#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cg::embed {

/// A fixed rotation of space that looks random: it spreads what a vector has in a few coordinates evenly over all of them,
/// so that one bit for each of them says about the same. Lengths and angles stay.
///
/// Rounds of random signs and a Walsh-Hadamard transform (Ailon, Chazelle: The Fast Johnson-Lindenstrauss Transform, 2009):
/// n log n steps, where a full random matrix needs n * n. Where the dimension is no power of two, the transform takes the
/// longest power of two from the front and from the back by turns.
class Rotation {
 public:
  /// For vectors of up to `dim` numbers; they are rotated in size() dimensions, the next multiple of 64.
  explicit Rotation(std::size_t dim);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// In place, over size() numbers.
  void apply(std::span<float> vector) const;

 private:
  std::size_t size_;
  std::size_t power_;                       ///< the longest power of two within
  std::vector<std::vector<float>> rounds_;  ///< signs, times what keeps the length where the transform will pass
};

}  // namespace cg::embed
