#include <fmt/format.h>

#include "libcg/cli/exit_codes.h"
#include "libcg/ingest/artifact.h"
#include "tools/index/index_command.h"
#include "tools/index/places.h"
#include "tools/index/summary.h"

namespace cg::tools {
namespace {

void say(const char* what, const ingest::ArtifactSummary& s, const std::string& path) {
  fmt::print(stderr, "cg-index: {} {}: {} files, the facts of {}, {} KiB\n", what, path, with_commas(s.files), with_commas(s.facts),
             with_commas((s.bytes + 1023) >> 10U));
}

}  // namespace

int run_export(const IndexOptions& options, const Places& places, cli::ProgressBar& events) {
  const ingest::ArtifactSummary s = ingest::export_index(places.index, facts_folder(options, places.tree), options.export_to, events);
  events.clear();
  if (!options.common.quiet) say("exported to", s, options.export_to);
  return cli::kExitFound;
}

void import_artifact(const IndexOptions& options, const Places& places, cli::ProgressBar& events) {
  const ingest::ArtifactSummary s = ingest::import_index(options.import_from, places.index, facts_folder(options, places.tree), places.tree, events);
  events.clear();
  if (!options.common.quiet) say("imported", s, options.import_from);
}

}  // namespace cg::tools
