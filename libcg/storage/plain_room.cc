// Two policies that are known well, to be tried against ours (page_cache.cc) by cg-tune and by cg-bench: whole pages, no memory of what
// has left. CLOCK is a queue in which a page that was asked for since it was looked at last goes round once more. The segmented LRU
// (Karedla, Love and Wherry, 1994) keeps pages that were asked for again apart from those that came once, four fifths of the room.
// page_cache.cc has the misses of all of them side by side.
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "libcg/base/hash.h"
#include "libcg/storage/page_room.h"

namespace cg::storage {
namespace {

// As page_cache.cc counts it, with the links of a list.
constexpr std::size_t kEntryOverheadBytes = 224;

struct IdentityHash {
  std::size_t operator()(const std::string& id) const noexcept { return hash64(id); }
};

class PlainRoom final : public PageRoom {
 public:
  PlainRoom(CachePolicy policy, std::size_t max_bytes) : segmented_(policy == CachePolicy::kSegmentedLru), max_bytes_(max_bytes) {}

  PageCache::Page find(const std::string& id) override {
    const std::lock_guard guard(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) {
      ++counters_.misses;
      return nullptr;
    }
    ++counters_.hits;
    Entry& entry = found->second;
    entry.used = true;
    if (segmented_) {
      Segment& from = entry.kept ? kept_ : new_;
      from.bytes -= entry.bytes;
      kept_.bytes += entry.bytes;
      kept_.order.splice(kept_.order.end(), from.order, entry.at);
      entry.kept = true;
      while (kept_.bytes > max_bytes_ / 5 * 4 && kept_.order.size() > 1) demote();
    }
    return entry.page;
  }

  void insert(std::string id, const PageCache::Page& page) override {
    const std::size_t bytes = page->capacity() + id.size() + kEntryOverheadBytes;
    const std::lock_guard guard(mutex_);
    if (bytes > max_bytes_) return;
    const auto [at, fresh] = entries_.try_emplace(std::move(id), Entry{page, bytes, {}, false, false});
    if (!fresh) return;
    at->second.at = new_.order.insert(new_.order.end(), &*at);
    new_.bytes += bytes;
    while (new_.bytes + kept_.bytes > max_bytes_) evict();
  }

  [[nodiscard]] CacheCounters counters() const override {
    const std::lock_guard guard(mutex_);
    CacheCounters now = counters_;
    now.bytes = new_.bytes + kept_.bytes;
    now.entries = entries_.size();
    return now;
  }

 private:
  struct Entry;
  using Node = std::pair<const std::string, Entry>;
  using Order = std::list<Node*>;
  struct Entry {
    PageCache::Page page;
    std::size_t bytes = 0;
    Order::iterator at;
    bool kept = false;  ///< which segment it is in
    bool used = false;  ///< since the hand came by
  };
  struct Segment {
    Order order;  ///< who goes first is in front
    std::size_t bytes = 0;
  };

  void demote() {
    Entry& entry = kept_.order.front()->second;
    kept_.bytes -= entry.bytes;
    new_.bytes += entry.bytes;
    new_.order.splice(new_.order.end(), kept_.order, entry.at);
    entry.kept = false;
  }

  void evict() {
    if (new_.order.empty()) return demote();
    Node* const node = new_.order.front();
    if (!segmented_ && node->second.used) {
      node->second.used = false;
      new_.order.splice(new_.order.end(), new_.order, new_.order.begin());
      return;
    }
    new_.order.pop_front();
    new_.bytes -= node->second.bytes;
    ++counters_.evictions;
    entries_.erase(entries_.find(node->first));
  }

  mutable std::mutex mutex_;
  bool segmented_;
  std::size_t max_bytes_;
  CacheCounters counters_;
  std::unordered_map<std::string, Entry, IdentityHash> entries_;  // nodes keep their addresses
  Segment new_, kept_;  ///< CLOCK has all in the first
};

}  // namespace

std::unique_ptr<PageRoom> make_plain_room(CachePolicy policy, std::size_t max_bytes) { return std::make_unique<PlainRoom>(policy, max_bytes); }

}  // namespace cg::storage
