#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace cg::storage {

/// What the cache has done since it was made.
struct CacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t evictions = 0;
  std::size_t bytes = 0;    ///< held now, with what each entry costs besides its page
  std::size_t entries = 0;  ///< held now
};

/// Decoded pages, bounded in bytes, shared by all threads. One cache serves one Environment.
///
/// S3-FIFO (Yang et al., SOSP 2023): new pages go through a small queue (a tenth of the room) and leave it for good
/// unless they were asked for again, so that one long scan does not push out what a session needs; a ghost queue of
/// hashes lets a page that comes back soon enter the main queue at once. A hit only raises a counter: no list is moved.
class PageCache {
 public:
  using Page = std::shared_ptr<const std::string>;

  explicit PageCache(std::size_t max_bytes);
  ~PageCache();
  PageCache(const PageCache&) = delete;
  PageCache& operator=(const PageCache&) = delete;

  /// The page of a table under its key in one snapshot (Transaction::id), from the cache or by load(). load runs
  /// without a lock held, so two threads may load the same page at the same time; both get it. What load throws
  /// passes through.
  /// The page stays good for as long as it is held, evicted or not.
  Page get(unsigned table, std::string_view key, std::uint64_t snapshot, const std::function<std::string()>& load);

  [[nodiscard]] CacheCounters counters() const;

 private:
  class Shard;
  // Enough that two threads seldom meet, few enough that a shard of a small cache still holds some pages.
  static constexpr std::size_t kShards = 8;
  std::array<std::unique_ptr<Shard>, kShards> shards_;
};

}  // namespace cg::storage
