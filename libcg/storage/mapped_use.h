#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cg::storage {

/// Keeps the part of a mapped file that counts as resident small. Touching one page of a mapping makes the kernel map its
/// neighbours, too ("fault-around", 64 KiB on Linux), so reading a thousand values scattered over an index would make 64 MB
/// resident to look at a few. What has been read and decoded is not needed again; this gives it back, some at a time.
/// It stays in the file cache: reading it again costs a soft fault. One of these serves one mapping.
class MappedUse {
 public:
  /// The bytes have been read. Views of them stay good, but it may cost a fault to look at them again.
  void done_with(std::string_view mapped);

 private:
  struct Range {
    std::uintptr_t begin, end;
  };
  std::vector<Range> ranges_;
  Range seen_{UINTPTR_MAX, 0};  ///< from the first to the last byte read: all of it is the mapping, and nothing else
  std::size_t bytes_ = 0;
};

}  // namespace cg::storage
