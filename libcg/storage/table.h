#pragma once
#include <cstddef>
#include <cstdint>

namespace cg::storage {

/// A named table of an Environment: byte-string keys (1 to 511 bytes, ordered bytewise) to byte-string values.
/// A cheap value, good as long as its environment; made by Environment::table and create_table.
class Table {
 public:
  explicit Table(unsigned handle) noexcept : handle_(handle) {}
  [[nodiscard]] unsigned handle() const noexcept { return handle_; }

 private:
  unsigned handle_;
};

/// LMDB's unnamed table, whose keys are the names of the others.
inline constexpr unsigned kMainTable = 1;

/// The longest key a table takes. LMDB's own bound, fixed when it is compiled; Debian's and everyone's default.
inline constexpr std::size_t kMaxKeyBytes = 511;

/// What a table takes on disk, in pages of page_bytes each.
struct TableSize {
  std::uint64_t entries = 0;
  std::uint64_t branch_pages = 0;
  std::uint64_t leaf_pages = 0;
  std::uint64_t overflow_pages = 0;
  std::uint32_t page_bytes = 0;
  std::uint32_t depth = 0;

  [[nodiscard]] std::uint64_t bytes() const noexcept {
    return (branch_pages + leaf_pages + overflow_pages) * page_bytes;
  }
};

}  // namespace cg::storage
