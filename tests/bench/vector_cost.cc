// vector_cost [scan|knn|crossing|encode]: what the kernels and the nearest-neighbour search cost on this machine. Everything is
// measured in one run and taken by turns, several times, in CPU time of the one thread, because machines are shared: ratios
// of the best of each are the figures. Prints every sample. Vectors are normal random numbers, the worst case for codes,
// and clusters.

#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "libcg/embed/npy_header.h"
#include "libcg/simd/dot_i8.h"
#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/target.h"

namespace {

using namespace cg;

struct Numbers {
  std::uint64_t state;
  std::uint64_t bits() {
    state ^= state >> 12U;
    state ^= state << 25U;
    state ^= state >> 27U;
    return state * 0x2545f4914f6cdd1dU;
  }
  float normal() {
    const std::uint64_t b = bits();
    float sum = 0;
    for (unsigned i = 0; i < 4; ++i) sum += static_cast<float>((b >> (16 * i)) & 0xffffU);
    return (sum - 131070.0F) / 37837.0F;
  }
};

/// Memory in huge pages where the system gives them: a scan should not measure page walks.
template <class T>
struct Block {
  explicit Block(std::size_t count) : size(count), bytes(((count * sizeof(T)) + (2U << 20U) - 1) >> 21U << 21U) {
    data = static_cast<T*>(std::aligned_alloc(2U << 20U, bytes));
    madvise(data, bytes, MADV_HUGEPAGE);
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() { std::free(data); }
  std::size_t size;
  std::size_t bytes;
  T* data;
};

struct Contender {
  std::string name;
  std::function<void()> run;
  double best = 1e30;
  std::string samples = {};
};

/// All of them by turns, `rounds` times.
void race(std::vector<Contender>& contenders, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (Contender& c : contenders) {
      const std::int64_t start = thread_cpu_ns();
      c.run();
      const double ns = static_cast<double>(thread_cpu_ns() - start);
      c.best = std::min(c.best, ns);
      c.samples += fmt::format(" {:.0f}", ns / 1e3);
    }
  }
  for (const Contender& c : contenders) fmt::print("  {:24} us:{}\n", c.name, c.samples);
}

std::uint64_t sink = 0;

/// Reads every cache line once: the streaming bandwidth that a scan is held against; by the processor's own prefetching, or
/// asking for lines this many bytes ahead, whichever is quicker.
template <std::size_t kAhead>
__attribute__((target("avx2"), noinline)) std::uint64_t stream(const std::int8_t* data, std::size_t bytes) {
  using Vec = long long __attribute__((vector_size(32)));
  Vec a{};
  Vec b{};
  Vec c{};
  Vec d{};
  const auto* at = reinterpret_cast<const Vec*>(data);
  for (std::size_t i = 0; i + 4 <= bytes / 32; i += 4) {
    if constexpr (kAhead != 0) {
      __builtin_prefetch(data + i * 32 + kAhead);
      __builtin_prefetch(data + i * 32 + 64 + kAhead);
    }
    a += at[i];
    b += at[i + 1];
    c += at[i + 2];
    d += at[i + 3];
  }
  const Vec sum = a + b + c + d;
  return static_cast<std::uint64_t>(sum[0] + sum[1] + sum[2] + sum[3]);
}

void scan(std::size_t dim, std::size_t rows, const char* where, int rounds, int repeat) {
  Numbers numbers{dim * 7919 + rows};
  Block<std::int8_t> data(rows * dim);
  for (std::size_t i = 0; i < data.size; i += 8) {
    const std::uint64_t b = numbers.bits();
    std::memcpy(data.data + i, &b, 8);
  }
  std::vector<std::int8_t> queries(64 * dim);
  for (auto& x : queries) x = static_cast<std::int8_t>(numbers.bits());
  std::vector<std::int32_t> out(std::max<std::size_t>(rows, 64 * 256));
  fmt::print("int8 scan, {} rows of {} ({} MB, {}), one query\n", rows, dim, data.size >> 20U, where);
  std::vector<Contender> all;
  all.push_back({"streaming", [&] {
                   for (int i = 0; i < repeat; ++i) sink += stream<0>(data.data, data.size);
                 }});
  all.push_back({"streaming, ahead", [&] {
                   for (int i = 0; i < repeat; ++i) sink += stream<2048>(data.data, data.size);
                 }});
  for (const simd::Target target : simd::supported_targets()) {
    all.push_back({std::string(simd::name_of(target)), [&, target] {
                     simd::use_target(target);
                     for (int i = 0; i < repeat; ++i) {
                       simd::dot_i8(queries.data(), 1, data.data, rows, dim, out.data());
                       sink += static_cast<std::uint64_t>(out[static_cast<std::size_t>(i)]);
                     }
                   }});
  }
  race(all, rounds);
  const double bytes = static_cast<double>(data.size) * repeat;
  for (const Contender& c : all) {
    fmt::print("  {:24} {:6.1f} GB/s  {:5.1f}% of streaming  {:5.1f} x strict scalar\n", c.name, bytes / c.best, 100 * std::min(all[0].best, all[1].best) / c.best,
               all[2].best / c.best);
  }
  // Blocks of queries: products a second, against one query at a time.
  simd::use_target(simd::supported_targets().back());
  std::vector<Contender> blocks;
  for (const std::size_t count : {1, 8, 64}) {
    blocks.push_back({fmt::format("{} queries", count), [&, count] {
                        for (std::size_t r = 0; r + 256 <= rows; r += 256) {
                          simd::dot_i8(queries.data(), count, data.data + r * dim, 256, dim, out.data());
                          sink += static_cast<std::uint64_t>(out[0]);
                        }
                      }});
  }
  race(blocks, rounds);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const double count = i == 0 ? 1 : (i == 1 ? 8 : 64);
    fmt::print("  {:24} {:.2f} ns a product, {:.1f} x one at a time\n", blocks[i].name, blocks[i].best / count / static_cast<double>(rows / 256 * 256),
               blocks[0].best * count / blocks[i].best);
  }
}

