#pragma once
#include <compare>
#include <cstdint>

namespace cg {

/// A file of the index: its rank among the paths, from 0. (Tables may call it by another number: graph/file_numbers.h.)
using FileId = std::uint32_t;
/// A distinct content ("blob"): files with equal bytes and language share one.
using BlobId = std::uint32_t;

inline constexpr std::uint32_t kNone = 0xffffffffU;

/// A symbol is known by its file and its ordinal there, in source order; ordinal 0 is the file itself.
/// Nothing is renumbered when another file changes.
struct SymbolRef {
  FileId file = kNone;
  std::uint32_t ordinal = kNone;
  friend auto operator<=>(const SymbolRef&, const SymbolRef&) = default;
  [[nodiscard]] bool valid() const noexcept { return file != kNone; }
};

/// A point in a source file: line from 1, column from 1 in bytes (0 and 0: unknown).
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

}  // namespace cg
