#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "libcg/storage/page_cache.h"
#include "libcg/storage/record_tier.h"

namespace cg::storage {

/// What a PageCache keeps its pages in: the part that decides who stays. For several threads at once.
class PageRoom {
 public:
  PageRoom() = default;
  PageRoom(const PageRoom&) = delete;
  PageRoom& operator=(const PageRoom&) = delete;
  virtual ~PageRoom() = default;

  /// Counts a hit or a miss.
  virtual PageCache::Page find(const std::string& id) = 0;
  virtual void insert(std::string id, const PageCache::Page& page) = 0;
  virtual std::optional<Record> find_record(const RecordTier::Key&) { return std::nullopt; }
  virtual void asked(const std::string& /*id*/, const RecordTier::Key&, std::size_t /*offset*/, std::size_t /*size*/) {}
  [[nodiscard]] virtual CacheCounters counters() const = 0;
};

/// Pages and nothing else, by CachePolicy::kClock or kSegmentedLru.
std::unique_ptr<PageRoom> make_plain_room(CachePolicy policy, std::size_t max_bytes);

}  // namespace cg::storage
