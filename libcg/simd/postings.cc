#include "libcg/simd/postings.h"

#include <algorithm>
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
// Varints: in posting lists nearly all differences are below 128, so sixteen bytes at a time are taken as sixteen numbers
// where none has its top bit set. The general shuffle-driven decoders (Masked VByte) gain on long ones, which are rare here.

HWY_BEFORE_NAMESPACE();
namespace cg::simd::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

std::size_t Intersect(const std::uint32_t* a, std::size_t a_count, const std::uint32_t* b, std::size_t b_count, std::uint32_t* out) {
  return scalar::intersect(a, a_count, b, b_count, out);
}
std::size_t WidenShort(const std::uint8_t* /*bytes*/, std::size_t /*count*/, std::uint32_t* /*out*/) { return 0; }
void RunningSum(std::uint32_t* values, std::size_t count, std::uint32_t first) { scalar::running_sum(values, count, first); }

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

/// How many of the first `count` bytes, in whole vectors, stand for themselves; they are written to `out`.
std::size_t WidenShort(const std::uint8_t* bytes, std::size_t count, std::uint32_t* out) {
  const hn::CappedTag<std::uint32_t, 16> d;
  const hn::Rebind<std::uint8_t, decltype(d)> narrow;
  const hn::CappedTag<std::int8_t, 16> sixteen;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  std::size_t done = 0;
  for (; done + 16 <= count; done += 16) {
    const auto v = hn::LoadU(sixteen, reinterpret_cast<const std::int8_t*>(bytes + done));
    if (!hn::AllFalse(sixteen, hn::Lt(v, hn::Zero(sixteen)))) break;  // a top bit set
    for (std::size_t part = 0; part < 16; part += kLanes) {
      hn::StoreU(hn::PromoteTo(d, hn::LoadU(narrow, bytes + done + part)), d, out + done + part);
    }
  }
  return done;
}

void RunningSum(std::uint32_t* values, std::size_t count, std::uint32_t first) {
  const hn::CappedTag<std::uint32_t, 4> d;
  auto carry = hn::Set(d, first);
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    auto v = hn::LoadU(d, values + i);
    v = hn::Add(v, hn::ShiftLeftLanes<1>(d, v));
    v = hn::Add(v, hn::ShiftLeftLanes<2>(d, v));
    v = hn::Add(v, carry);
    hn::StoreU(v, d, values + i);
    carry = hn::Broadcast<3>(v);
  }
  scalar::running_sum(values + i, count - i, hn::GetLane(carry));
}

#endif

}  // namespace cg::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cg::simd {
HWY_EXPORT(Intersect);
HWY_EXPORT(WidenShort);
HWY_EXPORT(RunningSum);

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
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const bool plain = active_target() == Target::kScalar;
  std::size_t at = 0;
  std::uint64_t total = first;
  for (std::size_t n = 0; n < count;) {
    if (!plain) {
      const std::size_t some = HWY_DYNAMIC_DISPATCH(WidenShort)(in + at, std::min(count - n, bytes.size() - at), out + n);
      for (std::size_t i = 0; i < some; ++i) total += in[at + i];
      n += some;
      at += some;
    }
    // At least one number the long way, and on until sixteen short ones may lie ahead again.
    for (std::size_t end = std::min(count, n + 16); n < end; ++n) {
      std::uint64_t value = 0;
      for (unsigned shift = 0;; shift += 7) {
        if (at == bytes.size()) throw Error(ErrorKind::kFormat, "truncated list of numbers");
        const std::uint8_t byte = in[at++];
        if (shift > 28) throw Error(ErrorKind::kFormat, "a number of more than 32 bits in a list");
        value |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80) break;
      }
      total += value;
      if (value > 0xffffffffU) throw Error(ErrorKind::kFormat, "a number of more than 32 bits in a list");
      out[n] = static_cast<std::uint32_t>(value);
    }
  }
  if (total > 0xffffffffU) throw Error(ErrorKind::kFormat, "a list of numbers that outgrows 32 bits");
  if (plain) scalar::running_sum(out, count, first);
  else HWY_DYNAMIC_DISPATCH(RunningSum)(out, count, first);
  return at;
}

}  // namespace cg::simd
#endif
