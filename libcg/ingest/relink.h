#pragma once
#include <filesystem>
#include <optional>
#include <span>

#include "libcg/base/events.h"
#include "libcg/ingest/build.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {

/// Changes the live index in place, where that gives what a fresh one would be: the same files are in it, and what those that
/// have changed mean to others has changed in a way that names can tell. They are linked, and whoever asks for such a name.
/// `before` is the table `tree` of the index, `now` what it will be, both by path.
/// The summary's counts are what has been added to those of the index, modulo 2^64.
/// Empty, and nothing is written, if the change is of another kind or the index or the store lacks something.
[[nodiscard]] std::optional<BuildSummary> relink_in_place(const TreeListing& listing, const std::filesystem::path& directory,
                                                          const storage::WriterLock& lock, FactsStore& store,
                                                          std::span<const TreeEntry> before, std::span<const TreeEntry> now,
                                                          const BuildOptions& options, EventSink& events);

}  // namespace cg::ingest
