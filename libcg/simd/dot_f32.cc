#include "libcg/simd/dot_f32.h"

#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libcg/simd/dot_f32.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// A sum of floats depends on its order, and the order on the width of a vector, so the width is fixed: sixteen lanes, as
// one register of AVX-512, two of AVX2 or four of SSE4. A tile of queries and rows keeps as many sums in flight as
// registers allow (latency of an addition: 2 to 4 cycles), loading each row's lanes once for all queries of the tile.
// Multiply and add stay apart (-ffp-contract=off): a fused one would round differently where there is none. In cache
// that costs nothing that loads do not cost already, out of cache it costs nothing at all.

HWY_BEFORE_NAMESPACE();
namespace cg::simd::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

void DotF32(const float* queries, std::size_t query_count, const float* rows, std::size_t row_count, std::size_t dim, float* out) {
  scalar::dot_f32(queries, query_count, rows, row_count, dim, out);
}
void WeightedSum(const std::int8_t* table, std::size_t dim, const std::uint32_t* ids, const float* weights, std::size_t count, float* out) {
  scalar::weighted_sum_i8(table, dim, ids, weights, count, out);
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::CappedTag<float, 16>;
using Vec = hn::Vec<Floats>;
constexpr std::size_t kLanes = hn::MaxLanes(Floats());
constexpr std::size_t kParts = 16 / kLanes;

/// Folds sixteen lanes in halves: i with i + 8, then + 4, + 2, + 1.
HWY_INLINE float Fold(Vec* parts) {
  for (std::size_t half = kParts / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) parts[i] = hn::Add(parts[i], parts[i + half]);
  }
  alignas(64) float lanes[kLanes];
  hn::Store(parts[0], Floats(), lanes);
  const hn::CappedTag<float, 4> four;
  auto v = hn::Load(four, lanes);
  if constexpr (kLanes == 16) {
    v = hn::Add(hn::Add(v, hn::Load(four, lanes + 8)), hn::Add(hn::Load(four, lanes + 4), hn::Load(four, lanes + 12)));
  } else if constexpr (kLanes == 8) {
    v = hn::Add(v, hn::Load(four, lanes + 4));
  }
  v = hn::Add(v, hn::Shuffle1032(v));
  v = hn::Add(v, hn::Shuffle2301(v));
  return hn::GetLane(v);
}

template <std::size_t kQueries, std::size_t kRows>
HWY_INLINE void Tile(const float* queries, const float* rows, std::size_t dim, float* out, std::size_t out_stride) {
  const Floats d;
  Vec sums[kQueries * kRows * kParts];
  for (auto& sum : sums) sum = hn::Zero(d);
  const std::size_t whole = dim / 16 * 16;
  for (std::size_t i = 0; i < whole; i += 16) {
    for (std::size_t p = 0; p < kParts; ++p) {
      for (std::size_t r = 0; r < kRows; ++r) {
        const Vec row = hn::LoadU(d, rows + r * dim + i + p * kLanes);
        for (std::size_t q = 0; q < kQueries; ++q) {
          Vec& sum = sums[(q * kRows + r) * kParts + p];
          sum = hn::Add(sum, hn::Mul(hn::LoadU(d, queries + q * dim + i + p * kLanes), row));
        }
      }
    }
  }
  for (std::size_t q = 0; q < kQueries; ++q) {
    for (std::size_t r = 0; r < kRows; ++r) {
      Vec* parts = sums + (q * kRows + r) * kParts;
      if (whole < dim) {
        alignas(64) float lanes[16];
        for (std::size_t p = 0; p < kParts; ++p) hn::Store(parts[p], d, lanes + p * kLanes);
        for (std::size_t i = whole; i < dim; ++i) lanes[i - whole] += queries[q * dim + i] * rows[r * dim + i];
        for (std::size_t p = 0; p < kParts; ++p) parts[p] = hn::Load(d, lanes + p * kLanes);
      }
      out[q * out_stride + r] = Fold(parts);
    }
  }
}

