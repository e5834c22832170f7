#pragma once
#include <string>

#include "libcg/base/events.h"
#include "libcg/base/git_revision.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

/// The files of a commit below `root` (as canonical_root gives it), chosen as list_tree would choose them in a clean
/// checkout of it: regular files but those that its `.cgignore` files take away. Submodules are other repositories, whose
/// commits this one only names: they are left out with a note. The listing reads through git (TreeListing::source).
/// Error{kIo} if git cannot list the commit.
[[nodiscard]] TreeListing list_revision(const std::string& root, const GitCommit& commit, EventSink& events);

}  // namespace cg::ingest
