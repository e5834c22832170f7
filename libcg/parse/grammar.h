#pragma once
#include <string_view>
#include <vector>

struct TSLanguage;

namespace cg::parse {

/// The compiled grammar of that name in grammars.cmake ("python", "c_sharp"), which lives as long as the program;
/// null for a name that is none.
[[nodiscard]] const TSLanguage* grammar(std::string_view name) noexcept;

/// Every name in grammars.cmake, in its order.
[[nodiscard]] std::vector<std::string_view> grammar_names();

}  // namespace cg::parse
