#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libcg/storage/name_block.h"
#include "libcg/storage/name_key.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/page_packer.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

/// Changes names of a table of names. Each change rewrites one page, by the same rules as SegmentEditor.
class NameTableEditor {
 public:
  NameTableEditor(WriteTransaction& transaction, Table table, const PageCodec& codec, const PackOptions& options = {});

  /// Sets the payload of a name, adding the name if need be. Error{kLimit} if it is longer than kMaxNameBytes.
  void put(std::string_view name, std::string_view payload);
  /// False if the name was not there.
  bool erase(std::string_view name);

  /// What a name's payload becomes, of what it is; empty where there is no such name, or shall be none.
  using Change = std::function<std::optional<std::string>(std::size_t name, std::optional<std::string_view> before)>;
  /// Asks once for each of these names, which ascend strictly, and then rewrites each page that holds any: many names of
  /// one page cost no more than one.
  void change_each(std::span<const std::string_view> names, const Change& change);

 private:
  struct Owned;
  void rewrite(const Owned& owned);
  void insert_in_run(NameKey key, std::string frame);

  WriteTransaction& transaction_;
  Table table_;
  const PageCodec& codec_;
  PackOptions options_;
};

}  // namespace cg::storage
