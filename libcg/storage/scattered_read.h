#pragma once
#include <cstdint>
#include <string_view>

#include "libcg/storage/transaction.h"

namespace cg::storage {

/// Copies small parts of large values out of the file instead of out of its mapping. Touching one byte of a mapping maps 64 KiB
/// around it (mapped_use.h) and unmaps them in the end; to copy some hundred bytes takes one call of the system and leaves nothing
/// resident. For who looks at a few bytes in each of a thousand places; whoever reads most of a value should read it where it is.
class ScatteredReader {
 public:
  /// The transaction must outlive it. In one that writes, whose pages are not all in the file, parts are copied from memory.
  explicit ScatteredReader(const Transaction& transaction);

  /// Copies a part of a value of the transaction.
  void copy(std::string_view part, char* to) const;

 private:
  int fd_ = -1;             ///< -1: copy from memory
  std::uintptr_t map_ = 0;  ///< where the file begins in memory
};

}  // namespace cg::storage
