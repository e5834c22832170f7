#include "libcg/simd/target.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hwy/targets.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/base/knobs.h"

// Highway chooses a target once for the whole process, by what the processor can do; naming the one target that it may
// take is how we choose for it. The files with instructions that Highway 1.0.3 does not know (its VNNI lives in a target
// that also demands what Zen 4 lacks, and is off: HWY_DISABLED_TARGETS in CMakeLists.txt) ask active_target() instead.

namespace cg::simd {
namespace {

struct Row {
  Target target;
  std::string_view name;
  std::int64_t highway;
};

constexpr std::array<Row, 6> kRows{{
    {Target::kScalar, "scalar", HWY_SCALAR | HWY_EMU128},
    {Target::kNeon, "neon", HWY_NEON},
    {Target::kSse4, "sse4", HWY_SSE4},
    {Target::kAvx2, "avx2", HWY_AVX2},
    {Target::kAvx3, "avx3", HWY_AVX3},
    {Target::kVnni, "vnni", HWY_AVX3},
}};

const Row& row_of(Target target) { return kRows[static_cast<std::size_t>(target)]; }

bool has_vnni() {
#ifdef CG_SIMD_VNNI
  return __builtin_cpu_supports("avx512vnni") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
#else
  return false;
#endif
}

// What the processor can do, asked before use_target narrows Highway's answer.
std::int64_t machine_targets() {
  static const std::int64_t targets = hwy::SupportedTargets();
  return targets;
}

bool supported(const Row& row) {
  if (row.target == Target::kScalar) return true;
  if ((machine_targets() & row.highway) == 0) return false;
  return row.target != Target::kVnni || has_vnni();
}

std::atomic<int> active{-1};

Target choose() {
  const char* wish = std::getenv("CG_SIMD");
  if (wish == nullptr || *wish == '\0') {
    const auto targets = supported_targets();
    return targets[targets.size() - 1 - std::min<std::size_t>(targets.size() - 1, knobs().simd_steps_down)];
  }
  std::vector<std::string_view> names;
  for (const Row& row : kRows) {
    if (!supported(row)) continue;
    if (row.name == wish) return row.target;
    names.push_back(row.name);
  }
  throw Error(ErrorKind::kUsage, fmt::format("CG_SIMD={}: this machine has {}; unset it for the best of them", wish, fmt::join(names, ", ")));
}

}  // namespace

std::string_view name_of(Target target) noexcept { return row_of(target).name; }

std::vector<Target> supported_targets() {
  std::vector<Target> targets;
  for (const Row& row : kRows) {
    if (supported(row)) targets.push_back(row.target);
  }
  return targets;
}

Target active_target() {
  const int now = active.load(std::memory_order_acquire);
  if (now >= 0) return static_cast<Target>(now);
  use_target(choose());  // two threads may both come here; they choose the same
  return static_cast<Target>(active.load(std::memory_order_acquire));
}

void use_settings() { use_target(choose()); }

void use_target(Target target) {
  (void)machine_targets();
  hwy::SetSupportedTargetsForTest(row_of(target).highway);
  active.store(static_cast<int>(target), std::memory_order_release);
}

}  // namespace cg::simd
