// What is kept when a page has to go?
//
// A page of 16 KiB holds the records of some tens of files, and a question asks for one of them: most of a cache of pages is what
// stood beside what was asked for. So pages are kept for as long as neighbours may be asked for, a fifth of the room, and leave
// behind copies of those of their records that were asked for twice (or again soon after they had left): record_tier.h. A page of
// which half would be copied, or that has no records (a block of names), stays whole if it was asked for again.
//
// On traces of 120,000 requests of callers, for as many hits as 1 MiB of this has, LRU over pages needs 1.15 MB for redis and 5.1 MB for
// the Linux kernel (`cg-bench run --suite cache.memory`). There it has fewer misses than the best that pages alone could do with the
// future known (91 against 98 of 1,000). Redis is 2.3 MB of pages, all of them in use: what could be left out is little, and the
// published half is not reached by anything tried. Rejected after simulation on the same traces: single rows of symbols instead of
// records of up to 256 (.15 for the kernel, no better for redis, and each would be decoded apart), copies after the first request (more
// records than come back), pages in a tenth or a half of the room.
//
// The knobs query_cache_policy and search_cache_policy choose it or one of two that are known well (plain_room.cc). Misses of 1,000 requests in
// 1 MiB, the trace with a scan in the middle (`cg-bench run --suite cache.hits`):
//                                          this   CLOCK   segmented LRU   LRU    the future known
//   redis, 2.3 MB of pages in use          12.0   13.5    11.9            14.1   6.3
//   12,859 files of the kernel, 35.2 MB    71.3   80.8    76.5            82.1   57.1
#include "libcg/storage/page_cache.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "libcg/base/hash.h"
#include "libcg/storage/page_room.h"
#include "libcg/storage/record_tier.h"

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

/// A record that a page was asked for. Where it is and not a view: a reader may hold another copy of the same page.
struct Asked {
  std::uint64_t key = 0;
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  std::uint32_t times = 0;
};

struct Entry {
  PageCache::Page page;
  std::size_t bytes = 0;
  std::uint8_t uses = 0;  // 0 to 3, raised by hits, lowered by the eviction hand
  std::vector<Asked> asked;
};

struct IdentityHash {
  std::size_t operator()(const std::string& id) const noexcept { return hash64(id); }
};
using Entries = std::unordered_map<std::string, Entry, IdentityHash>;
using Node = Entries::value_type;

// Map node, queue slot, the string's and the pointer's control blocks: measured with glibc's allocator, rounded up.
constexpr std::size_t kEntryOverheadBytes = 192;
// As long as that a record beside the copied one costs nothing more.
constexpr std::size_t kRecordOverheadBytes = 100;
constexpr std::uint32_t kTimesToStay = 2;

