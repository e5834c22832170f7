#pragma once
#include <cstdint>
#include <vector>

#include "libcg/ingest/program.h"

namespace cg::ingest {

/// Which symbols of a file are what they were, of two programs that have that file alone: by old ordinal the new one, or kNone.
/// Ascends. Two symbols are the same if no link can tell them apart: name, kind, flags and container, and owner, type, value,
/// parameters and base classes as expressions, written in the same scopes.
[[nodiscard]] std::vector<std::uint32_t> match_symbols(const Program& before, const Program& now);

}  // namespace cg::ingest
