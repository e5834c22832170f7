#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace cg {

/// What a symbol is. The order is part of the index format: append only.
enum class SymbolKind : std::uint8_t {
  kFile, kModule, kNamespace, kClass, kStruct, kUnion, kEnum, kEnumMember, kInterface, kTrait,
  kFunction, kMethod, kConstructor, kField, kVariable, kConstant, kMacro, kTypeAlias, kTest,
  kImpl,  ///< a block that adds members to a type: impl of Rust
};
inline constexpr int kSymbolKinds = 20;

/// What one symbol does with another at a site. The order is part of the index format: append only.
enum class EdgeKind : std::uint8_t {
  kContains,      ///< container to member; implied by the symbols, never stored
  kCalls,
  kReads,         ///< a value, function or constant is named
  kWrites,
  kTakesAddress,
  kImports,
  kExtends,
  kImplements,
  kOverrides,
  kInstantiates,  ///< a type is constructed
  kUsesType,
  kExpands,       ///< a macro is used
  kTests,         ///< a test calls what it tests
};
inline constexpr int kEdgeKinds = 13;

/// How a site was bound to its definition, strongest first. The order is part of the index format: append only.
enum class How : std::uint8_t {
  kCompiler,    ///< a compiler's index said so
  kScope,       ///< lexical scope: same block, class or file
  kImport,      ///< an import, include or package names the place
  kType,        ///< the receiver's type is known and has the member
  kHierarchy,   ///< found in a base or an override of the receiver's type
  kUniqueName,  ///< the only fitting definition of that name in the tree
  kAmbiguous,   ///< several fit; all are kept
  kUnresolved,  ///< the tree has something of that name, but what is known of the site does not lead to it
  kExternal,    ///< from outside the tree: a library, built in, or made by what is not seen
};
inline constexpr int kHows = 9;

/// The names that all output uses: "class", "enum_member", "calls", "unique_name", ...
[[nodiscard]] std::string_view name_of(SymbolKind kind) noexcept;
[[nodiscard]] std::string_view name_of(EdgeKind kind) noexcept;
[[nodiscard]] std::string_view name_of(How how) noexcept;

/// The inverse of name_of; empty for a name that is none.
[[nodiscard]] std::optional<SymbolKind> symbol_kind(std::string_view name) noexcept;
[[nodiscard]] std::optional<EdgeKind> edge_kind(std::string_view name) noexcept;

}  // namespace cg
