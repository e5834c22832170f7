#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "libcg/storage/cursor.h"
#include "libcg/storage/name_block.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/record.h"

namespace cg::storage {

/// Reads what NameTableWriter and NameTableEditor wrote. One per thread. Damage is Error{kFormat}.
class NameTableReader {
 public:
  /// Cache may be null, and is not used in a WriteTransaction, whose pages change under their keys.
  /// All four must outlive the reader.
  NameTableReader(const Transaction& transaction, Table table, const PageCodec& codec, PageCache* cache = nullptr);

  /// The payload of a name; empty if the name is not there. Moves the walker.
  [[nodiscard]] std::optional<Record> find(std::string_view name);

  /// Walks in the order of names: to the first, to the first not below a name, to the next. False past the end; only
  /// after true may name() and payload() be asked for.
  bool first();
  bool seek(std::string_view name);
  bool next();
  /// Valid until the walker moves.
  [[nodiscard]] std::string_view name() const noexcept { return walker_.name(); }
  [[nodiscard]] Record payload() const { return {bytes_, walker_.payload()}; }

  /// Calls visit(name, payload) for every name that begins with prefix, in order, until it returns false.
  template <typename Visit>
  void for_each_prefix(std::string_view prefix, Visit&& visit) {
    for (bool more = seek(prefix); more && name().starts_with(prefix); more = next()) {
      if (!visit(name(), payload())) return;
    }
  }

 private:
  void load();
  void check_absence(std::string_view wanted, bool placed);

  const Transaction& transaction_;
  Table table_;
  const PageCodec& codec_;
  PageCache* cache_;
  Cursor cursor_;
  std::string key_;  // of the page loaded
  std::shared_ptr<const std::string> bytes_;
  NameBlock block_;
  NameWalker walker_;
};

}  // namespace cg::storage
