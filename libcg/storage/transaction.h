#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <semaphore>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/mapped_use.h"
#include "libcg/storage/table.h"
#include "libcg/storage/tree_walk.h"

struct MDB_txn;

namespace cg::storage {

class Environment;
using WriteGate = std::binary_semaphore;

/// A consistent view of all tables. Reading is the same in both kinds; use one from one thread at a time, and
/// destroy cursors before the transaction they walk. Views returned live until the transaction ends, and in a
/// WriteTransaction only until its next change.
class Transaction {
 public:
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// The value under a key of 1 to kMaxKeyBytes bytes; empty if there is none.
  [[nodiscard]] std::optional<std::string_view> get(Table table, std::string_view key) const;
  /// The same, but nothing of a large value is looked at (TreeWalk::place()).
  [[nodiscard]] std::optional<std::string_view> place_of(Table table, std::string_view key) const;
  [[nodiscard]] TableSize size(Table table) const;

  /// Names the snapshot: equal ids in one environment mean equal contents.
  [[nodiscard]] std::uint64_t id() const noexcept;
  [[nodiscard]] bool writable() const noexcept { return writable_; }
  [[nodiscard]] const std::string& path() const noexcept;
  /// Error{kFormat} unless a key or value lies within the data file: LMDB takes its size from the page.
  void check_inside(std::string_view read) const;
  /// For this floor only: through the table by pages that are checked on the way. Empty where LMDB has to walk: of what is being
  /// written not all lies in the file.
  [[nodiscard]] std::optional<TreeWalk> walk(Table table) const;
  /// For this floor only.
  [[nodiscard]] MDB_txn* handle() const noexcept { return txn_; }
  /// Tells that a key or value has been read, so that its memory may be given back (see mapped_use.h).
  /// A view of it stays good.
  void done_with(std::string_view read) const {
    if (!writable_) mapped_use_.done_with(read);
  }

 protected:
  Transaction(const Environment& environment, bool writable);
  ~Transaction();

  const Environment* environment_;
  MDB_txn* txn_ = nullptr;
  bool writable_;
  std::string_view map_;  ///< of a snapshot: the pages in use, where that is known
  mutable MappedUse mapped_use_;

 private:
  void find_main_table(const Environment& environment);

  TreeFile trees_in_;
  mutable std::vector<std::optional<TableRecord>> trees_;  ///< of a snapshot whose map is known, by handle; empty: not asked for yet
};

/// A snapshot: what is committed later does not show in it, and what it sees stays.
class ReadTransaction : public Transaction {
 public:
  explicit ReadTransaction(const Environment& environment) : Transaction(environment, false) {}
};

/// Changes that appear all at once at commit, or not at all. Begins by waiting for the one before it.
class WriteTransaction : public Transaction {
 public:
  explicit WriteTransaction(Environment& environment);
  /// Aborts unless committed.
  ~WriteTransaction();

  /// Sets the value of a key, replacing what was there.
  void put(Table table, std::string_view key, std::string_view value);
  /// Adds a key above every key of the table: fills pages to the brim. Error{kFormat} if the key is not above.
  void append(Table table, std::string_view key, std::string_view value);
  /// Sets the value of a key to size bytes to be filled in by the caller before anything else is written.
  [[nodiscard]] std::span<char> reserve(Table table, std::string_view key, std::size_t size);
  /// False if the key was not there.
  bool erase(Table table, std::string_view key);
  /// Removes every key of the table.
  void clear(Table table);

  /// Makes the changes visible and, unless the environment was made by create(), durable. At most once; afterwards
  /// the transaction can only be destroyed.
  void commit();

 private:
  void store(Table table, std::string_view key, std::string_view value, unsigned flags);
  void make_room() const;
  void trim() const;

  struct OpenGate {
    void operator()(WriteGate* gate) const noexcept { gate->release(); }
  };
  std::unique_ptr<WriteGate, OpenGate> writing_;  // released last, when the transaction has ended
  std::uint64_t new_pages_bound_ = 0;  // no more pages than this can be new at commit
};

}  // namespace cg::storage
