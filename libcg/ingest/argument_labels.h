#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cg::ingest {

/// Which parameter each argument of a call is for, where labels say so (Swift); of arguments for a variable number, and of closures
/// behind the brackets, kNone. Nothing if the call cannot mean the function.
///
/// `parameters` and `arguments` are parse::Symbol::labels and those of a call; `optional` parameters may be left out. Arguments stand
/// in the order of the parameters; which of these may be left out is not known, only how many ("The Swift Programming Language",
/// Functions; Expressions, Function Call Expression).
[[nodiscard]] std::optional<std::vector<std::uint32_t>> place_arguments(std::string_view parameters, std::string_view arguments,
                                                                       std::uint32_t optional);

}  // namespace cg::ingest
