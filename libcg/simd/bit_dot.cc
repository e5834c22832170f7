#include "libcg/simd/bit_dot.h"

#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"
#include "libcg/simd/vnni.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libcg/simd/bit_dot.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// Without an instruction that counts the bits of a vector, they are counted by nibbles through a byte shuffle (Mula, Kurz,
// Lemire: Faster Population Counts Using AVX2 Instructions, 2018). Counts are gathered in bytes, weighted by their plane
// (4 * 8 * 15 = 120 a word, so two words fit a byte), and summed to 64 bits by shifts.

HWY_BEFORE_NAMESPACE();
namespace cg::simd::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

void Hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out) {
  scalar::hamming(query, rows, row_count, words, out);
}
void BitDot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out) {
  scalar::bit_dot(codes, blocks, words, planes, out);
}
void Weigh(const std::uint32_t* sums, const float* weights, const float* offsets, std::size_t count, float base, float slope, float* out) {
  scalar::weigh(sums, weights, offsets, count, base, slope, out);
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Longs = hn::CappedTag<std::uint64_t, 8>;
using Bytes = hn::Repartition<std::uint8_t, Longs>;
constexpr std::size_t kLanes = hn::MaxLanes(Longs());

/// In each byte, how many of its bits are set.
HWY_INLINE hn::Vec<Bytes> CountBits(hn::Vec<Longs> v) {
  const Bytes d;
  alignas(16) static constexpr std::uint8_t kCounts[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
  const auto table = hn::LoadDup128(d, kCounts);
  const auto bytes = hn::BitCast(d, v);
  const auto mask = hn::Set(d, 15);
  const hn::RepartitionToWide<Bytes> wide;
  const auto high = hn::And(hn::BitCast(d, hn::ShiftRight<4>(hn::BitCast(wide, bytes))), mask);
  return hn::Add(hn::TableLookupBytes(table, hn::And(bytes, mask)), hn::TableLookupBytes(table, high));
}

HWY_INLINE hn::Vec<Longs> SumBytes(hn::Vec<Bytes> v) { return hn::SumsOf8(v); }

void Hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out) {
  const Longs d;
  for (std::size_t r = 0; r < row_count; ++r) {
    const std::uint64_t* row = rows + r * words;
    std::size_t w = 0;
    auto sum = hn::Zero(d);
    for (; w + kLanes <= words; w += kLanes) {
      sum = hn::Add(sum, SumBytes(CountBits(hn::Xor(hn::LoadU(d, query + w), hn::LoadU(d, row + w)))));
    }
    std::uint64_t total = hn::GetLane(hn::SumOfLanes(d, sum));
    for (; w < words; ++w) total += static_cast<std::uint64_t>(__builtin_popcountll(query[w] ^ row[w]));
    out[r] = static_cast<std::uint32_t>(total);
  }
}

void BitDot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out) {
  const Longs d;
  const Bytes bytes;
  for (std::size_t b = 0; b < blocks; ++b) {
    for (std::size_t part = 0; part < 8; part += kLanes) {
      auto sum = hn::Zero(d);
      for (std::size_t w = 0; w < words; ++w) {
        const auto code = hn::LoadU(d, codes + (b * words + w) * 8 + part);
        const std::uint64_t* plane = planes + w * 4;
        // Horner's rule over the planes: ((c3 * 2 + c2) * 2 + c1) * 2 + c0, at most 8 * 15 in a byte.
        auto count = hn::Zero(bytes);
        for (int p = 3; p >= 0; --p) {
          count = hn::Add(hn::Add(count, count), CountBits(hn::Xor(code, hn::Set(d, plane[p]))));
        }
        sum = hn::Add(sum, SumBytes(count));
      }
      alignas(64) std::uint64_t sums[kLanes];
      hn::Store(sum, d, sums);
      for (std::size_t n = 0; n < kLanes; ++n) out[b * 8 + part + n] = static_cast<std::uint32_t>(sums[n]);
    }
  }
}

void Weigh(const std::uint32_t* sums, const float* weights, const float* offsets, std::size_t count, float base, float slope, float* out) {
  const hn::CappedTag<float, 16> d;
  const hn::RebindToSigned<decltype(d)> ints;
  constexpr std::size_t kStep = hn::MaxLanes(d);
  const auto bases = hn::Set(d, base);
  const auto slopes = hn::Set(d, slope);
  std::size_t r = 0;
  for (; r + kStep <= count; r += kStep) {
    const auto sum = hn::ConvertTo(d, hn::LoadU(ints, reinterpret_cast<const std::int32_t*>(sums + r)));
    auto product = hn::Mul(hn::Add(bases, hn::Mul(slopes, sum)), hn::LoadU(d, weights + r));
    if (offsets != nullptr) product = hn::Add(product, hn::LoadU(d, offsets + r));
    hn::StoreU(product, d, out + r);
  }
  scalar::weigh(sums + r, weights + r, offsets == nullptr ? nullptr : offsets + r, count - r, base, slope, out + r);
}

#endif

}  // namespace cg::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cg::simd {
HWY_EXPORT(Hamming);
HWY_EXPORT(BitDot);
HWY_EXPORT(Weigh);

void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out) {
  switch (active_target()) {
    case Target::kScalar: return scalar::hamming(query, rows, row_count, words, out);
#ifdef CG_SIMD_VNNI
    case Target::kVnni: return vnni::hamming(query, rows, row_count, words, out);
#endif
    default: HWY_DYNAMIC_DISPATCH(Hamming)(query, rows, row_count, words, out);
  }
}

void bit_dot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out) {
  switch (active_target()) {
    case Target::kScalar: return scalar::bit_dot(codes, blocks, words, planes, out);
#ifdef CG_SIMD_VNNI
    case Target::kVnni: return vnni::bit_dot(codes, blocks, words, planes, out);
#endif
    default: HWY_DYNAMIC_DISPATCH(BitDot)(codes, blocks, words, planes, out);
  }
}

void weigh(const std::uint32_t* sums, const float* weights, const float* offsets, std::size_t count, float base, float slope, float* out) {
  if (active_target() == Target::kScalar) return scalar::weigh(sums, weights, offsets, count, base, slope, out);
  HWY_DYNAMIC_DISPATCH(Weigh)(sums, weights, offsets, count, base, slope, out);
}

}  // namespace cg::simd
#endif
