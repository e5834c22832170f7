#pragma once
#include <string_view>

namespace cg::search {

/// Words that ask rather than name: "how", "does", "the". Lower case.
[[nodiscard]] bool is_stop_word(std::string_view word);

}  // namespace cg::search
