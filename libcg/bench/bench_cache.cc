// The cache of decoded pages on traces of real questions, in equal memory and at equal hits.

#include <fmt/format.h>

#include <string>

#include "libcg/bench/benchmark.h"
#include "libcg/bench/index_pages.h"
#include "libcg/bench/page_trace.h"
#include "libcg/storage/page_cache.h"

namespace cg::bench {
namespace {

// What an entry costs in a cache of std::list and std::unordered_map with strings for keys: two list links, a map node of
// link, hash, string and iterator, a bucket, the key's bytes in the list as well, and 16 bytes of the allocator for each of
// four allocations.
constexpr std::uint64_t kPlainEntryBytes = 2 * 8 + 32 + 32 + 8 + 8 + 32 + 8 + 8 + 2 * 24 + 4 * 16;

storage::CacheCounters replay(const PageTrace& trace, std::uint64_t max_bytes) {
  storage::PageCache cache(max_bytes);
  for (const std::uint32_t page : trace.requests) {
    const std::string key = fmt::format("{:08x}", page);
    static_cast<void>(cache.get(0, key, 1, [&] { return std::string(trace.page_bytes[page], 'x'); }));
  }
  return cache.counters();
}

/// Room for a quarter of what the trace touches, and at least the eight shards of some pages each that a cache needs.
std::uint64_t tight_room(const PageTrace& trace) {
  return std::max<std::uint64_t>(trace.distinct_bytes() / 4, std::uint64_t{1} << 20);
}

/// The least memory in which the plain cache has so many hits.
std::uint64_t lru_bytes_for(const PageTrace& trace, std::uint64_t hits) {
  std::uint64_t low = 0, high = 2 * trace.distinct_bytes() + (std::uint64_t{1} << 20);
  while (high - low > 4096) {
    const std::uint64_t middle = low + (high - low) / 2;
    (lru_hits(trace, middle, kPlainEntryBytes) >= hits ? high : low) = middle;
  }
  return high;
}

}  // namespace

void bench_cache_memory(Bench& bench) {
  const IndexPages pages(bench.settings().index);
  const auto traces = page_traces(bench.reader(), pages, bench.workload());
  const PageTrace& trace = traces[1];
  const std::uint64_t room = tight_room(trace);
  const storage::CacheCounters ours = replay(trace, room);
  if (ours.entries == 0) {
    bench.missing("cache.memory", "cache_memory", "the questions drawn from this index touch no pages");
    return;
  }
  const std::uint64_t plain = lru_bytes_for(trace, ours.hits);
  Result result = size_result("cache.memory", "cache_memory", "LRU of lists and maps of strings, the least bytes with as many hits",
                              static_cast<double>(plain), "page cache (S3-FIFO), bytes held", static_cast<double>(ours.bytes));
  std::uint64_t payload = 0;
  for (const std::uint32_t bytes : trace.page_bytes) payload += bytes;
  const double mean_page = static_cast<double>(payload) / static_cast<double>(trace.page_bytes.size());
  result.facts = {{"hit_rate", static_cast<double>(ours.hits) / static_cast<double>(trace.requests.size())},
                  {"bytes_per_entry", static_cast<double>(ours.bytes) / static_cast<double>(ours.entries)},
                  {"mean_page_bytes", mean_page},
                  {"requests", static_cast<double>(trace.requests.size())},
                  {"room_bytes", static_cast<double>(room)}};
  result.note = fmt::format("trace {}", trace.name);
  if (room >= trace.distinct_bytes()) result.note += "; the whole trace fits into the cache: a larger index tells more";
  bench.add(std::move(result));
}

void bench_cache_hits(Bench& bench) {
  const IndexPages pages(bench.settings().index);
  for (const PageTrace& trace : page_traces(bench.reader(), pages, bench.workload())) {
    const std::string name = "cache.hits." + trace.name;
    if (trace.requests.empty()) {
      bench.missing(name, "", "the trace is empty");
      continue;
    }
    const std::uint64_t room = tight_room(trace);
    const auto requests = static_cast<double>(trace.requests.size());
    const auto misses = [&](std::uint64_t hits) { return std::max(1000 * (1 - static_cast<double>(hits) / requests), 0.1); };
    // The same memory for all: the plain caches' entries are charged what ours are.
    constexpr std::uint64_t kOurEntryBytes = 192 + 20;
    const storage::CacheCounters ours = replay(trace, room);
    Result result{.name = name, .unit = Unit::kPerThousand};
    result.before = Side{"LRU of the same bytes", {misses(lru_hits(trace, room, kOurEntryBytes))}, {}};
    result.after = {"page cache (S3-FIFO)", {misses(ours.hits)}, {}};
    result.facts = {{"hit_rate", static_cast<double>(ours.hits) / requests},
                    {"optimum_misses_per_thousand", misses(clairvoyant_hits(trace, room, kOurEntryBytes))},
                    {"requests", requests},
                    {"room_bytes", static_cast<double>(room)},
                    {"distinct_bytes", static_cast<double>(trace.distinct_bytes())}};
    if (room >= trace.distinct_bytes()) result.note = "the whole trace fits into the cache: a larger index tells more";
    bench.add(std::move(result));
  }
}

}  // namespace cg::bench
