#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

// The texts of the table `meta`, each with its seal (sealed_value.h). All but one: the number of the format is read before
// anything else is known, by programs of other formats, too, so that it stands there bare; what is not the one number that a
// program reads is refused, damaged or not.
inline constexpr std::string_view kBareMetaKey = "format";

/// The text of a key; empty if it is not there. Error{kFormat} if it is damaged, or there is no such table.
[[nodiscard]] std::optional<std::string_view> read_meta(const Environment& environment, const Transaction& transaction, std::string_view key);
/// What stands in the table for it.
[[nodiscard]] std::string meta_value(std::string_view key, std::string_view text);

}  // namespace cg::storage
