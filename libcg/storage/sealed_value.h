#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

// Values that are used where they are mapped, or are too small for a page (page_codec.h), carry their proof behind them:
//   the bytes, then their seal (4): XXH3, low half, little-endian, seeded by the table's name and the key
// so that rows stay where they are counted from, and a value under another's key is refused.

inline constexpr std::size_t kSealBytes = 4;

/// The value that `bytes` make under a key.
[[nodiscard]] std::string sealed(std::string_view table, std::string_view key, std::string_view bytes);
/// The bytes of a value. Error{kFormat} naming table and key if one bit of either is not as it was written.
[[nodiscard]] std::string_view unsealed(std::string_view table, std::string_view key, std::string_view value);
/// The same unproved: for long values of which little is asked. Error{kFormat} if there is no room for a seal.
[[nodiscard]] std::string_view without_seal(std::string_view table, std::string_view key, std::string_view value);

/// The key is not there. That was found by keys that have no checksum, but the seals of the values beside the place where it would
/// be prove theirs: Error{kFormat} if one of them is not under its own key.
/// @param bare the key whose value has no seal; empty: none
void prove_absent(const Transaction& transaction, Table table, std::string_view name, std::string_view key, std::string_view bare = {});

}  // namespace cg::storage
