#pragma once
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/ingest/file_source.h"
#include "libcg/ingest/imports.h"

namespace cg::ingest {

/// Whether a path is a manifest that read_packages understands: go.mod, package.json, tsconfig.json, Cargo.toml,
/// compile_commands.json.
[[nodiscard]] bool is_manifest(std::string_view path);

/// What the manifests of a tree say about which package lies where. Manifests that cannot be read or understood are
/// passed over with a note: they cost some edges, not the index.
/// `root`: where the tree lies, for manifests that name places outside of it.
[[nodiscard]] Packages read_packages(const FileSource& source, const std::string& root, const std::vector<std::string>& manifests,
                                     EventSink& events);

}  // namespace cg::ingest
