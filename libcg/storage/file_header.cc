// The head of an LMDB 0.9 data file, as far as it is needed to refuse a bad one. Two meta pages, written in turn;
// the one with the higher transaction id is valid. Numbers are in host order (LMDB files do not travel between
// byte orders, and a foreign order fails the magic). Each meta page, on a 64-bit machine:
//
//   0   page number (8), unused (2), flags (2), unused (4)
//   16  magic (4), version (4), fixed address (8), map size (8)
//   40  free list's record (48; its first 4 bytes are the page size)
//   88  main table's record (48)
//   136 last page in use (8), transaction id (8)
#include "libcg/storage/file_header.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "libcg/storage/lmdb_error.h"

namespace cg::storage {
namespace {

constexpr std::uint32_t kMagic = 0xBEEFC0DE;
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kMetaBytes = 152;

[[noreturn]] void refuse(const std::string& path, std::string_view cause) {
  throw Error(ErrorKind::kFormat, fmt::format("{}: {}; run cg-index to rebuild it", path, cause));
}

template <typename Number>
Number number_at(const std::array<char, kMetaBytes>& meta, std::size_t offset) {
  Number value;
  std::memcpy(&value, meta.data() + offset, sizeof value);
  return value;
}

/// The meta page at an offset; empty if it is none (a killed writer may leave one of the two torn).
std::optional<FileHeader> meta_at(int fd, const std::string& path, std::uint64_t offset) {
  std::array<char, kMetaBytes> meta{};
  const auto got = ::pread(fd, meta.data(), meta.size(), static_cast<off_t>(offset));
  if (got < 0) throw_lmdb(errno, "read", path);
  if (static_cast<std::size_t>(got) < meta.size() || number_at<std::uint32_t>(meta, 16) != kMagic) return std::nullopt;
  if (const auto version = number_at<std::uint32_t>(meta, 20); version != kVersion) {
    refuse(path, fmt::format("the index has storage version {}, this program reads {}", version, kVersion));
  }
  FileHeader header;
  header.offset = offset;
  header.map_bytes = number_at<std::uint64_t>(meta, 32);
  header.page_bytes = number_at<std::uint32_t>(meta, 40);
  header.last_page = number_at<std::uint64_t>(meta, 136);
  header.transaction = number_at<std::uint64_t>(meta, 144);
  return header;
}

}  // namespace

FileHeader read_file_header(const std::string& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw_lmdb(errno, "open", path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_lmdb(errno, "read", path);
  if (!S_ISREG(status.st_mode)) refuse(path, "the index is not a regular file");

  const auto first = meta_at(file.get(), path, 0);
  if (!first) {
    throw Error(ErrorKind::kFormat,
                fmt::format("{}: the file is not a cg index, or its head is damaged; run cg-index to build one", path));
  }
  const bool power_of_two = (first->page_bytes & (first->page_bytes - 1)) == 0;
  if (first->page_bytes < 512 || first->page_bytes > 65536 || !power_of_two)
    refuse(path, "the head of the index is damaged");
  const auto second = meta_at(file.get(), path, first->page_bytes);
  if (!second || second->page_bytes != first->page_bytes) refuse(path, "the head of the index is damaged");

  const FileHeader& newest = second->transaction > first->transaction ? *second : *first;
  const std::uint64_t pages = static_cast<std::uint64_t>(status.st_size) / newest.page_bytes;
  if (newest.last_page >= pages) {
    refuse(path, fmt::format("the index is cut short: {} pages of {} bytes are there, {} are needed", pages,
                             newest.page_bytes, newest.last_page + (newest.last_page != UINT64_MAX)));
  }
  return newest;
}

}  // namespace cg::storage
