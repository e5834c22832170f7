#pragma once
#include <cstdint>
#include <string>

namespace cg::storage {

/// What the two meta pages at the head of an LMDB data file promise.
struct FileHeader {
  std::uint32_t page_bytes = 0;
  std::uint64_t map_bytes = 0;    ///< address space that its writer reserved
  std::uint64_t last_page = 0;    ///< number of the last page in use
  std::uint64_t transaction = 0;  ///< id of the last committed transaction
  std::uint64_t offset = 0;       ///< of the meta page that says so
};

/// Reads and checks the head of a data file before LMDB maps it. LMDB trusts what it finds there: on a file that
/// was cut short it dies of SIGBUS at the first access past the end, so this is where truncation is refused.
/// Throws Error: kIo if the file cannot be read, kFormat if it is foreign, of another version or too short.
FileHeader read_file_header(const std::string& path);

}  // namespace cg::storage
