#pragma once
#include <cstdint>
#include <string>

#include "libcg/ingest/source_file.h"
#include "libcg/ingest/tree_state.h"

namespace cg::ingest {

/// Reads a source file and says what it is to the index. `now_ns` is a time of file_clock_ns() from before. For kIndexed its
/// content is in `file`; for kPassed and kFailed `file` says why (report_skip).
[[nodiscard]] TreeEntry look_at_source(const FileSource& source, const std::string& path, const SourceOptions& options,
                                       std::int64_t now_ns, SourceFile& file);

[[nodiscard]] inline TreeEntry look_at_source(const std::string& root, const std::string& path, const SourceOptions& options,
                                              std::int64_t now_ns, SourceFile& file) {
  return look_at_source(DirectorySource(root), path, options, now_ns, file);
}

/// The same for a manifest, of which only the content's hash counts here.
[[nodiscard]] TreeEntry look_at_manifest(const FileSource& source, const std::string& path, std::int64_t now_ns);
[[nodiscard]] inline TreeEntry look_at_manifest(const std::string& root, const std::string& path, std::int64_t now_ns) {
  return look_at_manifest(DirectorySource(root), path, now_ns);
}

}  // namespace cg::ingest
