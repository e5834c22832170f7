#pragma once
#include <string_view>
#include <vector>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/tree_place.h"

namespace cg::graph {

/// The indexed files that a path means: the one of exactly this path, seen from the working directory or else from the
/// root of the tree; if there is none, all whose path ends in it ("lib/util.c" for "src/lib/util.c"), by path.
/// Looking for endings walks over every path of the index.
[[nodiscard]] std::vector<FileId> find_files(IndexReader& reader, const TreePlace& place, std::string_view path);

/// The indexed files below a directory, by path; "." may be the whole tree. Empty if there are none.
[[nodiscard]] std::vector<FileId> find_files_below(IndexReader& reader, const TreePlace& place, std::string_view directory);

}  // namespace cg::graph
