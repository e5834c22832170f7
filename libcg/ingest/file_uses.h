#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"

namespace cg::ingest {

/// Of a file's facts what linking its sites takes: no symbols, no text. Between the two passes of a build these wait on
/// disk; read back, names point into the bytes, and all memory serves the next file: decoding whole facts took an
/// allocation for every name, signature and comment.
struct FileUses {
  std::string bytes;  ///< as encode_uses wrote them
  std::vector<std::string_view> names;
  std::vector<parse::Expr> exprs;
  std::vector<parse::ExprId> args;
  std::vector<parse::Site> sites;
  struct Definition {
    std::uint32_t ordinal = 0;
    Position at;
  };
  std::vector<Definition> definitions;  ///< see definitions_of
};

/// Definitions that may override or implement something of a base, and then have an edge at their name: members, and types, of which
/// Go does not say what they implement. By position.
[[nodiscard]] std::vector<FileUses::Definition> definitions_of(const parse::Facts& facts);

/// Appends to `out`.
void encode_uses(const parse::Facts& facts, std::string& out);
/// Reads uses.bytes into the rest, over what was there. Error{kFormat} for bytes that are not what encode_uses wrote.
void decode_uses(FileUses& uses);

}  // namespace cg::ingest