void neighbours(std::size_t count, std::size_t dim, bool clusters, int rounds) {
  Numbers numbers{count + dim + (clusters ? 1 : 0)};
  constexpr std::size_t kQueries = 64;
  constexpr std::size_t kClusters = 1000;
  std::vector<float> centres(kClusters * dim);
  for (float& x : centres) x = clusters ? numbers.normal() : 0.0F;
  const auto rows_of = [&](std::size_t n) {
    std::string bytes = embed::npy_header("<f4", n, dim);
    const std::size_t start = bytes.size();
    bytes.resize(start + n * dim * 4);
    for (std::size_t r = 0; r < n; ++r) {
      const float* centre = centres.data() + numbers.bits() % kClusters * dim;
      for (std::size_t i = 0; i < dim; ++i) {
        const float x = centre[i] + numbers.normal();
        std::memcpy(bytes.data() + start + (r * dim + i) * 4, &x, 4);
      }
    }
    return bytes;
  };
  const std::string base = rows_of(count);
  const std::string asked = rows_of(kQueries);
  const auto rows = embed::VectorRows::parse(base, embed::VectorFormat::kNpy, "base");
  const auto queries = embed::read_queries(embed::VectorRows::parse(asked, embed::VectorFormat::kNpy, "queries"), embed::Metric::kCosine);
  fmt::print("{} rows of {}, {}, cosine, top 10, one core\n", count, dim, clusters ? "1000 clusters" : "normal random");
  std::int64_t start = thread_cpu_ns();
  const embed::KnnIndex index(rows, embed::Metric::kCosine, 1);
  fmt::print("  built in {:.3f} s, {} MB\n", static_cast<double>(thread_cpu_ns() - start) / 1e9, index.bytes() >> 20U);
  std::vector<std::vector<simd::Scored>> truth;
  std::vector<std::vector<simd::Scored>> found(kQueries);
  start = thread_cpu_ns();
  truth = embed::exact_neighbours(rows, queries, embed::Metric::kCosine, 10, 1);
  fmt::print("  exact float32, 64 together: {:.2f} ms a query\n", static_cast<double>(thread_cpu_ns() - start) / 1e6 / kQueries);
  std::vector<embed::QueryBlock> single(kQueries);
  for (std::size_t q = 0; q < kQueries; ++q) {
    single[q].count = 1;
    single[q].dim = dim;
    single[q].numbers.assign(queries.row(q).begin(), queries.row(q).end());
    single[q].squares = {queries.squares[q]};
  }
  std::vector<double> ms;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t q = 0; q < kQueries; ++q) {
      start = thread_cpu_ns();
      found[q] = index.search(single[q], 10, 1)[0];
      ms.push_back(static_cast<double>(thread_cpu_ns() - start) / 1e6);
    }
  }
  std::ranges::sort(ms);
  std::size_t hits = 0;
  for (std::size_t q = 0; q < kQueries; ++q) {
    for (const auto& s : found[q]) hits += s.score >= truth[q].back().score ? 1U : 0U;
  }
  start = thread_cpu_ns();
  found = index.search(queries, 10, 1);
  const double together = static_cast<double>(thread_cpu_ns() - start) / 1e6 / kQueries;
  fmt::print("  quick: recall {:.4f}; one at a time ms: least {:.3f}, median {:.3f}, p95 {:.3f}; 64 together {:.3f}\n",
             static_cast<double>(hits) / (10.0 * kQueries), ms.front(), ms[ms.size() / 2], ms[ms.size() * 95 / 100], together);
  const embed::SlabPool::Counts buffers = index.buffers();
  fmt::print("  buffers: {} of {} reused\n", buffers.reused, buffers.acquired);
}

