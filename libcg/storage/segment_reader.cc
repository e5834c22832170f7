#include "libcg/storage/segment_reader.h"

#include <utility>

#include "libcg/storage/prefetch.h"
#include "libcg/storage/segment_key.h"

namespace cg::storage {

SegmentReader::SegmentReader(const Transaction& transaction, Table table, const PageCodec& codec, PageCache* cache, Prefetcher* prefetcher)
    : transaction_(transaction),
      table_(table),
      codec_(codec),
      cache_(transaction.writable() ? nullptr : cache),
      prefetcher_(transaction.writable() ? nullptr : prefetcher),
      cursor_(transaction, table) {}

/// Makes the page at the cursor the current one.
void SegmentReader::load() {
  const std::uint64_t first = SegmentKey::parse(cursor_.key());
  const auto decode = [this, first] {
    if (prefetcher_ != nullptr) prefetcher_->decoding(table_, first);
    std::string raw = codec_.decode(cursor_.value());
    transaction_.done_with(cursor_.value());
    transaction_.done_with(cursor_.key());  // it lies in a page of the tree, and a large tree has many
    return raw;
  };
  auto bytes = cache_ != nullptr ? cache_->get(table_.handle(), cursor_.key(), transaction_.id(), decode)
                                 : std::make_shared<const std::string>(decode());
  const SegmentPage page(*bytes);
  if (page.key(0) != first) codec_.fail("is stored under a key that is not its own");
  bytes_ = std::move(bytes);  // all at once, so that an error leaves no view of a page that is gone
  page_ = page;
  index_ = 0;
}

/// Whether the current page is the only one that can hold the key.
bool SegmentReader::holds(std::uint64_t key) const {
  if (bytes_ == nullptr || transaction_.writable()) return false;
  return page_.key(0) <= key && key <= page_.key(page_.size() - 1);
}

/// Goes to the first record not below the key in the page that would hold the key; false if there is none in it.
bool SegmentReader::place(std::uint64_t key) {
  if (!holds(key)) {
    bytes_ = nullptr;
    if (!cursor_.seek_floor(SegmentKey(key).view())) return false;
    load();
  }
  index_ = page_.lower_bound(key);
  return index_ < page_.size();
}

std::optional<Record> SegmentReader::find(std::uint64_t wanted) {
  if (cache_ != nullptr && !holds(wanted)) {
    if (auto kept = cache_->find_record(table_.handle(), wanted, transaction_.id())) return kept;
  }
  if (!place(wanted)) {
    prove_absence();
    return std::nullopt;
  }
  if (key() != wanted) return std::nullopt;
  Record found = record();
  if (cache_ != nullptr) {
    const SegmentKey page_key(page_.key(0));
    cache_->asked(table_.handle(), page_key.view(), transaction_.id(), wanted, static_cast<std::size_t>(found.bytes.data() - bytes_->data()), found.bytes.size());
  }
  return found;
}

/// No segment has the key, by the keys under which they are stored. Those keys have no checksum, but segments have one and know their
/// first key, so the one behind the place where the key would be has to agree.
void SegmentReader::prove_absence() {
  const bool below_all = bytes_ == nullptr;
  if (below_all ? cursor_.first() : cursor_.next()) load();
}

bool SegmentReader::first() {
  bytes_ = nullptr;
  if (!cursor_.first()) return false;
  load();
  return true;
}

bool SegmentReader::seek(std::uint64_t key) {
  if (place(key)) return true;
  // Either the key is above all of its page, so the next page has it, or it is below the first page.
  if (bytes_ == nullptr) return first();
  return next();
}

bool SegmentReader::next() {
  if (++index_ < page_.size()) return true;
  if (!cursor_.next()) {
    bytes_ = nullptr;
    return false;
  }
  load();
  return true;
}

}  // namespace cg::storage
