#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/page_codec.h"
#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

/// What a walk over every page of a table found. Also the source of bytes and ratio per class.
struct CheckReport {
  std::uint64_t pages = 0;
  std::uint64_t records = 0;
  std::uint64_t stored_bytes = 0;  ///< compressed, without LMDB's rounding (for that see Transaction::size)
  std::uint64_t raw_bytes = 0;
  std::uint64_t damaged_pages = 0;
  std::vector<std::string> damages;  ///< one sentence for each of the first kMaxDamages damaged pages

  static constexpr std::size_t kMaxDamages = 100;
};

/// Decodes every page of a table of segments and checks checksums, order and keys. Goes on past damaged pages.
CheckReport check_segments(const Transaction& transaction, Table table, const PageCodec& codec);

/// The same for a table of names.
CheckReport check_names(const Transaction& transaction, Table table, const PageCodec& codec);

/// The same for a table whose values are pages of another kind: `check` gets key and raw page of each, and gives the number
/// of records or throws.
CheckReport check_pages(const Transaction& transaction, Table table, const PageCodec& codec,
                        const std::function<std::uint64_t(std::string_view key, std::string_view raw)>& check);

/// The same for a table of values with seals (sealed_value.h); `bare` is the one key whose value has none.
CheckReport check_sealed(const Transaction& transaction, Table table, std::string_view name, std::string_view bare = {});

}  // namespace cg::storage
