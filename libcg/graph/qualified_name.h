#pragma once
#include <string>
#include <string_view>
#include <vector>

// Qualified names as people write them: A.b, A::b, A#b and a/b say the same, whatever the language.

namespace cg::graph {

/// Whether `wanted` is the qualified name `name` or a suffix of it that begins where a part begins. Separators are
/// interchangeable: "Table.find" fits "ns::Table::find"; "able.find" does not.
[[nodiscard]] bool fits_qualified(std::string_view name, std::string_view wanted);

/// What the last part of a qualified name may be, longest first: the whole of it (a part may have separators in itself:
/// "operator/", an Elixir module), then what follows each separator.
[[nodiscard]] std::vector<std::string_view> possible_last_parts(std::string_view name);

/// The name with one and the same separator everywhere, so that two can be compared.
[[nodiscard]] std::string with_separator(std::string_view name, char separator);

}  // namespace cg::graph
