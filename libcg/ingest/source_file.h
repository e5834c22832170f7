#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libcg/base/events.h"
#include "libcg/base/file_read.h"
#include "libcg/ingest/file_source.h"

namespace cg::ingest {

/// Why a file that was listed is not indexed.
enum class SkipReason : std::uint8_t {
  kNone,             ///< it is indexed; an empty file, too: it can be imported
  kUnknownLanguage,  ///< for the pipeline to set; read_source never does
  kGenerated,
  kMinified,
  kBinary,  ///< a NUL byte among the first 8 KiB, the measure of git and ripgrep
  kUtf16,   ///< a byte order mark says UTF-16 or UTF-32
  kTooLarge,
  kNotRegular,  ///< became a directory, link, FIFO ... since it was listed
  kVanished,
  kUnreadable,
};

struct SourceOptions {
  /// Nothing larger is read. The largest source files that people want are register maps of some 20 MB.
  std::uint64_t max_file_bytes = std::uint64_t{64} << 20;
  bool include_generated = false;  ///< index generated and minified files as well
};

struct SourceFile {
  SkipReason skip = SkipReason::kNone;
  std::string_view why;       ///< kGenerated: which rule; kUnreadable: the cause; static text
  std::string bytes;          ///< the whole file as it is; empty unless skip is kNone
  std::size_t bom_bytes = 0;  ///< length of a UTF-8 byte order mark, 0 or 3: offsets count it, columns don't
  FileStamp stamp;            ///< taken before the first byte was read, so a later change always shows
  [[nodiscard]] bool wanted() const noexcept { return skip == SkipReason::kNone; }
};

/// Reads the file at `path` of `source` into `file` (whose buffer is reused) and decides whether to index it. Never
/// throws for what is in the file, never waits (FIFOs), never reads more than the limit. Safe in many threads at once.
void read_source(const FileSource& source, const std::string& path, const SourceOptions& options, SourceFile& file);
/// The same below a directory.
inline void read_source(const std::string& root, const std::string& path, const SourceOptions& options, SourceFile& file) {
  read_source(DirectorySource(root), path, options, file);
}

/// Tells the sink about a skipped file: a note for what a rule chose, a warning for what cg cannot take, an error for
/// what should have been read and was not. Silent for kNone and for kUnknownLanguage, of which trees are full.
void report_skip(const std::string& path, const SourceFile& file, const SourceOptions& options, EventSink& events);

/// "generated", "binary", ... for summaries.
[[nodiscard]] std::string_view name_of(SkipReason reason) noexcept;

}  // namespace cg::ingest
