#include "libcg/storage/prefetch.h"

#include <sys/mman.h>

#include <cstdint>

#include "libcg/storage/segment_key.h"

namespace cg::storage {
namespace {

// Pages that are remembered, some 24 bytes each: a question reads tens of pages, a walk thousands.
constexpr std::size_t kRemembered = 1024;
constexpr std::size_t kLearned = 4096;

void will_need(std::string_view bytes) {
  constexpr std::uintptr_t kPageBytes = 4096;
  const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(bytes.data()) / kPageBytes * kPageBytes;
  const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size();
  // A hint: what comes of it does not matter.
  static_cast<void>(::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_WILLNEED));
}

}  // namespace

Prefetcher::Prefetcher(const Transaction& transaction, Foresight foresight, std::size_t most_pages)
    : transaction_(transaction), foresight_(foresight), most_pages_(most_pages), ahead_(foresight == Foresight::kNone ? 1 : kRemembered),
      decoded_(foresight == Foresight::kNone ? 1 : kRemembered), predictor_(foresight == Foresight::kLearned ? kLearned : 1) {}

Cursor& Prefetcher::cursor(Table table) {
  const auto at = cursors_.find(table.handle());
  if (at != cursors_.end()) return at->second;
  return cursors_.try_emplace(table.handle(), transaction_, table).first->second;
}

void Prefetcher::read_ahead(PageId page, std::string_view value) {
  if (!ahead_.add(page)) return;
  will_need(value);
  ++counters_.asked;
}

void Prefetcher::decoding(Table table, std::uint64_t first_key) {
  ++counters_.decoded;
  if (foresight_ == Foresight::kNone) return;
  const PageId page{table.handle(), first_key};
  counters_.used += ahead_.remove(page) ? 1U : 0U;
  decoded_.add(page);
  if (foresight_ == Foresight::kNextPage) {
    Cursor& at = cursor(table);
    bool more = at.seek(SegmentKey(first_key).view()) && at.next();
    if (more) read_ahead({table.handle(), SegmentKey::parse(at.key())}, at.value());
  } else if (foresight_ == Foresight::kLearned) {
    predictor_.saw(page);
    std::optional<PageId> next = predictor_.after(page);
    for (std::size_t i = 0; i < most_pages_ && next && !(*next == page); ++i, next = predictor_.after(*next)) {
      Cursor& at = cursor(Table(next->table));
      if (at.seek(SegmentKey(next->key).view()) && SegmentKey::parse(at.key()) == next->key) read_ahead(*next, at.value());
    }
  }
}

void Prefetcher::want(Table table, std::span<const std::uint64_t> keys) {
  if (foresight_ != Foresight::kGraph) return;
  Cursor& at = cursor(table);
  std::optional<std::uint64_t> last;
  std::size_t pages = 0;
  for (const std::uint64_t key : keys) {
    if (pages == most_pages_) break;
    if (!at.seek_floor(SegmentKey(key).view())) continue;
    const PageId page{table.handle(), SegmentKey::parse(at.key())};
    if (last == page.key) continue;
    last = page.key;
    if (decoded_.remove(page)) {
      decoded_.add(page);
      continue;
    }
    ++pages;
    read_ahead(page, at.value());
  }
}

}  // namespace cg::storage