class RecordRoom final : public PageRoom {
 public:
  explicit RecordRoom(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  std::optional<Record> find_record(const RecordTier::Key& key) override {
    const std::lock_guard guard(mutex_);
    auto record = records_.find(key);
    if (record) ++counters_.hits;
    return record;
  }

  PageCache::Page find(const std::string& id) override {
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

  void insert(std::string id, const PageCache::Page& page) override {
    const std::size_t bytes = page->capacity() + id.size() + kEntryOverheadBytes;
    const std::lock_guard guard(mutex_);
    if (bytes > max_bytes_) return;  // it would push out everything and still not fit
    const std::uint64_t hash = hash64(id);
    const auto [at, fresh] = entries_.try_emplace(std::move(id), Entry{page, bytes, 0, {}});
    if (!fresh) return;
    const bool seen_lately = ghosts_.erase(hash) != 0;
    (seen_lately ? main_ : small_).push_back(&*at);
    (seen_lately ? main_bytes_ : small_bytes_) += bytes;
    make_room();
  }

  void asked(const std::string& id, const RecordTier::Key& key, std::size_t offset, std::size_t size) override {
    const std::lock_guard guard(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return;
    auto& list = found->second.asked;
    for (Asked& one : list) {
      if (one.key != key.key) continue;
      ++one.times;
      return;
    }
    const bool again = ghosts_.erase(RecordTier::hash_of(key)) != 0;
    list.push_back({key.key, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size), again ? kTimesToStay : 1});
  }

  [[nodiscard]] CacheCounters counters() const override {
    const std::lock_guard guard(mutex_);
    CacheCounters now = counters_;
    now.bytes = bytes();
    now.entries = entries_.size() + records_.entries();
    now.records = records_.entries();
    return now;
  }

 private:
  [[nodiscard]] std::size_t bytes() const { return small_bytes_ + main_bytes_ + records_.bytes(); }

  void make_room() {
    while (bytes() > max_bytes_) {
      ++counters_.evictions;
      if (!small_.empty() && (small_bytes_ > max_bytes_ / 5 || (main_.empty() && records_.entries() == 0))) {
        evict_small();
      } else if (!(records_.bytes() >= main_bytes_ && records_.evict_one()) && !main_.empty()) {
        evict_main();
      } else if (main_.empty() && records_.entries() == 0) {
        records_ = RecordTier();  // nothing is left but room that it had
      }
    }
  }

  void evict_small() {
    Node* const node = small_.front();
    small_.pop_front();
    small_bytes_ -= node->second.bytes;
    if (node->second.uses > 0 && !is_sparse(node->second)) {
      node->second.uses = 0;
      main_.push_back(node);
      main_bytes_ += node->second.bytes;
      return;
    }
    remember(hash64(node->first));
    keep_records(*node);
    entries_.erase(entries_.find(node->first));
  }

  void evict_main() {
    Node* const node = main_.front();
    main_.pop_front();
    if (node->second.uses > 0) {
      --node->second.uses;
      main_.push_back(node);
      return;
    }
    main_bytes_ -= node->second.bytes;
    keep_records(*node);
    entries_.erase(entries_.find(node->first));
  }

  /// Whether what was asked for is less than half of the page.
  static bool is_sparse(const Entry& entry) {
    std::size_t wanted = 0;
    for (const Asked& one : entry.asked) {
      if (one.times >= kTimesToStay) wanted += one.size + kRecordOverheadBytes;
    }
    return !entry.asked.empty() && wanted < entry.bytes / 2;
  }

  void keep_records(const Node& node) {
    RecordTier::Key key = key_of(node.first);
    const std::string_view page = *node.second.page;
    for (const Asked& one : node.second.asked) {
      key.key = one.key;
      if (one.times >= kTimesToStay) {
        records_.keep(key, page.substr(one.offset, one.size));
      } else {
        remember(RecordTier::hash_of(key));
      }
    }
  }

  static RecordTier::Key key_of(const std::string& id) {
    RecordTier::Key key;
    std::memcpy(&key.table, id.data(), sizeof key.table);
    std::memcpy(&key.snapshot, id.data() + sizeof key.table, sizeof key.snapshot);
    return key;
  }

  /// As many ghosts as there are entries: what left longer ago than that did not come back soon.
  void remember(std::uint64_t hash) {
    if (ghosts_.insert(hash).second) ghost_order_.push_back(hash);
    while (ghost_order_.size() > std::max<std::size_t>(entries_.size() + records_.entries(), 16)) {
      ghosts_.erase(ghost_order_.front());
      ghost_order_.pop_front();
    }
  }

  mutable std::mutex mutex_;
  std::size_t max_bytes_;
  std::size_t small_bytes_ = 0;
  std::size_t main_bytes_ = 0;
  CacheCounters counters_;
  Entries entries_;  // nodes keep their addresses, which the queues hold
  std::deque<Node*> small_;
  std::deque<Node*> main_;
  RecordTier records_;
  std::unordered_set<std::uint64_t> ghosts_;
  std::deque<std::uint64_t> ghost_order_;
};

}  // namespace

PageCache::PageCache(std::size_t max_bytes, CachePolicy policy) {
  if (policy == CachePolicy::kRecords) {
    room_ = std::make_unique<RecordRoom>(max_bytes);
  } else {
    room_ = make_plain_room(policy, max_bytes);
  }
}
PageCache::~PageCache() = default;

PageCache::Page PageCache::get(unsigned table, std::string_view key, std::uint64_t snapshot,
                               const std::function<std::string()>& load) {
  std::string id = identity(table, key, snapshot);
  if (Page page = room_->find(id)) return page;
  Page page = std::make_shared<const std::string>(load());
  room_->insert(std::move(id), page);
  return page;
}

std::optional<Record> PageCache::find_record(unsigned table, std::uint64_t key, std::uint64_t snapshot) {
  return room_->find_record({key, snapshot, table});
}

void PageCache::asked(unsigned table, std::string_view page_key, std::uint64_t snapshot, std::uint64_t key, std::size_t offset, std::size_t size) {
  room_->asked(identity(table, page_key, snapshot), {key, snapshot, table}, offset, size);
}

CacheCounters PageCache::counters() const { return room_->counters(); }

}  // namespace cg::storage
