#pragma once
#include <string_view>

namespace cg::parse {

/// The text of the query file of a grammar (libcg/parse/languages/NAME.scm, or that of the language it shares one
/// with), embedded by the build. `name` is the one in grammars.cmake: "python", "c_sharp"; empty for a name that is none.
[[nodiscard]] std::string_view query_source(std::string_view name) noexcept;

}  // namespace cg::parse
