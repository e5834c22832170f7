#include "libcg/storage/page_cache.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "libcg/base/hash.h"

namespace cg::storage {
namespace {

/// The identity of a page: table, snapshot and key in one string, compared whole, so that no collision of hashes can
/// give a wrong page. Of 16 bytes and a short key, most fit into the string itself or one small allocation.
std::string identity(unsigned table, std::string_view key, std::uint64_t snapshot) {
  std::string id;
  id.reserve(sizeof table + sizeof snapshot + key.size());
  id.append(reinterpret_cast<const char*>(&table), sizeof table);
  id.append(reinterpret_cast<const char*>(&snapshot), sizeof snapshot);
  id.append(key);
  return id;
}

struct Entry {
  PageCache::Page page;
  std::size_t bytes = 0;
  std::uint8_t uses = 0;  // 0 to 3, raised by hits, lowered by the eviction hand
};

struct IdentityHash {
  std::size_t operator()(const std::string& id) const noexcept { return hash64(id); }
};
using Entries = std::unordered_map<std::string, Entry, IdentityHash>;

// Map node, queue slot, the string's and the pointer's control blocks: measured with glibc's allocator, rounded up.
constexpr std::size_t kEntryOverheadBytes = 192;

}  // namespace

class PageCache::Shard {
 public:
  explicit Shard(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  Page find(const std::string& id) {
    const std::lock_guard guard(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) {
      ++counters_.misses;
      return nullptr;
    }
    ++counters_.hits;
    found->second.uses = std::min<std::uint8_t>(3, static_cast<std::uint8_t>(found->second.uses + 1));
    return found->second.page;
  }

  void insert(std::string id, const Page& page) {
    const std::size_t bytes = page->capacity() + id.size() + kEntryOverheadBytes;
    const std::lock_guard guard(mutex_);
    if (bytes > max_bytes_) return;  // it would push out everything and still not fit
    const std::uint64_t hash = hash64(id);
    const auto [at, fresh] = entries_.try_emplace(std::move(id), Entry{page, bytes, 0});
    if (!fresh) return;
    counters_.bytes += bytes;
    const bool seen_lately = ghosts_.erase(hash) != 0;
    if (seen_lately) {
      main_.push_back(&*at);
    } else {
      small_.push_back(&*at);
      small_bytes_ += bytes;
    }
    while (counters_.bytes > max_bytes_) evict_one();
  }

  void add_to(CacheCounters& sum) const {
    const std::lock_guard guard(mutex_);
    sum.hits += counters_.hits;
    sum.misses += counters_.misses;
    sum.evictions += counters_.evictions;
    sum.bytes += counters_.bytes;
    sum.entries += entries_.size();
  }

 private:
  using Node = Entries::value_type;

  void evict_one() {
    if (!small_.empty() && (small_bytes_ > max_bytes_ / 10 || main_.empty())) {
      Node* const node = small_.front();
      small_.pop_front();
      small_bytes_ -= node->second.bytes;
      if (node->second.uses > 0) {
        node->second.uses = 0;
        main_.push_back(node);
      } else {
        remember(hash64(node->first));
        drop(node);
      }
      return;
    }
    Node* const node = main_.front();
    main_.pop_front();
    if (node->second.uses > 0) {
      --node->second.uses;
      main_.push_back(node);
    } else {
      drop(node);
    }
  }

  void drop(Node* node) {
    counters_.bytes -= node->second.bytes;
    ++counters_.evictions;
    entries_.erase(entries_.find(node->first));
  }

  /// As many ghosts as pages: what left longer ago than that did not come back soon.
  void remember(std::uint64_t hash) {
    if (ghosts_.insert(hash).second) ghost_order_.push_back(hash);
    while (ghost_order_.size() > std::max<std::size_t>(entries_.size(), 16)) {
      ghosts_.erase(ghost_order_.front());
      ghost_order_.pop_front();
    }
  }

  mutable std::mutex mutex_;
  std::size_t max_bytes_;
  std::size_t small_bytes_ = 0;
  CacheCounters counters_;
  Entries entries_;  // nodes keep their addresses, which the queues hold
  std::deque<Node*> small_;
  std::deque<Node*> main_;
  std::unordered_set<std::uint64_t> ghosts_;
  std::deque<std::uint64_t> ghost_order_;
};

PageCache::PageCache(std::size_t max_bytes) {
  for (auto& shard : shards_) shard = std::make_unique<Shard>(max_bytes / kShards);
}
PageCache::~PageCache() = default;

PageCache::Page PageCache::get(unsigned table, std::string_view key, std::uint64_t snapshot,
                               const std::function<std::string()>& load) {
  std::string id = identity(table, key, snapshot);
  // The shard comes from other bits of the hash than the map's bucket.
  Shard& shard = *shards_[(hash64(id) >> 48) % kShards];
  if (Page page = shard.find(id)) return page;
  Page page = std::make_shared<const std::string>(load());
  shard.insert(std::move(id), page);
  return page;
}

CacheCounters PageCache::counters() const {
  CacheCounters sum;
  for (const auto& shard : shards_) shard->add_to(sum);
  return sum;
}

}  // namespace cg::storage
