#include "libcg/bench/kernels_auto.h"

#include <bit>

namespace cg::bench::automatic {

void dot_f32(const float* query, const float* rows, std::size_t row_count, std::size_t dim, float* out) {
  for (std::size_t r = 0; r < row_count; ++r) {
    float sum = 0;
    for (std::size_t i = 0; i < dim; ++i) sum += query[i] * rows[r * dim + i];
    out[r] = sum;
  }
}

void dot_i8(const std::int8_t* query, const std::int8_t* rows, std::size_t row_count, std::size_t dim, std::int32_t* out) {
  for (std::size_t r = 0; r < row_count; ++r) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < dim; ++i) sum += std::int32_t{query[i]} * rows[r * dim + i];
    out[r] = sum;
  }
}

void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out) {
  for (std::size_t r = 0; r < row_count; ++r) {
    std::uint32_t sum = 0;
    for (std::size_t w = 0; w < words; ++w) sum += static_cast<std::uint32_t>(std::popcount(query[w] ^ rows[r * words + w]));
    out[r] = sum;
  }
}

std::uint64_t stream(const std::uint64_t* words, std::size_t count) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += words[i];
  return sum;
}

}  // namespace cg::bench::automatic
