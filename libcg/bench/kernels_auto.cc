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

void decode_deltas(const char* bytes, std::size_t count, std::uint32_t* out) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t delta = 0;
    unsigned shift = 0;
    unsigned char byte = 0;
    do {
      byte = static_cast<unsigned char>(*bytes++);
      delta |= (byte & 0x7fU) << shift;
      shift += 7;
    } while (byte >= 0x80U);
    sum += delta;
    out[i] = sum;
  }
}

std::size_t intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out) {
  std::size_t i = 0, j = 0, found = 0;
  while (i < a_count && j < b_count) {
    if (a[i] == b[j]) out[found++] = a[i];
    const bool on = a[i] <= b[j];
    j += b[j] <= a[i] ? 1U : 0U;
    i += on ? 1U : 0U;
  }
  return found;
}

std::uint64_t stream(const std::uint64_t* words, std::size_t count) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += words[i];
  return sum;
}

}  // namespace cg::bench::automatic
