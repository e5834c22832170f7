#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libcg/base/knobs.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

/// Copies small parts of large values out of the file instead of out of its mapping. Touching one byte of a mapping maps 64 KiB
/// around it (mapped_use.h) and unmaps them in the end; to copy some hundred bytes takes one call of the system and leaves nothing
/// resident. For who looks at a few bytes in each of a thousand places; whoever reads most of a value should read it where it is.
///
/// Neighbours are often asked for next, so one call brings somewhat more than was wanted. On 12,859 files of the Linux kernel a
/// question copies some 800 parts: with 64 bytes a call that is 800 calls, with 512 670, with 4 KiB 440, with 16 KiB 350. All of its CPU
/// time is 1.5 to 2.3% less with 1 or 2 KiB than with 64 bytes, 1.3% more with 4 KiB and 8% more with 16 (32 questions to
/// cg-embed-search -n 3, medians of 15 runs by turns, under a load of 10).
class ScatteredReader {
 public:
  /// The transaction must outlive it. In one that writes, whose pages are not all in the file, parts are copied from memory.
  explicit ScatteredReader(const Transaction& transaction, std::size_t read_bytes = knobs().search_read_bytes);

  /// Copies a part of a value of the transaction. Reads `read_bytes` from its begin on, if that is more, for what may be asked for next.
  /// One thread at a time.
  void copy(std::string_view part, char* to);

  /// Whether the page at which a large value begins is one for values, with the number of its place; of a small one, which lies in a page of
  /// the tree, nothing is asked. For values whose page nobody has looked at (Transaction::place_of()).
  [[nodiscard]] bool has_own_page(std::string_view value);

  /// How often the system was asked.
  [[nodiscard]] std::uint64_t reads() const noexcept { return reads_; }

 private:
  int fd_ = -1;             ///< -1: copy from memory
  std::uintptr_t map_ = 0;  ///< where the file begins in memory
  std::size_t page_bytes_ = 0;  ///< of LMDB
  std::vector<char> batch_;  ///< what was read last, read_bytes at most
  std::uintptr_t at_ = 0;    ///< where it would be in the mapping
  std::size_t size_ = 0;     ///< how much of batch_ that is
  std::uint64_t reads_ = 0;
};

}  // namespace cg::storage
