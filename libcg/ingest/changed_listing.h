#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

/// The listing of a tree of which nothing but `paths` has changed since the index in `directory` was written: what the index
/// says of all files, and a look at these. Paths are relative to the root or absolute; what lies outside the tree,
/// belongs to git or to the index, or is in no language that cg knows is passed over.
///
/// Empty where that is not enough to say what the tree has: there is no index of it; a path was not in it, so that rules must
/// say whether it belongs to the tree; a file of such rules has changed; a directory is among the paths. The caller then
/// lists the tree.
[[nodiscard]] std::optional<TreeListing> list_changes(const std::string& root, const std::filesystem::path& directory,
                                                      std::span<const std::string> paths, EventSink& events);

/// All of `fd` as names, each ended by NUL if there is any NUL, else by a newline. Error{kIo} if it cannot be read.
[[nodiscard]] std::vector<std::string> read_names(int fd);

}  // namespace cg::ingest
