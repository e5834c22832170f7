#pragma once
#include <filesystem>

#include "libcg/base/events.h"
#include "libcg/ingest/build.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

/// Brings the index in `directory` up to date with a listed tree, or builds it if there is none to go by. Afterwards it
/// answers like one built from nothing.
///
///   stamps as recorded ─────────────────────────────> nothing is written (Outcome::kCurrent)
///   contents as recorded (touched, checked out again) > stamps are written
///   some with other contents, some more or less ─────> they are parsed; they and whoever asks for a name whose meaning
///                                                     changed are linked, in place (Outcome::kUpdated)
///   otherwise ───────────────────────────────────────> files whose content is new are parsed, all are linked again
///
/// Errors as of build_index.
BuildSummary update_index(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options,
                          EventSink& events);

}  // namespace cg::ingest
