#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/page_codec.h"
#include "libcg/storage/page_packer.h"
#include "libcg/storage/segment_page.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

/// Changes records of a table of segments. Each change rewrites one segment (tens of microseconds); one that
/// has grown beyond twice the aim is cut into even pieces, one that has shrunk below a quarter takes in its
/// successor if both fit. The records read the same as after a fresh build; where pages are cut may differ.
class SegmentEditor {
 public:
  SegmentEditor(WriteTransaction& transaction, Table table, const PageCodec& codec, const PackOptions& options = {});

  /// Sets the record of a key, replacing what was there.
  void put(std::uint64_t key, std::string_view bytes);
  /// False if there was none.
  bool erase(std::uint64_t key);

  /// What a record becomes, of what it is; empty where there is none, or shall be none.
  using Change = std::function<std::optional<std::string>(std::size_t key, std::optional<std::string_view> before)>;
  /// Asks once for each of these keys, which ascend strictly, and then rewrites each segment that holds any: many records of
  /// one segment cost no more than one.
  void change_each(std::span<const std::uint64_t> keys, const Change& change);

 private:
  struct Owned;
  void rewrite(const std::vector<std::uint64_t>& old_segments, const std::vector<SegmentRecord>& records);

  WriteTransaction& transaction_;
  Table table_;
  const PageCodec& codec_;
  PackOptions options_;
};

}  // namespace cg::storage
