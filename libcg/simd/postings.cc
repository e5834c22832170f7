#include "libcg/simd/postings.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libcg/simd/postings.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// Intersection: where one list is much longer, each number of the short one is looked for by doubling steps; else each
// number of one list is compared with a whole vector of the other (Schlegel, Willhalm, Lehner: Fast Sorted-Set
// Intersection using SIMD Instructions, 2011, in its simplest form).
//
// Varints: after Masked VByte (Plaisance, Kurz, Lemire: Vectorized VByte Decoding, 2015), narrowed to what lists of differences
// hold, numbers of one byte and some of two. The top bits of eight bytes choose one of 256 shuffles, which moves each number that
// ends within them to a lane of 16 bits; the sums follow in the same registers. There is no branch on the data but for a number of
// three bytes and more, which is read the long way.
//
// Rejected: sixteen bytes at once where no top bit is set, and else one number after the other, as this was: with one number of twenty
// taking two bytes the branch goes wrong half of the time, and it was slower than plain loops (.75 of their speed). Stream VByte's
// separate control bytes would be quicker still, but they are another format with a quarter of a byte more a number.

#ifndef LIBCG_SIMD_POSTINGS_ONCE  // this file is read once for each target
#define LIBCG_SIMD_POSTINGS_ONCE
namespace cg::simd {
namespace {

/// A list on its way from bytes to numbers.
struct DeltaList {
  const std::uint8_t* in;
  const std::uint8_t* end;
  std::uint32_t* out;
  std::uint32_t* out_end;
  std::uint32_t sum;  ///< of all differences so far, and what the list began from
  bool fits = true;   ///< into 32 bits
};

/// By the top bits of eight bytes: where the bytes of each whole number of one or two bytes go, and how many of both there are.
struct Shuffles {
  std::array<std::array<std::uint8_t, 16>, 256> lanes{};
  std::array<std::uint8_t, 256> numbers{}, bytes{};

  constexpr Shuffles() {
    for (unsigned tops = 0; tops < 256; ++tops) {
      lanes[tops].fill(0x80);  // stands for a zero
      std::uint8_t at = 0, count = 0;
      while (at < 8) {
        const bool two = (tops >> at & 1U) != 0;
        if (two && (at == 7 || (tops >> (at + 1U) & 1U) != 0)) break;
        lanes[tops][2U * count] = at++;
        if (two) lanes[tops][2U * count + 1U] = at++;
        ++count;
      }
      numbers[tops] = count;
      bytes[tops] = at;
    }
  }
};
alignas(64) constexpr Shuffles kShuffles;

}  // namespace
}  // namespace cg::simd
#endif

HWY_BEFORE_NAMESPACE();
namespace cg::simd::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

std::size_t Intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out) {
  return scalar::intersect(a, a_count, b, b_count, out);
}
void DecodeShort(DeltaList& /*list*/) {}

#else

namespace hn = hwy::HWY_NAMESPACE;

std::size_t Intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out) {
  const hn::CappedTag<std::uint32_t, 16> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  std::size_t found = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a_count && j + kLanes <= b_count) {
    const std::uint32_t wanted = a[i];
    if (b[j + kLanes - 1] < wanted) {
      j += kLanes;
      continue;
    }
    if (!hn::AllFalse(d, hn::Eq(hn::Set(d, wanted), hn::LoadU(d, b + j)))) out[found++] = wanted;
    ++i;
  }
  return found + scalar::intersect(a + i, a_count - i, b + j, b_count - j, out + found);
}

