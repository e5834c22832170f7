#pragma once
#include <filesystem>
#include <string>

#include "libcg/base/events.h"
#include "libcg/base/git_revision.h"
#include "libcg/ingest/build.h"

// Commits lie beside the index of the work tree, each an index of its own (graph/revisions.h), and all share its store
// of facts: a commit parses what no other had. A build of its own costs linking and writing the whole tree once more;
// storing only what differs from a neighbour would save that, but make every question to a revision a question to two.

namespace cg::ingest {

/// Indexes a commit of the repository around `root` into the index directory `index`, from git's objects. Does nothing
/// (Outcome::kCurrent) if it is there already, made by this cg with these options. Errors as of build_index.
BuildSummary index_revision(const std::string& root, const GitCommit& commit, const std::filesystem::path& index,
                            const BuildOptions& options, EventSink& events);

/// Removes a commit from the index directory. Its facts stay until the store is next written anew.
void drop_revision(const std::filesystem::path& index, const std::string& commit);

}  // namespace cg::ingest
