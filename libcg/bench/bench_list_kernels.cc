// The kernels that work on lists, each on each target of this machine: the best ten of many scores, numbers from varints, what two
// lists have in common. As in bench_kernels.cc against strict scalar code, the compiler's own, and the bandwidth of memory.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "libcg/base/bytes.h"
#include "libcg/base/hash.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/kernels_auto.h"
#include "libcg/bench/random.h"
#include "libcg/simd/postings.h"
#include "libcg/simd/select.h"
#include "libcg/simd/target.h"
#include "libcg/simd/top_k.h"

namespace cg::bench {
namespace {

constexpr std::size_t kNumbers = std::size_t{1} << 18;  // 1 MiB: in the second cache of most machines
constexpr std::size_t kBest = 10;

std::uint64_t digest_of(const std::vector<std::uint32_t>& numbers) { return hash64({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)}); }

std::uint64_t digest_of(simd::TopK& best) {
  std::uint64_t digest = 0;
  for (const simd::Scored& one : best.take()) digest = digest * 31 + one.id;
  return digest;
}

/// As the search does it: what passes the worst of the best so far, a block at a time, is offered.
std::uint64_t best_of(const std::vector<float>& scores, std::vector<std::uint32_t>& room) {
  constexpr std::size_t kBlock = 1024;
  simd::TopK best(kBest);
  for (std::size_t at = 0; at < scores.size(); at += kBlock) {
    const std::size_t count = std::min(kBlock, scores.size() - at);
    const std::size_t passed = simd::select_at_least(scores.data() + at, count, best.threshold(), static_cast<std::uint32_t>(at), room.data());
    for (std::size_t i = 0; i < passed; ++i) best.offer(scores[room[i]], room[i]);
  }
  return digest_of(best);
}

struct ListKernel {
  const char* name;
  std::size_t bytes;  ///< read in a call
  Way automatic, ours;
};

void add_kernel(Bench& bench, const ListKernel& kernel, const Way& stream, double stream_bytes) {
  const simd::Target best = simd::active_target();
  const auto on = [&kernel, best](simd::Target target) -> Way {
    return [&kernel, target, best] {
      simd::use_target(target);
      const std::uint64_t digest = kernel.ours();
      simd::use_target(best);
      return digest;
    };
  };
  for (const simd::Target target : simd::supported_targets()) {
    if (target == simd::Target::kScalar) continue;
    Result result = bench.time({fmt::format("kernel.lists.{}.{}", kernel.name, simd::name_of(target)), "", "strict scalar, a number", on(simd::Target::kScalar),
                                fmt::format("{}, a number", simd::name_of(target)), on(target), kNumbers}, bench.plan(0.1));
    const std::array<Way, 3> others{on(target), kernel.automatic, stream};
    const Measured measured = measure(others, bench.plan(0.1));
    result.facts = {{"gb_per_second", static_cast<double>(kernel.bytes) / median(measured.series[0].samples_ns)},
                    {"ratio_to_scalar", median(result.before->samples) / median(result.after.samples)},
                    {"ratio_to_compiler", measured.ratio_to_first(1).estimate},
                    {"streaming_gb_per_second", stream_bytes / median(measured.series[2].samples_ns)},
                    {"numbers", static_cast<double>(kNumbers)}};
    result.same_answers = result.same_answers && measured.series[1].digest == measured.series[0].digest;
    bench.add(std::move(result));
  }
}

}  // namespace

void bench_list_kernels(Bench& bench) {
  Random random(bench.settings().seed);
  std::vector<float> scores(kNumbers);
  for (float& x : scores) x = static_cast<float>(random.uniform());
  // Differences as posting lists have them: one in twenty takes two bytes.
  ByteWriter deltas;
  for (std::size_t i = 0; i < kNumbers; ++i) deltas.varint(1 + (random.below(20) == 0 ? random.below(5000) : random.below(100)));
  const std::string_view packed = deltas.view();
  std::vector<std::uint32_t> few, many;
  for (std::uint32_t n = 0; few.size() + many.size() < kNumbers; ++n) {
    if (random.below(2) == 0) many.push_back(n);
    if (random.below(8) == 0) few.push_back(n);
  }
  std::vector<std::uint64_t> memory(std::size_t{4} << 20);  // 32 MiB
  for (auto& x : memory) x = random.next();
  const Way stream = [&] { return automatic::stream(memory.data(), memory.size()); };
  const double stream_bytes = static_cast<double>(memory.size() * sizeof(std::uint64_t));

  std::vector<std::uint32_t> room(kNumbers + 16), numbers(kNumbers), common;
  add_kernel(bench, {"top_k", kNumbers * sizeof(float), [&] {
               simd::TopK best(kBest);
               for (std::size_t i = 0; i < scores.size(); ++i) best.offer(scores[i], static_cast<std::uint32_t>(i));
               return digest_of(best);
             }, [&] { return best_of(scores, room); }}, stream, stream_bytes);
  add_kernel(bench, {"varint", packed.size(), [&] {
               automatic::decode_deltas(packed.data(), kNumbers, numbers.data());
               return digest_of(numbers);
             }, [&] {
               static_cast<void>(simd::decode_deltas(packed, kNumbers, 0, numbers.data()));
               return digest_of(numbers);
             }}, stream, stream_bytes);
  add_kernel(bench, {"intersect", kNumbers * sizeof(std::uint32_t), [&] {
               common.resize(few.size());
               common.resize(automatic::intersect(few.data(), few.size(), many.data(), many.size(), common.data()));
               return digest_of(common);
             }, [&] {
               common.clear();
               simd::intersect(few, many, common);
               return digest_of(common);
             }}, stream, stream_bytes);
}

}  // namespace cg::bench
