#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/name_block.h"
#include "libcg/storage/name_key.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/page_packer.h"

namespace cg::storage {

/// Packs sorted names, each with a payload, into front-coded compressed pages: the lexicon of the index. Holds at most
/// two pages of names. The same names give the same pages.
class NameTableWriter : private PagePacker::Client {
 public:
  NameTableWriter(PageSink sink, const PageCodec& codec, const PackOptions& options = {});

  /// Names must ascend strictly, bytewise; any bytes, also none. Both are copied.
  /// Error{kLimit} if the name is longer than kMaxNameBytes.
  void add(std::string_view name, std::string_view payload);
  /// Writes what is pending; without it the last names are lost.
  void finish();

 private:
  struct Pending {
    std::size_t name_end;  // in pending_bytes_, where name and payload of each entry follow those of the last
    std::size_t payload_end;
  };

  std::string encode_first(std::size_t count) override;
  void emit_first(std::size_t count, const std::string& page) override;
  [[nodiscard]] NameEntry entry(std::size_t index) const;

  PageSink sink_;
  const PageCodec& codec_;
  PagePacker packer_;
  std::vector<Pending> pending_;
  std::string pending_bytes_;
  std::vector<NameEntry> scratch_;
  std::string last_added_;
  std::string last_written_;
  NameKey last_key_ = NameKey::lowest();
  bool any_added_ = false;
  bool any_written_ = false;
};

/// Throws Error{kLimit} for a name longer than kMaxNameBytes.
void check_name_length(std::string_view name);

/// What an entry adds to a raw page after the name before it.
[[nodiscard]] std::size_t raw_name_bytes(std::string_view before, const NameEntry& entry);

}  // namespace cg::storage
