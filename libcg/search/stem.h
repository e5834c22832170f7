#pragma once
#include <string>
#include <string_view>

namespace cg::search {

/// Cuts a lower-case English word down to what its relatives share: "connections", "connecting" and "connect" meet in
/// "connect". Words with other bytes than a-z come back as they are. Never longer than the word, never empty for one
/// that is not.
[[nodiscard]] std::string stem(std::string_view word);

}  // namespace cg::search