/// Decodes until a number of three bytes and more, the last seven bytes, or the last seven numbers.
void DecodeShort(DeltaList& list) {
  const hn::CappedTag<std::uint8_t, 16> d8;
  const hn::CappedTag<std::uint16_t, 8> d16;
  const hn::CappedTag<std::uint32_t, 4> d32;
  const auto zero = hn::Zero(d16);
  const std::uint8_t* in = list.in;
  std::uint32_t* out = list.out;
  auto sums = hn::Set(d32, list.sum);
  auto rising = hn::MaskFromVec(hn::Set(d32, ~0U));
  const auto add = [&](auto differences) {
    auto v = hn::Add(differences, hn::ShiftLeftLanes<1>(d32, differences));
    v = hn::Add(hn::Add(v, hn::ShiftLeftLanes<2>(d32, v)), hn::Broadcast<3>(sums));
    // A sum is below the one before it where it has left 32 bits.
    rising = hn::And(rising, hn::Eq(hn::Max(v, hn::CombineShiftRightBytes<12>(d32, v, sums)), v));
    sums = v;
    return v;
  };
  while (list.end - in >= 8 && list.out_end - out >= 8) {
    std::uint64_t eight;
    std::memcpy(&eight, in, sizeof eight);
    // The top bit of byte i to bit i: all products but the wanted ones fall outside of the highest byte.
    const std::size_t tops = ((eight & 0x8080808080808080U) >> 7U) * 0x0102040810204080U >> 56U;
    const std::uint8_t numbers = kShuffles.numbers[tops];
    if (numbers == 0) break;
    const auto bytes = hn::BitCast(d8, hn::Set(hn::CappedTag<std::uint64_t, 2>(), eight));
    const auto pairs = hn::BitCast(d16, hn::TableLookupBytesOr0(bytes, hn::Load(d8, kShuffles.lanes[tops].data())));
    const auto values = hn::Or(hn::And(pairs, hn::Set(d16, std::uint16_t{0x7f})),
                               hn::And(hn::ShiftRight<1>(pairs), hn::Set(d16, std::uint16_t{0x3f80})));
    hn::StoreU(add(hn::BitCast(d32, hn::InterleaveLower(d16, values, zero))), d32, out);
    hn::StoreU(add(hn::BitCast(d32, hn::InterleaveUpper(d16, values, zero))), d32, out + 4);
    in += kShuffles.bytes[tops];
    out += numbers;
  }
  list.in = in;
  list.out = out;
  list.sum = hn::GetLane(hn::Broadcast<3>(sums));
  list.fits = list.fits && hn::AllTrue(d32, rising);
}

#endif

}  // namespace cg::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cg::simd {
HWY_EXPORT(Intersect);
HWY_EXPORT(DecodeShort);

namespace {

// Beyond this ratio of lengths, looking each number up is quicker than passing over the long list by vectors.
constexpr std::size_t kGallopRatio = 64;

void gallop(std::span<const std::uint32_t> few, std::span<const std::uint32_t> many, std::vector<std::uint32_t>& out) {
  std::size_t at = 0;
  for (const std::uint32_t wanted : few) {
    std::size_t step = 1;
    while (at + step < many.size() && many[at + step] < wanted) step *= 2;
    const auto end = many.begin() + static_cast<std::ptrdiff_t>(std::min(at + step + 1, many.size()));
    at = static_cast<std::size_t>(std::lower_bound(many.begin() + static_cast<std::ptrdiff_t>(at + step / 2), end, wanted) - many.begin());
    if (at == many.size()) return;
    if (many[at] == wanted) out.push_back(wanted);
  }
}

/// One number of any length.
std::uint32_t long_number(DeltaList& list) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    if (list.in == list.end) throw Error(ErrorKind::kFormat, "truncated list of numbers");
    const std::uint8_t byte = *list.in++;
    if (shift > 28) throw Error(ErrorKind::kFormat, "a number of more than 32 bits in a list");
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) break;
  }
  if (value > 0xffffffffU) throw Error(ErrorKind::kFormat, "a number of more than 32 bits in a list");
  return static_cast<std::uint32_t>(value);
}

}  // namespace

void intersect(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::vector<std::uint32_t>& out) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return;
  if (b.size() / a.size() >= kGallopRatio) return gallop(a, b, out);
  const std::size_t before = out.size();
  out.resize(before + a.size());
  const std::size_t found = active_target() == Target::kScalar
                                ? scalar::intersect(a.data(), a.size(), b.data(), b.size(), out.data() + before)
                                : HWY_DYNAMIC_DISPATCH(Intersect)(a.data(), a.size(), b.data(), b.size(), out.data() + before);
  out.resize(before + found);
}

std::size_t decode_deltas(std::string_view bytes, std::size_t count, std::uint32_t first, std::uint32_t* out) {
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  DeltaList list{begin, begin + bytes.size(), out, out + count, first};
  const bool plain = active_target() == Target::kScalar;
  while (list.out < list.out_end) {
    if (!plain) HWY_DYNAMIC_DISPATCH(DecodeShort)(list);
    // What it stopped at, and on until short ones may lie ahead again.
    for (std::uint32_t* const end = list.out + std::min<std::ptrdiff_t>(list.out_end - list.out, 8); list.out < end;) {
      const std::uint64_t sum = std::uint64_t{list.sum} + long_number(list);
      if (sum > 0xffffffffU) list.fits = false;
      *list.out++ = list.sum = static_cast<std::uint32_t>(sum);
    }
  }
  if (!list.fits) throw Error(ErrorKind::kFormat, "a list of numbers that outgrows 32 bits");
  return static_cast<std::size_t>(list.in - begin);
}

}  // namespace cg::simd
#endif
