#pragma once
#include "libcg/base/kinds.h"

namespace cg::graph {

/// What can be called and has a body: the nodes of a call graph.
[[nodiscard]] constexpr bool is_function_like(SymbolKind kind) noexcept {
  return kind == SymbolKind::kFunction || kind == SymbolKind::kMethod || kind == SymbolKind::kConstructor ||
         kind == SymbolKind::kTest;
}

/// What has members of its own and can be a base.
[[nodiscard]] constexpr bool is_class_like(SymbolKind kind) noexcept {
  return kind == SymbolKind::kClass || kind == SymbolKind::kStruct || kind == SymbolKind::kUnion ||
         kind == SymbolKind::kEnum || kind == SymbolKind::kInterface || kind == SymbolKind::kTrait || kind == SymbolKind::kImpl;
}

/// What only groups: it may be opened again and again, and is one thing all the same.
[[nodiscard]] constexpr bool is_space(SymbolKind kind) noexcept {
  return kind == SymbolKind::kFile || kind == SymbolKind::kModule || kind == SymbolKind::kNamespace;
}

}  // namespace cg::graph
