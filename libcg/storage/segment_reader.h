#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libcg/storage/cursor.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/record.h"
#include "libcg/storage/segment_page.h"

namespace cg::storage {

class Prefetcher;

/// Reads what SegmentWriter and SegmentEditor wrote. Cheap to make; one per thread. Damage is Error{kFormat}.
class SegmentReader {
 public:
  /// Cache and prefetcher may be null, and are not used in a WriteTransaction, whose pages change under their keys.
  /// All must outlive the reader.
  SegmentReader(const Transaction& transaction, Table table, const PageCodec& codec, PageCache* cache = nullptr, Prefetcher* prefetcher = nullptr);

  /// Leaves the walker at no place in particular.
  [[nodiscard]] std::optional<Record> find(std::uint64_t key);

  /// Reads a batch: calls visit(key, record) for each key that is there. Keys should ascend: then each page is
  /// decoded once however many keys it holds, and the tree is walked in one direction.
  template <typename Visit>
  void find_each(std::span<const std::uint64_t> keys, Visit&& visit) {
    for (const std::uint64_t wanted : keys) {
      if (!place(wanted)) {
        prove_absence();
      } else if (key() == wanted) {
        visit(wanted, record());
      }
    }
  }

  /// Walks in the order of keys: to the first record, to the first not below a key, to the next. False past the end;
  /// only after true may key() and record() be asked for.
  bool first();
  bool seek(std::uint64_t key);
  bool next();
  [[nodiscard]] std::uint64_t key() const { return page_.key(index_); }
  [[nodiscard]] Record record() const { return {bytes_, page_.bytes(index_)}; }

 private:
  bool place(std::uint64_t key);
  void load();
  void prove_absence();
  [[nodiscard]] bool holds(std::uint64_t key) const;

  const Transaction& transaction_;
  Table table_;
  const PageCodec& codec_;
  PageCache* cache_;
  Prefetcher* prefetcher_;
  Cursor cursor_;
  std::shared_ptr<const std::string> bytes_;  // of the page the cursor is at; null before the first
  SegmentPage page_;
  std::size_t index_ = 0;
};

}  // namespace cg::storage
