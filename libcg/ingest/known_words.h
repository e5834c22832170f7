#pragma once
#include <string_view>
#include <vector>

// Names that the linker knows by itself: methods of containers, types of a library. Program gives each an id even where no
// definition of the tree has it, so that an expression that uses one does not lose its name.

namespace cg::ingest {

/// containers.cc
[[nodiscard]] std::vector<std::string_view> container_words();
/// lambdas.cc
[[nodiscard]] std::vector<std::string_view> lambda_words();
/// library_types.cc: types, and methods whose result is known; and "null"
[[nodiscard]] std::vector<std::string_view> library_words();

}  // namespace cg::ingest