/// Codes and bytes alone by turns, for so many rows and questions at a time: where one overtakes the other.
void crossing(std::size_t count, std::size_t dim) {
  Numbers numbers{count};
  const auto rows_of = [&](std::size_t n) {
    std::string bytes = embed::npy_header("<f4", n, dim);
    for (std::size_t i = 0; i < n * dim; ++i) {
      const float x = numbers.normal();
      bytes.append(reinterpret_cast<const char*>(&x), sizeof x);
    }
    return bytes;
  };
  const std::string base = rows_of(count);
  const auto rows = embed::VectorRows::parse(base, embed::VectorFormat::kNpy, "base");
  const embed::KnnIndex index(rows, embed::Metric::kCosine, 1);
  for (const std::size_t together : {1, 2, 4, 8, 16, 32, 64}) {
    const std::string asked = rows_of(together);
    const auto queries = embed::read_queries(embed::VectorRows::parse(asked, embed::VectorFormat::kNpy, "queries"), embed::Metric::kCosine);
    std::vector<Contender> ways;
    for (const std::uint64_t way : {2, 1}) {
      ways.push_back({way == 1 ? "bytes" : "codes", [&, way] {
                        Knobs knobs;
                        knobs.knn_code = way;
                        set_knobs(knobs);
                        sink += index.search(queries, 10, 1)[0][0].id;
                      }});
    }
    fmt::print("{} rows of {}, {} questions at a time\n", count, dim, together);
    race(ways, 15);
    fmt::print("  codes {:.3f} ms a question, bytes {:.3f}: {:.2f} of it\n", ways[0].best / 1e6 / static_cast<double>(together),
               ways[1].best / 1e6 / static_cast<double>(together), ways[1].best / ways[0].best);
  }
}

void encoding() {
  const embed::Model model = embed::Model::open(embed::Model::find());
  embed::Encoder encoder(model);
  // Chunks of about 1,400 bytes whose words follow a power law, as those of code do.
  Numbers numbers{5};
  std::vector<std::string> chunks(4000);
  std::size_t bytes = 0;
  for (std::string& chunk : chunks) {
    while (chunk.size() < 1400) {
      const double u = static_cast<double>(numbers.bits() >> 11U) * 0x1p-53;
      // Tokens are numbered by their bytes: frequent ones lie anywhere.
      const auto rank = static_cast<std::uint64_t>(static_cast<double>(model.size()) * u * u * u * u);
      chunk += model.token(static_cast<std::uint32_t>(rank * 2654435761U % model.size()));
      chunk += " _(.\n;"[numbers.bits() % 6];
    }
    bytes += chunk.size();
  }
  std::vector<float> out(model.dim());
  double best = 1e30;
  for (int round = 0; round < 7; ++round) {
    const std::int64_t start = thread_cpu_ns();
    for (const std::string& chunk : chunks) encoder.chunk({chunk, "src/net/parser.cc", {}}, out);
    best = std::min(best, static_cast<double>(thread_cpu_ns() - start) / 1e9);
  }
  fmt::print("encoding: {:.0f} chunks/s, {:.1f} MB/s, one core ({} bytes a chunk)\n", static_cast<double>(chunks.size()) / best,
             static_cast<double>(bytes) / 1e6 / best, bytes / chunks.size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "all";
  if (what == "all" || what == "scan") {
    for (const std::size_t dim : {256, 384, 768}) scan(dim, (std::size_t{192} << 20U) / dim, "out of cache", 11, 1);
    for (const std::size_t dim : {256, 384, 768}) scan(dim, (std::size_t{512} << 10U) / dim / 16 * 16, "in L2", 7, 20);
  }
  if (what == "all" || what == "knn") {
    for (const bool clusters : {false, true}) {
      neighbours(100000, 256, clusters, 3);
      neighbours(1000000, 256, clusters, 2);
    }
  }
  if (what == "all" || what == "crossing") {
    for (const std::size_t dim : {128, 256, 768}) {
      for (const std::size_t count : {65536, 131072, 262144, 524288}) {
        if (count * dim <= std::size_t{512} * 262144) crossing(count, dim);
      }
    }
  }
  if (what == "all" || what == "encode") encoding();
  fmt::print("# {}\n", sink % 2);
  return 0;
}
