#pragma once
#include <optional>
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

/// Whether `root` (absolute) or a directory above it holds a `.git`: cheap, no process is started.
[[nodiscard]] bool in_git_work_tree(const std::string& root);

/// The regular files below `root` that git tracks or does not ignore, in no particular order, possibly some twice; with
/// those of populated submodules and of nested repositories, but not of other work trees of the same repository
/// (`git worktree add`), which would list everything once more. Nothing if git cannot tell; then an event says why.
/// Tracked files that are not `wanted` (empty: all are) may be missing, but not if they are all that there is.
[[nodiscard]] std::optional<std::vector<TreeFile>> list_git_tree(const std::string& root, const PathTest& wanted, EventSink& events);

/// The object name of the commit checked out at `root`, in hexadecimal. Nothing outside git, without git, or before the
/// first commit.
[[nodiscard]] std::optional<std::string> git_head(const std::string& root);

}  // namespace cg::ingest
