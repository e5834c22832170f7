#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace cg::simd {

/// What instructions the kernels use. Each kernel gives the same answer, bit for bit, on every target; only its speed
/// differs. kVnni is kAvx3 with the byte dot products and population counts of newer processors.
enum class Target : std::uint8_t { kScalar, kNeon, kSse4, kAvx2, kAvx3, kVnni };

/// "scalar", "neon", "sse4", "avx2", "avx3", "vnni".
[[nodiscard]] std::string_view name_of(Target target) noexcept;

/// Those that this build has and this machine can run, the plainest first.
[[nodiscard]] std::vector<Target> supported_targets();

/// What the environment's CG_SIMD names, or the best one less knobs().simd_steps_down. Decided at the first call. Error{kUsage} for a name that is
/// none, or that this machine cannot run.
[[nodiscard]] Target active_target();

/// Decides anew, for settings that were put in force since; between kernels and not during them.
void use_settings();

/// From now on use this one, which must be supported: for tests and benchmarks, between kernels and not during them.
void use_target(Target target);

}  // namespace cg::simd
