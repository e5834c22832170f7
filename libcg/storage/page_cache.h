#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "libcg/storage/record.h"

namespace cg::storage {

/// What the cache has done since it was made.
struct CacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t evictions = 0;
  std::size_t bytes = 0;    ///< held now, with what each entry costs besides its page
  std::size_t entries = 0;  ///< held now, pages and records
  std::size_t records = 0;  ///< of them, records without their page
};

/// Who stays when the room is full; the values of the knobs query_cache_policy and search_cache_policy.
enum class CachePolicy : std::uint8_t {
  kRecords = 0,       ///< see PageCache
  kClock = 1,         ///< whole pages in a queue, which one that was asked for passes once more
  kSegmentedLru = 2,  ///< whole pages by when they were asked for last, those that were asked for again apart
};

class PageRoom;

/// Decoded pages and records of them, bounded in bytes. One cache serves one Environment; threads may share it.
///
/// By CachePolicy::kRecords: after S3-FIFO (Yang et al., SOSP 2023): new pages go through a small queue and leave it unless they were asked for again, so that
/// one long scan does not push out what a session needs; a ghost queue of hashes lets what comes back soon in at once. A hit only
/// raises a counter: no list is moved. Unlike there, a page that leaves may leave some of its records behind (page_cache.cc).
class PageCache {
 public:
  using Page = std::shared_ptr<const std::string>;

  explicit PageCache(std::size_t max_bytes, CachePolicy policy = CachePolicy::kRecords);
  ~PageCache();
  PageCache(const PageCache&) = delete;
  PageCache& operator=(const PageCache&) = delete;

  /// The page of a table under its key in one snapshot (Transaction::id), from the cache or by load(). load runs
  /// without a lock held, so two threads may load the same page at the same time; both get it. What load throws
  /// passes through.
  /// The page stays good for as long as it is held, evicted or not.
  Page get(unsigned table, std::string_view key, std::uint64_t snapshot, const std::function<std::string()>& load);

  /// A record that was kept when its page left; empty if there is none, and then the page may still be here.
  std::optional<Record> find_record(unsigned table, std::uint64_t key, std::uint64_t snapshot);
  /// Says that get()'s page was asked for its record `key`, which is `size` bytes from `offset` on.
  void asked(unsigned table, std::string_view page_key, std::uint64_t snapshot, std::uint64_t key, std::size_t offset, std::size_t size);

  [[nodiscard]] CacheCounters counters() const;

 private:
  std::unique_ptr<PageRoom> room_;
};

}  // namespace cg::storage
