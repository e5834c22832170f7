#pragma once
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

/// The files below `root` (absolute) by ignore rules alone, in no particular order: the half of list_tree that needs no
/// git. `.cgignore` is applied as well.
[[nodiscard]] std::vector<TreeFile> walk_directory(const std::string& root, const TreeOptions& options,
                                                   EventSink& events);

}  // namespace cg::ingest
