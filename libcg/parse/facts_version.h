#pragma once
#include <string_view>

namespace cg::parse {

/// Stands for everything in cg that facts depend on besides the bytes and the language: a hash of the sources of this floor, of
/// the query files and of the versions of the grammars. Facts of another version are not these facts.
[[nodiscard]] std::string_view facts_version() noexcept;

}  // namespace cg::parse
