#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/page_codec.h"
#include "libcg/storage/page_packer.h"
#include "libcg/storage/segment_page.h"

namespace cg::storage {

/// Packs many small records under ascending numbers into compressed pages ("segments"), each stored under the first
/// number it holds. The storage of everything that the index keeps per file; the why is in page_packer.cc.
/// Holds at most two pages of records. The same records give the same pages.
class SegmentWriter : private PagePacker::Client {
 public:
  SegmentWriter(PageSink sink, const PageCodec& codec, const PackOptions& options = {});

  /// Keys must ascend strictly. The bytes are copied; they may be empty.
  void add(std::uint64_t key, std::string_view bytes);
  /// Writes what is pending; without it the last records are lost.
  void finish();

 private:
  struct Pending {
    std::uint64_t key;
    std::size_t end;  // of its bytes in pending_bytes_
  };

  std::string encode_first(std::size_t count) override;
  void emit_first(std::size_t count, const std::string& page) override;

  PageSink sink_;
  const PageCodec& codec_;
  PagePacker packer_;
  std::vector<Pending> pending_;
  std::string pending_bytes_;
  std::vector<SegmentRecord> scratch_;
  std::uint64_t last_key_ = 0;
  bool any_ = false;
};

}  // namespace cg::storage
