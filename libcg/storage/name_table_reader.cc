#include "libcg/storage/name_table_reader.h"

#include <utility>

#include "libcg/base/error.h"
#include "libcg/storage/name_key.h"

namespace cg::storage {
namespace {

[[noreturn]] void misplaced() {
  throw Error(ErrorKind::kFormat, "the index is damaged: a page of names is not in its place; run cg-index to rebuild it");
}

}  // namespace

NameTableReader::NameTableReader(const Transaction& transaction, Table table, const PageCodec& codec, PageCache* cache)
    : transaction_(transaction),
      table_(table),
      codec_(codec),
      cache_(transaction.writable() ? nullptr : cache),
      cursor_(transaction, table) {}

/// Makes the page at the cursor the current one, if it is not already.
void NameTableReader::load() {
  if (bytes_ != nullptr && !transaction_.writable() && key_ == cursor_.key()) return;
  const auto decode = [this] {
    std::string raw = codec_.decode(cursor_.value());
    transaction_.done_with(cursor_.value());
    transaction_.done_with(cursor_.key());  // it lies in a page of the tree, and a large tree has many
    return raw;
  };
  auto bytes = cache_ != nullptr ? cache_->get(table_.handle(), cursor_.key(), transaction_.id(), decode)
                                 : std::make_shared<const std::string>(decode());
  const NameBlock block(*bytes);
  key_.assign(cursor_.key());
  walker_ = NameWalker(block);
  block_ = block;
  bytes_ = std::move(bytes);
}

std::optional<Record> NameTableReader::find(std::string_view wanted) {
  const auto first_name = [this] {
    load();
    return block_.first_name();
  };
  const bool placed = place_name(cursor_, wanted, first_name);
  if (placed) {
    load();
    if (walker_.seek(wanted) && walker_.name() == wanted) return payload();
  }
  check_absence(wanted, placed);
  return std::nullopt;
}

/// The name is not in the page where its key leads. Pages have checksums and keys have none: at the rim of the page its
/// neighbour has to agree, lest a damaged key makes a name disappear.
void NameTableReader::check_absence(std::string_view wanted, bool placed) {
  if (!placed) {
    if (!cursor_.first()) return;
    load();
    if (block_.first_name() <= wanted) misplaced();
  } else if (wanted < block_.first_name()) {
    if (!cursor_.previous()) return;
    load();
    if (walker_.seek(wanted)) misplaced();
  } else if (walker_.name() < wanted) {
    if (!cursor_.next()) return;
    load();
    if (block_.first_name() <= wanted) misplaced();
  }
}

bool NameTableReader::first() {
  if (!cursor_.first()) return false;
  load();
  return walker_.first();
}

bool NameTableReader::seek(std::string_view wanted) {
  const auto first_name = [this] {
    load();
    return block_.first_name();
  };
  if (!place_name(cursor_, wanted, first_name)) return first();
  load();
  if (wanted < block_.first_name()) {
    const std::string key = key_;
    check_absence(wanted, true);
    if (key_ == key) return walker_.first();
    (void)cursor_.seek(key);
    load();
    return walker_.first();
  }
  if (walker_.seek(wanted)) return true;
  if (!cursor_.next()) return false;  // between the last name of this page and the first of the next
  load();
  return walker_.first();
}

bool NameTableReader::next() {
  if (walker_.next()) return true;
  const std::string last(walker_.name());
  if (!cursor_.next()) return false;
  load();
  if (block_.first_name() <= last) misplaced();
  return walker_.first();
}

}  // namespace cg::storage
