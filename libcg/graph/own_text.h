#pragma once
#include <string_view>
#include <vector>

#include "libcg/base/hash.h"
#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// For each symbol of a file, by ordinal, the hash of what it says itself: its text without that of the symbols in it, and
/// without white space around what is left. So a change shows at the innermost symbol around it, and nowhere else; what is in
/// no symbol shows at the file. `text` is the one that was indexed.
[[nodiscard]] std::vector<Hash128> hash_own_texts(IndexReader& reader, FileId file, std::string_view text);

}  // namespace cg::graph
