#include "libcg/simd/dot_i8.h"

#include <hwy/cache_control.h>

#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"
#include "libcg/simd/vnni.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libcg/simd/dot_i8.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// Without VNNI: bytes widened to 16 bits, multiplied and added in pairs to 32 (pmaddwd, smull): exact for any input.
// The shorter way, 8-bit products added in pairs to 16 (pmaddubsw), saturates, and was left aside.

HWY_BEFORE_NAMESPACE();
namespace cg::simd::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

void DotI8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
           std::int32_t* out) {
  scalar::dot_i8(queries, query_count, rows, row_count, dim, out);
}
void DotI8At(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
             std::int32_t* out) {
  scalar::dot_i8_at(query, rows, ids, count, dim, out);
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Sums = hn::CappedTag<std::int32_t, 16>;
using Words = hn::RepartitionToNarrow<Sums>;
using Bytes = hn::Rebind<std::int8_t, Words>;

/// kQueries queries against one row, which is loaded and widened once.
template <std::size_t kQueries>
HWY_INLINE void Row(const std::int8_t* queries, const std::int8_t* row, std::size_t dim, std::int32_t* out, std::size_t out_stride) {
  const Sums d;
  const Words words;
  const Bytes bytes;
  constexpr std::size_t kStep = hn::MaxLanes(Words());
  hn::Vec<Sums> even[kQueries];
  hn::Vec<Sums> odd[kQueries];
  for (std::size_t q = 0; q < kQueries; ++q) even[q] = odd[q] = hn::Zero(d);
  for (std::size_t i = 0; i < dim; i += kStep) {
    const auto r = hn::PromoteTo(words, hn::LoadU(bytes, row + i));
    for (std::size_t q = 0; q < kQueries; ++q) {
      const auto a = hn::PromoteTo(words, hn::LoadU(bytes, queries + q * dim + i));
      even[q] = hn::ReorderWidenMulAccumulate(d, a, r, even[q], odd[q]);
    }
  }
  for (std::size_t q = 0; q < kQueries; ++q) out[q * out_stride] = hn::GetLane(hn::SumOfLanes(d, hn::Add(even[q], odd[q])));
}

// Why and how far: vnni_dot_i8.cc.
constexpr std::size_t kFarAhead = 2048;
constexpr std::size_t kFarBytes = std::size_t{1} << 20U;

/// One query, four rows behind one another. kFar: from memory.
template <bool kFar>
HWY_INLINE void FourRows(const std::int8_t* query, const std::int8_t* rows, std::size_t dim, std::int32_t* out) {
  const Sums d;
  const Words words;
  const Bytes bytes;
  constexpr std::size_t kStep = hn::MaxLanes(Words());
  for (std::size_t r = 0; r < 4; ++r) {
    hn::Vec<Sums> a0 = hn::Zero(d);
    hn::Vec<Sums> a1 = hn::Zero(d);
    hn::Vec<Sums> b0 = hn::Zero(d);
    hn::Vec<Sums> b1 = hn::Zero(d);
    const std::int8_t* row = rows + r * dim;
    for (std::size_t i = 0; i < dim; i += 2 * kStep) {
      if (kFar && i % 64 == 0) hwy::Prefetch(row + i + kFarAhead);
      a0 = hn::ReorderWidenMulAccumulate(d, hn::PromoteTo(words, hn::LoadU(bytes, query + i)), hn::PromoteTo(words, hn::LoadU(bytes, row + i)), a0, a1);
      b0 = hn::ReorderWidenMulAccumulate(d, hn::PromoteTo(words, hn::LoadU(bytes, query + i + kStep)),
                                         hn::PromoteTo(words, hn::LoadU(bytes, row + i + kStep)), b0, b1);
    }
    out[r] = hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(a0, a1), hn::Add(b0, b1))));
  }
}

void DotI8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
           std::int32_t* out) {
  if (query_count == 1) {
    std::size_t r = 0;
    if (row_count * dim > kFarBytes) {
      for (; r + 4 <= row_count; r += 4) FourRows<true>(queries, rows + r * dim, dim, out + r);
    } else {
      for (; r + 4 <= row_count; r += 4) FourRows<false>(queries, rows + r * dim, dim, out + r);
    }
    for (; r < row_count; ++r) Row<1>(queries, rows + r * dim, dim, out + r, row_count);
    return;
  }
  for (std::size_t r = 0; r < row_count; ++r) {
    std::size_t q = 0;
    for (; q + 4 <= query_count; q += 4) Row<4>(queries + q * dim, rows + r * dim, dim, out + q * row_count + r, row_count);
    for (; q < query_count; ++q) Row<1>(queries + q * dim, rows + r * dim, dim, out + q * row_count + r, row_count);
  }
}

void DotI8At(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
             std::int32_t* out) {
  // Eight rows ahead: about the latency of memory at the pace of one row.
  constexpr std::size_t kAhead = 8;
  for (std::size_t n = 0; n < count; ++n) {
    if (n + kAhead < count) {
      const std::int8_t* next = rows + ids[n + kAhead] * dim;
      for (std::size_t i = 0; i < dim; i += 64) hwy::Prefetch(next + i);
    }
    Row<1>(query, rows + ids[n] * dim, dim, out + n, 1);
  }
}

#endif

}  // namespace cg::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cg::simd {
HWY_EXPORT(DotI8);
HWY_EXPORT(DotI8At);

void dot_i8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
            std::int32_t* out) {
  switch (active_target()) {
    case Target::kScalar: return scalar::dot_i8(queries, query_count, rows, row_count, dim, out);
#ifdef CG_SIMD_VNNI
    case Target::kVnni: return vnni::dot_i8(queries, query_count, rows, row_count, dim, out);
#endif
    default: HWY_DYNAMIC_DISPATCH(DotI8)(queries, query_count, rows, row_count, dim, out);
  }
}

void dot_i8_at(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
               std::int32_t* out) {
  switch (active_target()) {
    case Target::kScalar: return scalar::dot_i8_at(query, rows, ids, count, dim, out);
#ifdef CG_SIMD_VNNI
    case Target::kVnni: return vnni::dot_i8_at(query, rows, ids, count, dim, out);
#endif
    default: HWY_DYNAMIC_DISPATCH(DotI8At)(query, rows, ids, count, dim, out);
  }
}

}  // namespace cg::simd
#endif
