// Each vector kernel on each target of this machine, against its scalar twin, the compiler's own vectorisation, and how fast
// memory can be read at all, in the same rounds.

#include <fmt/format.h>


#include "libcg/base/hash.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/kernels_auto.h"
#include "libcg/simd/bit_dot.h"
#include "libcg/simd/dot_f32.h"
#include "libcg/simd/dot_i8.h"
#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"

namespace cg::bench {
namespace {

constexpr std::size_t kDim = 256;
constexpr std::size_t kRows = 8192;  // int8: 2 MiB, float: 8 MiB; beyond the second cache of most machines

template <class T>
std::uint64_t digest_of(const std::vector<T>& values) {
  return hash64({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
}

/// Leaves the target as it was found, whatever happens between.
class TargetGuard {
 public:
  TargetGuard() : before_(simd::active_target()) {}
  ~TargetGuard() { simd::use_target(before_); }
  TargetGuard(const TargetGuard&) = delete;
  TargetGuard& operator=(const TargetGuard&) = delete;

 private:
  simd::Target before_;
};

struct Kernel {
  const char* name;
  std::size_t row_bytes;
  Way scalar, automatic, ours;
  bool exact;  ///< the compiler's order of a float sum may give other bits
};

void add_kernel(Bench& bench, const Kernel& kernel, const Way& stream, double stream_bytes) {
  for (const simd::Target target : simd::supported_targets()) {
    if (target == simd::Target::kScalar) continue;
    const Way ours = [&kernel, target] {
      simd::use_target(target);
      return kernel.ours();
    };
    Result result = bench.time({fmt::format("kernel.{}.{}", kernel.name, simd::name_of(target)), "", "scalar twin, not vectorised", kernel.scalar,
                                fmt::format("{}, a row", simd::name_of(target)), ours, kRows}, bench.plan(0.1));
    const Way others[] = {ours, kernel.automatic, stream};
    const Measured measured = measure(others, bench.plan(0.1));
    const double gb = static_cast<double>(kRows * kernel.row_bytes);
    result.facts = {{"gb_per_second", gb / median(measured.series[0].samples_ns)},
                    {"ratio_to_scalar", median(result.before->samples) / median(result.after.samples)},
                    {"ratio_to_compiler", measured.ratio_to_first(1).estimate},
                    {"streaming_gb_per_second", stream_bytes / median(measured.series[2].samples_ns)},
                    {"dim", static_cast<double>(kDim)},
                    {"rows", static_cast<double>(kRows)}};
    if (kernel.exact && measured.series[1].digest != measured.series[0].digest) result.same_answers = false;
    bench.add(std::move(result));
  }
}

}  // namespace

void bench_kernels(Bench& bench) {
  const TargetGuard guard;
  Random random(bench.settings().seed);
  std::vector<float> floats(kRows * kDim), float_query(kDim), float_out(kRows);
  std::vector<std::int8_t> bytes(kRows * kDim), byte_query(kDim);
  std::vector<std::int32_t> byte_out(kRows);
  constexpr std::size_t kWords = kDim / 64;
  std::vector<std::uint64_t> words(kRows * kWords), word_query(kWords);
  std::vector<std::uint32_t> word_out(kRows);
  for (float& x : floats) x = static_cast<float>(random.uniform() - 0.5);
  for (float& x : float_query) x = static_cast<float>(random.uniform() - 0.5);
  for (auto& x : bytes) x = static_cast<std::int8_t>(static_cast<int>(random.below(255)) - 127);
  for (auto& x : byte_query) x = static_cast<std::int8_t>(static_cast<int>(random.below(255)) - 127);
  for (auto& x : words) x = random.next();
  for (auto& x : word_query) x = random.next();
  std::vector<std::uint64_t> memory(std::size_t{4} << 20);  // 32 MiB
  for (auto& x : memory) x = random.next();
  const Way stream = [&] { return automatic::stream(memory.data(), memory.size()); };
  const double stream_bytes = static_cast<double>(memory.size() * sizeof(std::uint64_t));

  const auto of_floats = [&](auto&& run) -> Way { return [&float_out, run] { run(); return digest_of(float_out); }; };
  const auto of_bytes = [&](auto&& run) -> Way { return [&byte_out, run] { run(); return digest_of(byte_out); }; };
  const auto of_words = [&](auto&& run) -> Way { return [&word_out, run] { run(); return digest_of(word_out); }; };
  add_kernel(bench,
             {"dot_f32", kDim * sizeof(float),
              of_floats([&] { simd::scalar::dot_f32(float_query.data(), 1, floats.data(), kRows, kDim, float_out.data()); }),
              of_floats([&] { automatic::dot_f32(float_query.data(), floats.data(), kRows, kDim, float_out.data()); }),
              of_floats([&] { simd::dot_f32(float_query.data(), 1, floats.data(), kRows, kDim, float_out.data()); }), false},
             stream, stream_bytes);
  add_kernel(bench,
             {"dot_i8", kDim,
              of_bytes([&] { simd::scalar::dot_i8(byte_query.data(), 1, bytes.data(), kRows, kDim, byte_out.data()); }),
              of_bytes([&] { automatic::dot_i8(byte_query.data(), bytes.data(), kRows, kDim, byte_out.data()); }),
              of_bytes([&] { simd::dot_i8(byte_query.data(), 1, bytes.data(), kRows, kDim, byte_out.data()); }), true},
             stream, stream_bytes);
  add_kernel(bench,
             {"hamming", kDim / 8,
              of_words([&] { simd::scalar::hamming(word_query.data(), words.data(), kRows, kWords, word_out.data()); }),
              of_words([&] { automatic::hamming(word_query.data(), words.data(), kRows, kWords, word_out.data()); }),
              of_words([&] { simd::hamming(word_query.data(), words.data(), kRows, kWords, word_out.data()); }), true},
             stream, stream_bytes);
}

}  // namespace cg::bench
