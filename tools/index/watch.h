#pragma once
#include "libcg/cli/progress_bar.h"
#include "libcg/ingest/build.h"
#include "tools/index/index_command.h"
#include "tools/index/places.h"

namespace cg::tools {

/// --watch: updates the index, and again whenever files change, until a signal asks it to end. The exit status is then 128 plus the
/// signal, as of every interrupted program; the index is that of the last update.
int run_watch(const IndexOptions& options, const Places& places, ingest::BuildOptions build, cli::ProgressBar& events);

}  // namespace cg::tools
