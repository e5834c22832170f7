#include "libcg/simd/select.h"

#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libcg/simd/select.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// Thresholds are chosen so that few pass: most vectors cost a comparison and a branch that is not taken.

HWY_BEFORE_NAMESPACE();
namespace cg::simd::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

std::size_t Select(const float* scores, std::size_t count, float threshold, std::uint32_t first, std::uint32_t* out) {
  return scalar::select_at_least(scores, count, threshold, first, out);
}

#else

namespace hn = hwy::HWY_NAMESPACE;

std::size_t Select(const float* scores, std::size_t count, float threshold, std::uint32_t first, std::uint32_t* out) {
  const hn::CappedTag<float, 16> d;
  const hn::RebindToUnsigned<decltype(d)> ids;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  const auto least = hn::Set(d, threshold);
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const auto pass = hn::Ge(hn::LoadU(d, scores + i), least);
    if (HWY_LIKELY(hn::AllFalse(d, pass))) continue;
    found += hn::CompressStore(hn::Iota(ids, first + static_cast<std::uint32_t>(i)), hn::RebindMask(ids, pass), ids, out + found);
  }
  for (; i < count; ++i) {
    if (scores[i] >= threshold) out[found++] = first + static_cast<std::uint32_t>(i);
  }
  return found;
}

#endif

}  // namespace cg::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cg::simd {
HWY_EXPORT(Select);

std::size_t select_at_least(const float* scores, std::size_t count, float threshold, std::uint32_t first, std::uint32_t* out) {
  if (active_target() == Target::kScalar) return scalar::select_at_least(scores, count, threshold, first, out);
  return HWY_DYNAMIC_DISPATCH(Select)(scores, count, threshold, first, out);
}

}  // namespace cg::simd
#endif
