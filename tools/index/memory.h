#pragma once
#include "libcg/ingest/build.h"
#include "libcg/ingest/tree_files.h"
#include "tools/index/index_command.h"

namespace cg::tools {

/// --max-memory: sets the threads of `build` and the knobs so that indexing is expected to stay within it. Where that cannot
/// be, a warning says so, and what to expect, before anything is done.
void bound_memory(const IndexOptions& options, const ingest::TreeListing& listing, ingest::BuildOptions& build, EventSink& events);
/// Says so if it took more after all.
void check_memory(const IndexOptions& options, std::uint64_t peak_bytes, EventSink& events);

}  // namespace cg::tools
