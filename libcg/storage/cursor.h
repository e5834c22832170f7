#pragma once
#include <optional>
#include <string_view>

#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/tree_walk.h"

struct MDB_cursor;

namespace cg::storage {

/// Walks the keys of one table in byte order. Every move tells whether there is an entry; only then may key() and
/// value() be read. Must not outlive its transaction.
class Cursor {
 public:
  Cursor(const Transaction& transaction, Table table);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  bool first();
  bool last();
  bool next();
  bool previous();
  /// The first key not below the given one. An empty key means first().
  bool seek(std::string_view key);
  /// The last key not above the given one.
  bool seek_floor(std::string_view key);

  [[nodiscard]] std::string_view key() const noexcept { return key_; }
  /// Looked for when it is asked for: values lie on pages of their own, and a move passes by many.
  [[nodiscard]] std::string_view value() const;

 private:
  bool move(int operation);
  bool moved(bool there);

  const Transaction& transaction_;
  std::optional<TreeWalk> walk_;  ///< of a snapshot; else LMDB's own
  MDB_cursor* cursor_ = nullptr;
  std::string_view key_;
  mutable std::optional<std::string_view> value_;
};

/// Calls visit(key, value) for every key that begins with prefix, in order. visit returns whether to go on.
template <typename Visit>
void for_each_prefix(const Transaction& transaction, Table table, std::string_view prefix, Visit&& visit) {
  Cursor cursor(transaction, table);
  for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix); more = cursor.next()) {
    if (!visit(cursor.key(), cursor.value())) return;
  }
}

}  // namespace cg::storage
