#include <immintrin.h>

#include "libcg/simd/vnni.h"

// Compiled with AVX-512 flags for the whole file (CMakeLists.txt), so it includes nothing whose inline functions a linker
// might take from here for everybody.
//
// vpdpbusd multiplies unsigned bytes with signed ones. The row is made unsigned by flipping its top bits, which adds 128
// to each of its elements, and the sum starts at -128 times the sum of the query instead of 0: exact, modulo 2^32, and the
// true sum fits. The query stays in registers for the dimensions that embeddings have: 64, 128, 256, 384 and 768.
//
// Sixteen rows at a time: each is summed to the end before the next is begun (memory is touched in ascending order, which
// is what the prefetchers follow; sixteen rows abreast lost a third of the bandwidth out of cache), and the sixteen
// registers of partial sums are folded together by a transposition, 45 instructions instead of 112.

namespace cg::simd::vnni {
namespace {

inline __m512i flipped(const std::int8_t* bytes) { return _mm512_xor_si512(_mm512_loadu_si512(bytes), _mm512_set1_epi8(-128)); }

/// Lane r of the result: the sum of the lanes of v[r].
inline __m512i fold16(__m512i v[16]) {
  for (int i = 0; i < 8; ++i) {
    v[i] = _mm512_add_epi32(_mm512_unpacklo_epi32(v[2 * i], v[2 * i + 1]), _mm512_unpackhi_epi32(v[2 * i], v[2 * i + 1]));
  }
  for (int i = 0; i < 4; ++i) {
    v[i] = _mm512_add_epi32(_mm512_unpacklo_epi64(v[2 * i], v[2 * i + 1]), _mm512_unpackhi_epi64(v[2 * i], v[2 * i + 1]));
  }
  // Now each 128-bit quarter of v[i] has partial sums of rows 4i .. 4i+3.
  const __m512i low = _mm512_add_epi32(_mm512_shuffle_i64x2(v[0], v[1], 0x88), _mm512_shuffle_i64x2(v[0], v[1], 0xdd));
  const __m512i high = _mm512_add_epi32(_mm512_shuffle_i64x2(v[2], v[3], 0x88), _mm512_shuffle_i64x2(v[2], v[3], 0xdd));
  return _mm512_add_epi32(_mm512_shuffle_i64x2(low, high, 0x88), _mm512_shuffle_i64x2(low, high, 0xdd));
}

/// -128 times the sum of the query.
inline std::int32_t start_of(const std::int8_t* query, std::size_t dim) {
  __m512i sum = _mm512_setzero_si512();
  for (std::size_t i = 0; i < dim; i += 64) sum = _mm512_dpbusd_epi32(sum, _mm512_set1_epi8(1), _mm512_loadu_si512(query + i));
  return -128 * _mm512_reduce_add_epi32(sum);
}

inline std::int32_t one_row(const std::int8_t* query, std::int32_t start, const std::int8_t* row, std::size_t dim) {
  __m512i sum = _mm512_setzero_si512();
  for (std::size_t i = 0; i < dim; i += 64) sum = _mm512_dpbusd_epi32(sum, flipped(row + i), _mm512_loadu_si512(query + i));
  return start + _mm512_reduce_add_epi32(sum);
}

// Out of cache, lines are asked for this far ahead of the sums: the processor's own prefetchers, stopping at each page of
// 4 KB, gave 84% of the streaming bandwidth at 256 dimensions and 58% at 384; with this it is 95% and 97% (1,024 and 4,096
// bytes ahead: 91%; tests/bench/vector_cost scan, Zen 5). In cache it would only take load slots: hence from a size on.
constexpr std::size_t kFarAhead = 2048;
constexpr std::size_t kFarBytes = std::size_t{1} << 20U;

/// kSteps 64-byte steps a row, or any number for 0. kFar: from memory.
template <std::size_t kSteps, bool kFar>
void one_query(const std::int8_t* query, const std::int8_t* rows, std::size_t row_count, std::size_t dim, std::int32_t* out) {
  const std::int32_t start = start_of(query, dim);
  const __m512i starts = _mm512_set1_epi32(start);
  __m512i q[kSteps == 0 ? 1 : kSteps];
  for (std::size_t s = 0; s < kSteps; ++s) q[s] = _mm512_loadu_si512(query + 64 * s);
  std::size_t r = 0;
  for (; r + 16 <= row_count; r += 16) {
    __m512i sums[16];
    const std::int8_t* row = rows + r * dim;
#pragma GCC unroll 16
    for (int n = 0; n < 16; ++n) {
      __m512i sum = _mm512_setzero_si512();
      if constexpr (kSteps != 0) {
#pragma GCC unroll 12
        for (std::size_t s = 0; s < kSteps; ++s) {
          if constexpr (kFar) _mm_prefetch(reinterpret_cast<const char*>(row + 64 * s + kFarAhead), _MM_HINT_T0);
          sum = _mm512_dpbusd_epi32(sum, flipped(row + 64 * s), q[s]);
        }
        row += 64 * kSteps;
      } else {
        __m512i other = _mm512_setzero_si512();
        std::size_t i = 0;
        for (; i + 128 <= dim; i += 128) {
          if constexpr (kFar) {
            _mm_prefetch(reinterpret_cast<const char*>(row + i + kFarAhead), _MM_HINT_T0);
            _mm_prefetch(reinterpret_cast<const char*>(row + i + 64 + kFarAhead), _MM_HINT_T0);
          }
          sum = _mm512_dpbusd_epi32(sum, flipped(row + i), _mm512_loadu_si512(query + i));
          other = _mm512_dpbusd_epi32(other, flipped(row + i + 64), _mm512_loadu_si512(query + i + 64));
        }
        if (i < dim) sum = _mm512_dpbusd_epi32(sum, flipped(row + i), _mm512_loadu_si512(query + i));
        sum = _mm512_add_epi32(sum, other);
        row += dim;
      }
      sums[n] = sum;
    }
    _mm512_storeu_si512(out + r, _mm512_add_epi32(fold16(sums), starts));
  }
  for (; r < row_count; ++r) out[r] = one_row(query, start, rows + r * dim, dim);
}

/// Four queries, four rows: sixteen sums, folded together. Each row's bytes are loaded and flipped once.
void four_queries(const std::int8_t* queries, const std::int8_t* rows, std::size_t row_count, std::size_t dim, std::int32_t* out,
                  std::size_t out_stride) {
  std::int32_t start[4];
  for (std::size_t q = 0; q < 4; ++q) start[q] = start_of(queries + q * dim, dim);
  std::size_t r = 0;
  for (; r + 4 <= row_count; r += 4) {
    __m512i sums[16];
    for (auto& sum : sums) sum = _mm512_setzero_si512();
    for (std::size_t i = 0; i < dim; i += 64) {
      __m512i row[4];
#pragma GCC unroll 4
      for (std::size_t n = 0; n < 4; ++n) row[n] = flipped(rows + (r + n) * dim + i);
#pragma GCC unroll 4
      for (std::size_t q = 0; q < 4; ++q) {
        const __m512i query = _mm512_loadu_si512(queries + q * dim + i);
#pragma GCC unroll 4
        for (std::size_t n = 0; n < 4; ++n) sums[q * 4 + n] = _mm512_dpbusd_epi32(sums[q * 4 + n], row[n], query);
      }
    }
    alignas(64) std::int32_t folded[16];
    _mm512_store_si512(folded, fold16(sums));
    for (std::size_t q = 0; q < 4; ++q) {
      for (std::size_t n = 0; n < 4; ++n) out[q * out_stride + r + n] = folded[q * 4 + n] + start[q];
    }
  }
  for (; r < row_count; ++r) {
    for (std::size_t q = 0; q < 4; ++q) out[q * out_stride + r] = one_row(queries + q * dim, start[q], rows + r * dim, dim);
  }
}

template <bool kFar>
void one_query_any(const std::int8_t* query, const std::int8_t* rows, std::size_t row_count, std::size_t dim, std::int32_t* out) {
  switch (dim / 64) {
    case 1: return one_query<1, kFar>(query, rows, row_count, dim, out);
    case 2: return one_query<2, kFar>(query, rows, row_count, dim, out);
    case 4: return one_query<4, kFar>(query, rows, row_count, dim, out);
    case 6: return one_query<6, kFar>(query, rows, row_count, dim, out);
    case 12: return one_query<12, kFar>(query, rows, row_count, dim, out);
    default: return one_query<0, kFar>(query, rows, row_count, dim, out);
  }
}

}  // namespace

void dot_i8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
            std::int32_t* out) {
  if (query_count == 1 && row_count * dim > kFarBytes) return one_query_any<true>(queries, rows, row_count, dim, out);
  if (query_count == 1) return one_query_any<false>(queries, rows, row_count, dim, out);
  // Rows in groups of half a first-level cache, which all queries pass over.
  std::size_t group = 24576 / dim / 4 * 4;
  if (group == 0) group = 4;
  for (std::size_t r = 0; r < row_count; r += group) {
    const std::size_t some = row_count - r < group ? row_count - r : group;
    const std::int8_t* from = rows + r * dim;
    std::size_t q = 0;
    for (; q + 4 <= query_count; q += 4) four_queries(queries + q * dim, from, some, dim, out + q * row_count + r, row_count);
    for (; q < query_count; ++q) one_query_any<false>(queries + q * dim, from, some, dim, out + q * row_count + r);
  }
}

void dot_i8_at(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
               std::int32_t* out) {
  constexpr std::size_t kAhead = 16;
  const std::int32_t start = start_of(query, dim);
  for (std::size_t n = 0; n < count; ++n) {
    if (n + kAhead < count) {
      const std::int8_t* next = rows + std::size_t{ids[n + kAhead]} * dim;
      for (std::size_t i = 0; i < dim; i += 64) _mm_prefetch(reinterpret_cast<const char*>(next + i), _MM_HINT_T0);
    }
    out[n] = one_row(query, start, rows + std::size_t{ids[n]} * dim, dim);
  }
}

}  // namespace cg::simd::vnni
