#include "libcg/base/kinds.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cg {
namespace {

// Index = value of the enumerator; the assertions catch a name too many or too few.
constexpr auto kSymbolNames = std::to_array<std::string_view>({
    "file", "module", "namespace", "class", "struct", "union", "enum", "enum_member", "interface", "trait",
    "function", "method", "constructor", "field", "variable", "constant", "macro", "type_alias", "test", "impl",
});
static_assert(kSymbolNames.size() == kSymbolKinds);

constexpr auto kEdgeNames = std::to_array<std::string_view>({
    "contains", "calls", "reads", "writes", "takes_address", "imports", "extends", "implements", "overrides",
    "instantiates", "uses_type", "expands", "tests",
});
static_assert(kEdgeNames.size() == kEdgeKinds);

constexpr auto kHowNames = std::to_array<std::string_view>({
    "compiler", "scope", "import", "type", "hierarchy", "unique_name", "ambiguous", "unresolved", "external",
});
static_assert(kHowNames.size() == kHows);

// A value that came from a damaged index may lie outside the enumeration.
template <class Names, class Kind>
std::string_view name_in(const Names& names, Kind kind) noexcept {
  const auto index = static_cast<std::size_t>(kind);
  return index < names.size() ? names[index] : "unknown";
}

template <class Kind, class Names>
std::optional<Kind> kind_in(const Names& names, std::string_view name) noexcept {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Kind>(found - names.begin());
}

}  // namespace

std::string_view name_of(SymbolKind kind) noexcept { return name_in(kSymbolNames, kind); }
std::string_view name_of(EdgeKind kind) noexcept { return name_in(kEdgeNames, kind); }
std::string_view name_of(How how) noexcept { return name_in(kHowNames, how); }

std::optional<SymbolKind> symbol_kind(std::string_view name) noexcept {
  return kind_in<SymbolKind>(kSymbolNames, name);
}

std::optional<EdgeKind> edge_kind(std::string_view name) noexcept { return kind_in<EdgeKind>(kEdgeNames, name); }

}  // namespace cg
