#include <immintrin.h>

#include "libcg/simd/vnni.h"

// One instruction counts the bits of eight words. Compiled for such processors alone, like vnni_dot_i8.cc.

namespace cg::simd::vnni {
namespace {

// Codes come from memory or the third-level cache, in calls for pieces of them: ask ahead always (why: vnni_dot_i8.cc). Of a
// question to a million rows that takes a tenth.
constexpr std::size_t kFarAhead = 4096;

/// kWords words a row, or any number for 0.
template <std::size_t kWords>
void blocks_of(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out) {
  const std::size_t n = kWords == 0 ? words : kWords;
  for (std::size_t b = 0; b < blocks; ++b) {
    __m512i sums[4] = {_mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512()};
#pragma GCC unroll 4
    for (std::size_t w = 0; w < n; ++w) {
      _mm_prefetch(reinterpret_cast<const char*>(codes + (b * n + w) * 8 + kFarAhead / 8), _MM_HINT_T0);
      const __m512i code = _mm512_loadu_si512(codes + (b * n + w) * 8);
#pragma GCC unroll 4
      for (std::size_t p = 0; p < 4; ++p) {
        const __m512i differ = _mm512_xor_si512(code, _mm512_set1_epi64(static_cast<long long>(planes[w * 4 + p])));
        sums[p] = _mm512_add_epi64(sums[p], _mm512_popcnt_epi64(differ));
      }
    }
    const __m512i low = _mm512_add_epi64(sums[0], _mm512_slli_epi64(sums[1], 1));
    const __m512i high = _mm512_add_epi64(sums[2], _mm512_slli_epi64(sums[3], 1));
    const __m512i sum = _mm512_add_epi64(low, _mm512_slli_epi64(high, 2));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + b * 8), _mm512_cvtepi64_epi32(sum));
  }
}

}  // namespace

void bit_dot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out) {
  switch (words) {
    case 2: return blocks_of<2>(codes, blocks, words, planes, out);
    case 4: return blocks_of<4>(codes, blocks, words, planes, out);
    default: return blocks_of<0>(codes, blocks, words, planes, out);
  }
}

void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out) {
  for (std::size_t r = 0; r < row_count; ++r) {
    const std::uint64_t* row = rows + r * words;
    __m512i sum = _mm512_setzero_si512();
    for (std::size_t w = 0; w < words; w += 8) {
      const __mmask8 there = words - w < 8 ? static_cast<__mmask8>((1U << (words - w)) - 1) : static_cast<__mmask8>(0xff);
      const __m512i differ = _mm512_xor_si512(_mm512_maskz_loadu_epi64(there, query + w), _mm512_maskz_loadu_epi64(there, row + w));
      sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(differ));
    }
    out[r] = static_cast<std::uint32_t>(_mm512_reduce_add_epi64(sum));
  }
}

}  // namespace cg::simd::vnni