// Sixteen registers hold four sums of two parts and what they multiply; thirty-two hold sixteen of one.
constexpr std::size_t kTileQueries = kLanes == 16 ? 4 : 2;
constexpr std::size_t kTileRows = kLanes == 16 ? 4 : (kLanes == 8 ? 2 : 1);

void DotF32(const float* queries, std::size_t query_count, const float* rows, std::size_t row_count, std::size_t dim, float* out) {
  // Rows in groups that stay in the first-level cache while all queries pass over them.
  const std::size_t group = query_count == 1 ? row_count : (HWY_MAX(std::size_t{8192} / dim, std::size_t{1}) + 3) / 4 * 4;
  for (std::size_t r = 0; r < row_count; r += group) {
    const std::size_t some = HWY_MIN(group, row_count - r);
    // The outer stride of `out` is row_count, whatever the group: tiles write through it.
    std::size_t q = 0;
    for (; q < query_count; q += kTileQueries) {
      const std::size_t left = query_count - q;
      const float* from = queries + q * dim;
      float* to = out + q * row_count + r;
      std::size_t n = 0;
      if (left >= kTileQueries) {
        for (; n + kTileRows <= some; n += kTileRows) Tile<kTileQueries, kTileRows>(from, rows + (r + n) * dim, dim, to + n, row_count);
        for (; n < some; ++n) Tile<kTileQueries, 1>(from, rows + (r + n) * dim, dim, to + n, row_count);
      } else {
        for (std::size_t one = 0; one < left; ++one) {
          n = 0;
          for (; n + kTileRows <= some; n += kTileRows) Tile<1, kTileRows>(from + one * dim, rows + (r + n) * dim, dim, to + one * row_count + n, row_count);
          for (; n < some; ++n) Tile<1, 1>(from + one * dim, rows + (r + n) * dim, dim, to + one * row_count + n, row_count);
        }
      }
    }
  }
}

void WeightedSum(const std::int8_t* table, std::size_t dim, const std::uint32_t* ids, const float* weights, std::size_t count, float* out) {
  const Floats d;
  const hn::Rebind<std::int32_t, Floats> ints;
  const hn::Rebind<std::int8_t, Floats> bytes;
  // Sixty-four columns at a time: their sums stay in registers while the bag passes by.
  constexpr std::size_t kSums = 64 / kLanes;
  for (std::size_t i = 0; i < dim; i += 64) {
    Vec sums[kSums];
    for (auto& sum : sums) sum = hn::Zero(d);
    for (std::size_t n = 0; n < count; ++n) {
      const std::int8_t* row = table + std::size_t{ids[n]} * dim + i;
      const Vec weight = hn::Set(d, weights[n]);
      for (std::size_t s = 0; s < kSums; ++s) {
        const Vec value = hn::ConvertTo(d, hn::PromoteTo(ints, hn::LoadU(bytes, row + s * kLanes)));
        sums[s] = hn::Add(sums[s], hn::Mul(weight, value));
      }
    }
    for (std::size_t s = 0; s < kSums; ++s) hn::StoreU(sums[s], d, out + i + s * kLanes);
  }
}

#endif

}  // namespace cg::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cg::simd {
HWY_EXPORT(DotF32);
HWY_EXPORT(WeightedSum);

void dot_f32(const float* queries, std::size_t query_count, const float* rows, std::size_t row_count, std::size_t dim, float* out) {
  if (active_target() == Target::kScalar) return scalar::dot_f32(queries, query_count, rows, row_count, dim, out);
  HWY_DYNAMIC_DISPATCH(DotF32)(queries, query_count, rows, row_count, dim, out);
}

void weighted_sum_i8(const std::int8_t* table, std::size_t dim, const std::uint32_t* ids, const float* weights, std::size_t count,
                     float* out) {
  if (active_target() == Target::kScalar) return scalar::weighted_sum_i8(table, dim, ids, weights, count, out);
  HWY_DYNAMIC_DISPATCH(WeightedSum)(table, dim, ids, weights, count, out);
}

}  // namespace cg::simd
#endif
