// Highway's library has three functions that its headers call about which target to take, a fourth for a failed assertion of theirs
// (from Highway 1.2 on, and only under a sanitizer), and a benchmark whose static initialiser measures the clock of the
// processor: 3.7 ms at the start of every process that links it (perf stat of an empty main: 0.6 ms without -lhwy, 4.3 ms with it;
// Highway 1.0.3), more than most questions take to answer. So the headers are used and the library is not, and the four functions
// are here, as hwy/targets.h and hwy/base.h declare them.

#include <hwy/targets.h>

#include <atomic>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace hwy {
namespace {

std::atomic<std::int64_t> only{0};  ///< what SetSupportedTargetsForTest allows; 0: all

/// What the processor and the system can do, of the targets that libcg/simd is compiled for.
std::int64_t machine_targets() {
  std::int64_t targets = HWY_SCALAR | HWY_EMU128;
#if HWY_ARCH_X86
  __builtin_cpu_init();
  const auto has = [](bool all, std::int64_t target) { return all ? target : std::int64_t{0}; };
  const bool sse4 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
  const bool avx2 = sse4 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("f16c") && __builtin_cpu_supports("lzcnt");
  const bool avx3 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd");
  targets |= has(sse4, HWY_SSE4) | has(avx2, HWY_AVX2) | has(avx3, HWY_AVX3);
#elif HWY_ARCH_ARM_A64
  targets |= HWY_NEON;  // every 64-bit ARM has it
#endif
  return targets;
}

}  // namespace

std::int64_t SupportedTargets() {
  static const std::int64_t machine = machine_targets();
  const std::int64_t wanted = only.load(std::memory_order_relaxed);
  return wanted == 0 ? machine : wanted;
}

void SetSupportedTargetsForTest(std::int64_t targets) {
  only.store(targets, std::memory_order_relaxed);
  GetChosenTarget().DeInit();  // chosen anew by the next call of a kernel
}

ChosenTarget& GetChosenTarget() {
  static ChosenTarget chosen;
  return chosen;
}

void Abort(const char* file, int line, const char* format, ...) {
  static_cast<void>(std::fprintf(stderr, "%s:%d: ", file, line));
  std::va_list arguments;
  va_start(arguments, format);
  static_cast<void>(std::vfprintf(stderr, format, arguments));
  va_end(arguments);
  static_cast<void>(std::fputc('\n', stderr));
  std::abort();
}

}  // namespace hwy
