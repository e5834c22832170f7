#include "libcg/storage/scattered_read.h"

#include <lmdb.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/tree_layout.h"

namespace cg::storage {
/// LMDB does not say where its map begins, but each page of a tree begins with its number (struct MDB_page of lmdb 0.9), eight bytes.
/// What is worked out from that is believed only if the file has the same bytes in that place.
ScatteredReader::ScatteredReader(const Transaction& transaction, std::size_t read_bytes) : batch_(read_bytes) {
  if (transaction.writable()) return;
  Cursor cursor(transaction, Table(kMainTable));  // its first key lies in a page of the tree, whatever the file holds
  if (!cursor.first()) return;
  const std::size_t page_bytes = transaction.size(Table(kMainTable)).page_bytes;
  const auto page = reinterpret_cast<std::uintptr_t>(cursor.key().data()) / page_bytes * page_bytes;
  std::uint64_t number = 0;
  std::memcpy(&number, reinterpret_cast<const void*>(page), sizeof number);
  if (number > page / page_bytes) return;
  int fd = -1;
  std::array<char, 64> head{};
  if (mdb_env_get_fd(mdb_txn_env(transaction.handle()), &fd) != 0) return;
  if (::pread(fd, head.data(), head.size(), static_cast<off_t>(number * page_bytes)) != static_cast<ssize_t>(head.size())) return;
  if (std::memcmp(head.data(), reinterpret_cast<const void*>(page), head.size()) != 0) return;
  fd_ = fd;
  map_ = page - number * page_bytes;
  page_bytes_ = page_bytes;
}

bool ScatteredReader::has_own_page(std::string_view value) {
  if (fd_ < 0) return true;  // where the file begins is not known, so there is no telling
  const std::uintptr_t place = reinterpret_cast<std::uintptr_t>(value.data()) - map_;
  if (place % page_bytes_ != kTreePageHead) return true;
  std::array<char, kTreePageHead> head{};
  copy({value.data() - kTreePageHead, kTreePageHead}, head.data());
  const std::string_view said(head.data(), head.size());
  return tree_number_at<std::uint64_t>(said, 0) == place / page_bytes_ && tree_number_at<std::uint16_t>(said, 10) == kOverflowPage;
}

void ScatteredReader::copy(std::string_view part, char* to) {
  const auto at = reinterpret_cast<std::uintptr_t>(part.data());
  if (fd_ >= 0 && part.size() <= batch_.size()) {
    if (at < at_ || at + part.size() > at_ + size_) {
      const ssize_t got = ::pread(fd_, batch_.data(), batch_.size(), static_cast<off_t>(at - map_));
      at_ = at;
      size_ = got > 0 ? static_cast<std::size_t>(got) : 0;
      ++reads_;
    }
    if (at + part.size() <= at_ + size_) {
      std::memcpy(to, batch_.data() + (at - at_), part.size());
      return;
    }
  }
  ++reads_;
  if (fd_ >= 0 && ::pread(fd_, to, part.size(), static_cast<off_t>(at - map_)) == static_cast<ssize_t>(part.size())) return;
  std::memcpy(to, part.data(), part.size());
}

}  // namespace cg::storage
