#include "libcg/storage/segment_editor.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "libcg/storage/cursor.h"
#include "libcg/storage/segment_key.h"

namespace cg::storage {

/// A segment taken out of the table for a change, and perhaps its successor. The pages are decoded copies: views into
/// the table would not survive the first write to it.
struct SegmentEditor::Owned {
  std::vector<std::uint64_t> segments;  // the keys they are stored under
  std::deque<std::string> pages;        // a deque, so that views into a page survive the next
  std::vector<SegmentRecord> records;   // views into the pages

  void take(const PageCodec& codec, const Cursor& cursor) {
    segments.push_back(SegmentKey::parse(cursor.key()));
    pages.push_back(codec.decode(cursor.value()));
    const SegmentPage page(pages.back());
    page.check();
    if (page.key(0) != segments.back()) codec.fail("is stored under a key that is not its own");
    for (std::size_t i = 0; i < page.size(); ++i) records.push_back({page.key(i), page.bytes(i)});
  }

  /// Raw size of the pages taken so far.
  [[nodiscard]] std::size_t bytes() const {
    std::size_t sum = 0;
    for (const auto& record : records) sum += record.bytes.size() + kSegmentRecordOverheadBytes;
    return sum;
  }

  std::vector<SegmentRecord>::iterator at(std::uint64_t key) {
    return std::lower_bound(records.begin(), records.end(), key,
                            [](const SegmentRecord& record, std::uint64_t wanted) { return record.key < wanted; });
  }

  /// Whether the segment taken last is the one that holds the key, or would. Moves the cursor.
  [[nodiscard]] bool holds(Cursor& cursor, std::uint64_t key) const {
    return (cursor.seek_floor(SegmentKey(key).view()) || cursor.first()) && SegmentKey::parse(cursor.key()) == segments.back();
  }

  /// Takes the next segment along if what is left is so little that both fit one.
  void join_successor(Cursor& cursor, const PageCodec& codec, std::size_t aim_bytes) {
    if (segments.empty() || bytes() >= aim_bytes / 4 || !cursor.seek(SegmentKey(segments.back()).view()) || !cursor.next()) return;
    const std::size_t count = records.size();
    take(codec, cursor);
    if (bytes() <= aim_bytes) return;
    records.resize(count);  // too much for one page: the successor stays as it is
    segments.pop_back();
  }
};

SegmentEditor::SegmentEditor(WriteTransaction& transaction, Table table, const PageCodec& codec,
                             const PackOptions& options)
    : transaction_(transaction), table_(table), codec_(codec), options_(options) {}

void SegmentEditor::put(std::uint64_t key, std::string_view bytes) {
  Owned owned;
  {
    Cursor cursor(transaction_, table_);
    // Below the first segment, the first one grows downwards.
    if (cursor.seek_floor(SegmentKey(key).view()) || cursor.first()) owned.take(codec_, cursor);
  }
  const auto at = owned.at(key);
  if (at != owned.records.end() && at->key == key) {
    at->bytes = bytes;
  } else {
    owned.records.insert(at, {key, bytes});
  }
  rewrite(owned.segments, owned.records);
}

bool SegmentEditor::erase(std::uint64_t key) {
  Owned owned;
  {
    Cursor cursor(transaction_, table_);
    if (!cursor.seek_floor(SegmentKey(key).view())) return false;
    owned.take(codec_, cursor);
    const auto at = owned.at(key);
    if (at == owned.records.end() || at->key != key) return false;
    owned.records.erase(at);
    owned.join_successor(cursor, codec_, options_.raw_bytes);
  }
  rewrite(owned.segments, owned.records);
  return true;
}

void SegmentEditor::change_each(std::span<const std::uint64_t> keys, const Change& change) {
  for (std::size_t i = 0; i < keys.size();) {
    Owned owned;
    std::deque<std::string> payloads;
    bool changed = false;
    {
      Cursor cursor(transaction_, table_);
      if (cursor.seek_floor(SegmentKey(keys[i]).view()) || cursor.first()) owned.take(codec_, cursor);
      do {
        const auto at = owned.at(keys[i]);
        const bool there = at != owned.records.end() && at->key == keys[i];
        std::optional<std::string> now = change(i, there ? std::optional(at->bytes) : std::nullopt);
        if (there && !now) {
          owned.records.erase(at);
        } else if (there && at->bytes != *now) {
          at->bytes = payloads.emplace_back(std::move(*now));
        } else if (!there && now) {
          owned.records.insert(at, {keys[i], payloads.emplace_back(std::move(*now))});
        } else {
          continue;
        }
        changed = true;
      } while (++i < keys.size() && !owned.segments.empty() && owned.holds(cursor, keys[i]));
      if (!changed) continue;
      owned.join_successor(cursor, codec_, options_.raw_bytes);
    }
    rewrite(owned.segments, owned.records);
  }
}

void SegmentEditor::rewrite(const std::vector<std::uint64_t>& old_segments, const std::vector<SegmentRecord>& records) {
  std::vector<std::size_t> sizes;
  sizes.reserve(records.size());
  for (const auto& record : records) sizes.push_back(record.bytes.size() + kSegmentRecordOverheadBytes);
  for (const std::uint64_t segment : old_segments) transaction_.erase(table_, SegmentKey(segment).view());
  std::span<const SegmentRecord> left(records);
  for (const std::size_t count : even_pieces(sizes, options_.raw_bytes)) {
    const auto piece = left.first(count);
    transaction_.put(table_, SegmentKey(piece.front().key).view(), codec_.encode(encode_segment(piece)));
    left = left.subspan(count);
  }
}

}  // namespace cg::storage
