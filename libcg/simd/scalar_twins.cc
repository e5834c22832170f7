#include "libcg/simd/scalar_twins.h"

#include <bit>

namespace cg::simd::scalar {

// Sixteen partial sums, element i going to sum i mod 16, then folded in halves: floating-point addition is not
// associative, and this is the one order that all vector widths from 4 to 16 can keep.
void dot_f32(const float* queries, std::size_t query_count, const float* rows, std::size_t row_count, std::size_t dim, float* out) {
  for (std::size_t q = 0; q < query_count; ++q) {
    for (std::size_t r = 0; r < row_count; ++r) {
      const float* a = queries + q * dim;
      const float* b = rows + r * dim;
      float sums[16] = {};
      for (std::size_t i = 0; i < dim; ++i) sums[i % 16] += a[i] * b[i];
      for (std::size_t half = 8; half > 0; half /= 2) {
        for (std::size_t i = 0; i < half; ++i) sums[i] += sums[i + half];
      }
      out[q * row_count + r] = sums[0];
    }
  }
}

void weighted_sum_i8(const std::int8_t* table, std::size_t dim, const std::uint32_t* ids, const float* weights, std::size_t count,
                     float* out) {
  for (std::size_t i = 0; i < dim; ++i) {
    float sum = 0;
    for (std::size_t n = 0; n < count; ++n) sum += weights[n] * static_cast<float>(table[std::size_t{ids[n]} * dim + i]);
    out[i] = sum;
  }
}

void dot_i8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
            std::int32_t* out) {
  for (std::size_t q = 0; q < query_count; ++q) {
    for (std::size_t r = 0; r < row_count; ++r) {
      std::int32_t sum = 0;
      for (std::size_t i = 0; i < dim; ++i) sum += std::int32_t{queries[q * dim + i]} * std::int32_t{rows[r * dim + i]};
      out[q * row_count + r] = sum;
    }
  }
}

void dot_i8_at(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
               std::int32_t* out) {
  for (std::size_t n = 0; n < count; ++n) dot_i8(query, 1, rows + ids[n] * dim, 1, dim, out + n);
}

void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out) {
  for (std::size_t r = 0; r < row_count; ++r) {
    int differ = 0;
    for (std::size_t w = 0; w < words; ++w) differ += std::popcount(query[w] ^ rows[r * words + w]);
    out[r] = static_cast<std::uint32_t>(differ);
  }
}

void bit_dot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out) {
  for (std::size_t b = 0; b < blocks; ++b) {
    for (std::size_t r = 0; r < 8; ++r) {
      int sum = 0;
      for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t code = codes[(b * words + w) * 8 + r];
        for (std::size_t p = 0; p < 4; ++p) sum += std::popcount(code ^ planes[w * 4 + p]) << p;
      }
      out[b * 8 + r] = static_cast<std::uint32_t>(sum);
    }
  }
}

void weigh(const std::uint32_t* sums, const float* weights, const float* offsets, std::size_t count, float base, float slope, float* out) {
  for (std::size_t r = 0; r < count; ++r) {
    const float product = (base + slope * static_cast<float>(static_cast<std::int32_t>(sums[r]))) * weights[r];
    out[r] = offsets == nullptr ? product : product + offsets[r];
  }
}

std::size_t select_at_least(const float* scores, std::size_t count, float threshold, std::uint32_t first, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (scores[i] >= threshold) out[found++] = first + static_cast<std::uint32_t>(i);
  }
  return found;
}

std::size_t intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0, j = 0; i < a_count && j < b_count;) {
    if (a[i] < b[j]) ++i;
    else if (b[j] < a[i]) ++j;
    else {
      out[found++] = a[i++];
      ++j;
    }
  }
  return found;
}

}  // namespace cg::simd::scalar
