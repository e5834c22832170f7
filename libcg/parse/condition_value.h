#pragma once
#include <optional>
#include <string_view>

namespace cg::parse {

/// What the condition of an #if is worth, as far as can be told without the build: its value, or empty for perhaps.
using Answer = std::optional<long>;

/// The expression behind #if or #elif. `inside` is the text of the branch: a name that it defines had no value before, and one that
/// it uses has one. `plus_plus`: the file is C++.
[[nodiscard]] Answer condition_value(std::string_view expression, std::string_view inside, bool plus_plus);

/// Whether a name has a value, as #ifdef asks.
[[nodiscard]] Answer is_defined(std::string_view name, std::string_view inside, bool plus_plus);

}  // namespace cg::parse
