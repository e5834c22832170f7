#include "libcg/storage/cursor.h"

#include <lmdb.h>

#include "libcg/storage/lmdb_error.h"
#include "libcg/storage/lmdb_guard.h"

namespace cg::storage {

Cursor::Cursor(const Transaction& transaction, Table table) : transaction_(transaction), walk_(transaction.walk(table)) {
  if (walk_) return;
  check_lmdb(guarded([&] { return mdb_cursor_open(transaction.handle(), table.handle(), &cursor_); }), "read", transaction.path());
}

Cursor::~Cursor() {
  if (cursor_ != nullptr) mdb_cursor_close(cursor_);
}

bool Cursor::move(int operation) {
  MDB_val key{key_.size(), const_cast<char*>(key_.data())};
  MDB_val value{};
  const int code = guarded([&] { return mdb_cursor_get(cursor_, &key, &value, static_cast<MDB_cursor_op>(operation)); });
  if (code == MDB_NOTFOUND) return false;
  check_lmdb(code, "read", transaction_.path());
  key_ = {static_cast<const char*>(key.mv_data), key.mv_size};
  value_ = std::string_view(static_cast<const char*>(value.mv_data), value.mv_size);
  transaction_.check_inside(key_);
  transaction_.check_inside(*value_);
  return true;
}

bool Cursor::moved(bool there) {
  if (!there) return false;
  key_ = walk_->key();
  value_.reset();
  return true;
}

std::string_view Cursor::value() const {
  if (!value_) value_ = walk_->value();
  return *value_;
}

bool Cursor::first() { return walk_ ? moved(walk_->first()) : move(MDB_FIRST); }
bool Cursor::last() { return walk_ ? moved(walk_->last()) : move(MDB_LAST); }
bool Cursor::next() { return walk_ ? moved(walk_->next()) : move(MDB_NEXT); }
bool Cursor::previous() { return walk_ ? moved(walk_->previous()) : move(MDB_PREV); }

bool Cursor::seek(std::string_view key) {
  if (key.empty()) return first();
  if (walk_) return moved(walk_->seek(key));
  key_ = key;
  return move(MDB_SET_RANGE);
}

bool Cursor::seek_floor(std::string_view key) {
  if (!seek(key)) return last();
  return key_ == key || previous();
}

}  // namespace cg::storage
