#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "libcg/base/events.h"

// An index in a file that travels (storage/artifact_file.h): what its tables say, unpacked, so that zstd sees all of it at
// once, and the facts of its files. Where the tree lies and when its files were changed stays at home: whoever imports it
// reads every file once to compare contents, and parses those that differ. Of an index that was built anew, the bytes of
// the artifact depend on the tree, the options and the version of cg, and on nothing else; updates in place may leave files
// under other numbers (graph/file_numbers.h) and the tables of search cut into other blocks.

namespace cg::ingest {

struct ArtifactSummary {
  std::uint64_t files = 0;  ///< that the index is of
  std::uint64_t facts = 0;  ///< of how many of them
  std::uint64_t bytes = 0;  ///< of the artifact
};

/// Writes the live index of `index`, with what the store in `facts` (empty: its own) has of it, to `path`. Error{kIo} if there
/// is no index, no room, or somebody writing to it, Error{kFormat} if it is damaged or of another version.
ArtifactSummary export_index(const std::filesystem::path& index, const std::filesystem::path& facts, const std::string& path, EventSink& events);

/// Makes the artifact at `path` the live index of `index`, as one of the tree at `root` of which no file has been looked at:
/// update_index() is what comes next. Error{kFormat}, with the index as it was, if the file is foreign, damaged, or of another
/// version of cg.
ArtifactSummary import_index(const std::string& path, const std::filesystem::path& index, const std::filesystem::path& facts,
                             const std::string& root, EventSink& events);

}  // namespace cg::ingest
