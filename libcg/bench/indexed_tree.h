#pragma once
#include <filesystem>

#include "libcg/graph/index_reader.h"

namespace cg::bench {

/// The tree that an index describes; it need not be there any more.
[[nodiscard]] std::filesystem::path indexed_tree(graph::IndexReader& reader, const std::filesystem::path& index);

}  // namespace cg::bench
