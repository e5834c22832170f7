#pragma once
#include <string_view>

namespace cg::search {

/// Words that ask rather than name: "how", "does", "the". Lower case.
[[nodiscard]] bool is_stop_word(std::string_view word);

/// Verbs that say that something is done and not what: "how X handles Y", "Y management", "support for Y". Lower case. In code they are
/// met with everything, but not so often that their rarity would say it.
[[nodiscard]] bool is_light_word(std::string_view word);

}  // namespace cg::search
