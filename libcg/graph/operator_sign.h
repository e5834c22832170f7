#pragma once
#include <string_view>

namespace cg::graph {

/// Whether what is written at a site is an operator and no name: a + b, a[i], a in b.
[[nodiscard]] inline bool is_operator_sign(std::string_view written) noexcept {
  constexpr std::string_view kSigns = "+-*/%=<>!&|^~[.?";
  return !written.empty() && (kSigns.find(written.front()) != std::string_view::npos || written == "in");
}

}  // namespace cg::graph
