#pragma once
#include <string_view>

namespace cg::search {

/// Stands for the sources of this floor: tables of search that others have written are written anew.
[[nodiscard]] std::string_view terms_version() noexcept;

}  // namespace cg::search
