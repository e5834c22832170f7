// Why commit changes the length of the file. A reader refuses a file that is shorter than its head says
// (file_header.h), because LMDB would die of SIGBUS on it. But LMDB itself may leave such a file: pages that were
// taken and given back inside one transaction ("loose" pages) count as used and are never written. So commit first
// makes the file long enough for every page the transaction can have taken, which is a hole and costs no disk, and
// afterwards cuts it to the pages in use. A crash between the two leaves a hole at the end, and nothing wrong.
#include "libcg/storage/transaction.h"

#include <lmdb.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <functional>

#include "libcg/storage/environment.h"
#include "libcg/storage/lmdb_error.h"
#include "libcg/storage/lmdb_guard.h"

namespace cg::storage {
namespace {

MDB_val as_val(std::string_view bytes) {
  return {bytes.size(), const_cast<char*>(bytes.data())};  // LMDB does not write through keys and values it is given
}

std::string_view as_view(const MDB_val& value) { return {static_cast<const char*>(value.mv_data), value.mv_size}; }

[[maybe_unused]] bool fits_key(std::string_view key) { return !key.empty() && key.size() <= kMaxKeyBytes; }

// A change copies and splits at most every page on the way from the root, in the table, the table of tables and the
// free list; trees are at most a dozen levels deep even for a billion keys.
constexpr std::uint64_t kPagesPerChange = 40;
constexpr std::uint64_t kSmallestPageBytes = 4096;

}  // namespace

Transaction::Transaction(const Environment& environment, bool writable)
    : environment_(&environment), writable_(writable) {
  if (writable) return;
  check_lmdb(mdb_txn_begin(environment.handle(), nullptr, MDB_RDONLY, &txn_), "read", path());
  map_ = environment.map();
  if (map_.empty()) return;
  try {
    find_main_table(environment);
  } catch (...) {
    mdb_txn_commit(txn_);
    throw;
  }
}

/// Where the table of tables begins, in this snapshot.
void Transaction::find_main_table(const Environment& environment) {
  MDB_stat stat{};
  check_lmdb(mdb_env_stat(environment.handle(), &stat), "read", path());
  const auto read_meta = [&] { return std::string(map_.substr((id() & 1U) * stat.ms_psize, kMetaBytes)); };
  std::string meta = read_meta();
  const auto ours = [&] { return tree_number_at<std::uint64_t>(meta, kTransactionAt) == id() && meta == read_meta(); };
  // The second commit from the one that this snapshot shows writes to the same place, perhaps this very moment.
  constexpr int kTries = 8;
  for (int i = 0; i < kTries && !ours(); ++i) {
    mdb_txn_reset(txn_);
    check_lmdb(mdb_txn_renew(txn_), "read", path());
    meta = read_meta();
  }
  if (!ours()) throw_lmdb(MDB_CORRUPTED, "read", path());
  const std::uint64_t last_page = tree_number_at<std::uint64_t>(meta, kLastPageAt);
  map_ = environment.map();  // of now
  if (last_page >= map_.size() / stat.ms_psize) throw_lmdb(MDB_CORRUPTED, "read", path());
  trees_in_ = {map_.substr(0, (last_page + 1) * stat.ms_psize), stat.ms_psize, &path()};
  trees_.resize(kMainTable + 1);
  trees_[kMainTable] = TableRecord(std::string_view(meta).substr(kMainTableRecordAt, kTableRecordBytes));
}

std::optional<TreeWalk> Transaction::walk(Table table) const {
  if (trees_.empty()) return std::nullopt;
  if (trees_.size() <= table.handle()) trees_.resize(table.handle() + std::size_t{1});
  auto& tree = trees_[table.handle()];
  if (!tree) {
    const std::string name = environment_->name_of(table);
    TreeWalk main(trees_in_, *trees_[kMainTable]);
    if (!main.seek(name) || main.key() != name || main.value().size() != kTableRecordBytes) throw_lmdb(MDB_CORRUPTED, "read", path());
    tree = TableRecord(main.value());
  }
  return TreeWalk(trees_in_, *tree);
}

Transaction::~Transaction() {
  if (txn_ == nullptr) return;
  if (writable_) {
    mdb_txn_abort(txn_);
  } else {
    mdb_txn_commit(txn_);  // ends a snapshot as abort does, but leaves tables open that were opened in it
  }
}

std::uint64_t Transaction::id() const noexcept { return mdb_txn_id(txn_); }
const std::string& Transaction::path() const noexcept { return environment_->path(); }

std::optional<std::string_view> Transaction::place_of(Table table, std::string_view key) const {
  auto way = walk(table);
  if (!way) return get(table, key);
  if (!way->seek(key) || way->key() != key) return std::nullopt;
  return way->place();
}

std::optional<std::string_view> Transaction::get(Table table, std::string_view key) const {
  assert(fits_key(key));
  if (auto way = walk(table)) {
    if (!way->seek(key) || way->key() != key) return std::nullopt;
    return way->value();
  }
  MDB_val wanted = as_val(key);
  MDB_val found{};
  const int code = guarded([&] { return mdb_get(txn_, table.handle(), &wanted, &found); });
  if (code == MDB_NOTFOUND) return std::nullopt;
  check_lmdb(code, "read", path());
  check_inside(as_view(found));
  return as_view(found);
}

void Transaction::check_inside(std::string_view read) const {
  if (map_.empty()) return;
  const std::less_equal<> ascend;
  if (!ascend(map_.data(), read.data()) || !ascend(read.data() + read.size(), map_.data() + map_.size()))
    throw_lmdb(MDB_CORRUPTED, "read", path());
}

TableSize Transaction::size(Table table) const {
  MDB_stat stat{};
  check_lmdb(guarded([&] { return mdb_stat(txn_, table.handle(), &stat); }), "read", path());
  return {stat.ms_entries,        stat.ms_branch_pages, stat.ms_leaf_pages,
          stat.ms_overflow_pages, stat.ms_psize,        stat.ms_depth};
}

WriteTransaction::WriteTransaction(Environment& environment)
    : Transaction(environment, true) {
  environment.write_gate().acquire();
  writing_.reset(&environment.write_gate());
  check_lmdb(mdb_txn_begin(environment.handle(), nullptr, 0, &txn_), "write to", path());
}

WriteTransaction::~WriteTransaction() {
  // Before the gate opens for the next one, not after, as the base class would.
  if (txn_ != nullptr) mdb_txn_abort(txn_);
  txn_ = nullptr;
}

void WriteTransaction::store(Table table, std::string_view key, std::string_view value, unsigned flags) {
  assert(fits_key(key));
  MDB_val where = as_val(key);
  MDB_val what = as_val(value);
  new_pages_bound_ += kPagesPerChange + value.size() / kSmallestPageBytes;
  check_lmdb(mdb_put(txn_, table.handle(), &where, &what, flags), "write to", path());
}

void WriteTransaction::put(Table table, std::string_view key, std::string_view value) { store(table, key, value, 0); }

void WriteTransaction::append(Table table, std::string_view key, std::string_view value) {
  store(table, key, value, MDB_APPEND);
}

std::span<char> WriteTransaction::reserve(Table table, std::string_view key, std::size_t size) {
  assert(fits_key(key));
  MDB_val where = as_val(key);
  MDB_val room{size, nullptr};
  new_pages_bound_ += kPagesPerChange + size / kSmallestPageBytes;
  check_lmdb(mdb_put(txn_, table.handle(), &where, &room, MDB_RESERVE), "write to", path());
  return {static_cast<char*>(room.mv_data), size};
}

bool WriteTransaction::erase(Table table, std::string_view key) {
  assert(fits_key(key));
  MDB_val where = as_val(key);
  new_pages_bound_ += kPagesPerChange;
  const int code = mdb_del(txn_, table.handle(), &where, nullptr);
  if (code == MDB_NOTFOUND) return false;
  check_lmdb(code, "write to", path());
  return true;
}

void WriteTransaction::clear(Table table) {
  const TableSize before = size(table);
  // Freed pages are listed in the free list, some 500 to a page.
  new_pages_bound_ += kPagesPerChange + before.bytes() / before.page_bytes / 256;
  check_lmdb(mdb_drop(txn_, table.handle(), 0), "write to", path());
}

void WriteTransaction::commit() {
  assert(txn_ != nullptr);
  make_room();
  MDB_txn* txn = txn_;
  txn_ = nullptr;  // LMDB frees it whatever happens
  check_lmdb(mdb_txn_commit(txn), "commit to", path());
  trim();
}

namespace {

struct Extent {
  int fd = -1;
  std::uint64_t page_bytes = 0;
  std::uint64_t used_bytes = 0;  // up to the end of the last page that the last commit uses
  std::uint64_t file_bytes = 0;
};

Extent extent_of(MDB_env* env, const std::string& path) {
  Extent extent;
  MDB_envinfo info{};
  MDB_stat stat{};
  struct stat status {};
  check_lmdb(mdb_env_get_fd(env, &extent.fd), "write to", path);
  check_lmdb(mdb_env_info(env, &info), "write to", path);
  check_lmdb(mdb_env_stat(env, &stat), "write to", path);
  if (::fstat(extent.fd, &status) != 0) throw_lmdb(errno, "write to", path);
  extent.page_bytes = stat.ms_psize;
  extent.used_bytes = (static_cast<std::uint64_t>(info.me_last_pgno) + 1) * stat.ms_psize;
  extent.file_bytes = static_cast<std::uint64_t>(status.st_size);
  return extent;
}

}  // namespace

void WriteTransaction::make_room() const {
  const Extent extent = extent_of(environment_->handle(), path());
  const std::uint64_t needed = extent.used_bytes + (new_pages_bound_ + kPagesPerChange) * extent.page_bytes;
  if (needed > extent.file_bytes && ::ftruncate(extent.fd, static_cast<off_t>(needed)) != 0) {
    throw_lmdb(errno, "grow", path());
  }
}

void WriteTransaction::trim() const {
  const Extent extent = extent_of(environment_->handle(), path());
  if (extent.file_bytes != extent.used_bytes && ::ftruncate(extent.fd, static_cast<off_t>(extent.used_bytes)) != 0) {
    throw_lmdb(errno, "trim", path());
  }
}

}  // namespace cg::storage
