#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "libcg/embed/bit_codes.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/slab_pool.h"
#include "libcg/embed/wide_block.h"

namespace cg::embed {

/// Whether passing over codes is quicker than over bytes alone, for so many rows of that dimension and questions at a time.
[[nodiscard]] bool codes_pay(std::size_t rows, std::size_t dim, std::size_t questions);

/// Rows of vectors made ready for quick questions: bytes with a scale for each row, and from some ten thousand rows on
/// 1-bit codes before them. A question passes over the codes (or, in a small set, over the bytes), compares what is left by
/// bytes, and the best of that by the rows themselves, so that scores are those of the exact search, and only a neighbour
/// may be missed. Many questions at a time go over the bytes alone up to larger sets (codes_pay). The same answer on every SIMD target and
/// with any number of threads.
class KnnIndex {
 public:
  /// The rows must outlive it: the last comparison reads them. Error{kFormat} naming a row that is none.
  KnnIndex(const VectorRows& rows, Metric metric, int threads);

  /// For each query the best k rows, the best first.
  [[nodiscard]] std::vector<std::vector<simd::Scored>> search(const QueryBlock& queries, std::size_t k, int threads) const;

  /// Whether search() will pass over codes for so many questions at a time: as knob knn_code has it, and where it pays.
  [[nodiscard]] bool goes_by_codes(std::size_t questions) const;
  /// What it holds in memory, beside the rows themselves.
  [[nodiscard]] std::size_t bytes() const noexcept;
  /// How often the buffers of a question were there from one before.
  [[nodiscard]] SlabPool::Counts buffers() const { return pool_.counts(); }

 private:
  struct Scratch;
  void find_centre();
  void fill(int threads);
  void search_codes(const QueryBlock& queries, std::size_t first, std::size_t count, std::size_t k, Scratch& scratch,
                    std::vector<std::vector<simd::Scored>>& found) const;
  void search_bytes(const QueryBlock& queries, std::size_t first, std::size_t count, std::size_t k, Scratch& scratch,
                    std::vector<std::vector<simd::Scored>>& found) const;
  /// The best k of some candidates, by the rows themselves.
  [[nodiscard]] std::vector<simd::Scored> by_rows(const QueryBlock& queries, std::size_t query, std::vector<simd::Scored> candidates,
                                                  std::size_t k, Scratch& scratch) const;

  const VectorRows& rows_;
  Metric metric_;
  std::size_t padded_;               ///< bytes a row takes
  WideBlock<std::int8_t> bytes_;
  WideBlock<float> byte_weights_;  ///< the scale of each row's bytes (of the row at length 1, for kCosine)
  WideBlock<float> byte_offsets_;  ///< for kL2: added to products, they order rows as scores do
  std::vector<float> centre_;        ///< empty: the origin
  std::unique_ptr<BitCodes> codes_;  ///< null in a small set
  mutable SlabPool pool_;            ///< buffers of questions
  float error_ = 0;                  ///< of estimates: no row's standard error exceeds this times the query's length
};

}  // namespace cg::embed
