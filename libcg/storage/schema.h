#pragma once
#include <cstdint>

#include "libcg/base/ids.h"

// The format of an index, in one place: which tables there are, what their keys mean. How a record is laid out inside is
// beside its encoder (libcg/graph/records.h); how pages are packed and compressed is segment_writer.h and name_table_writer.h.
// man/cg-formats.5 is the same for readers without the sources.
//
//   meta        text key -> text value: format, version, root, counts (meta_table.h)
//   files       segments by file            FileRow
//   paths       names: path                 -> file
//   names       names: last name of symbols -> where it is defined
//   symbols     segments by (file, chunk)   the symbols of a file, kSymbolChunk at a time, without their text
//   texts       segments by (file, chunk)   signatures and documentation of the same symbols, and their parameters
//   sites       segments by (file, chunk)   what a file refers to, kSiteChunk sites at a time, each with its candidates
//   reasons     segments by (file, chunk)   why members called at these sites are of the type they are (graph/reasons.h)
//   incoming    segments by (file, chunk)   who refers to the symbols of that chunk
//   users       segments by (file, chunk)   how many other files refer to them
//   unbound     names: name                 -> sites of that name that no definition in the tree fits
//   tree        u32 -> a page            stamps and hashes of the files that were looked at, by path: what an update compares
//   includes    segments by 256 files   which files each file of C and C++ includes: what an update follows (ingest/include_table.h)
//   terms       names: token               -> chunks that have it (libcg/search/term_lists.h)
//   path_terms  names: token               -> files whose name or directories have it (libcg/search/path_terms.h)
//   search      text key -> columns by file and by chunk, and totals (libcg/search/columns.h)
//   file_terms  segments by file        the tokens of a file: what an update takes out of `terms` (libcg/search/file_terms.h)
//
// Files are called by numbers; `meta` says which file has which where that is not its rank by path (graph/file_numbers.h).
// Everything about a file is keyed by the file, so that an update rewrites what belongs to it and the incoming lists it
// touches. Incoming edges carry their positions: the callers of a symbol are answered from one page, plus one page of
// symbol names for each calling file.

namespace cg::storage::schema {

/// Raised with every change of any record; an index of another format is refused.
inline constexpr int kFormat = 12;

inline constexpr const char* kMeta = "meta";
inline constexpr const char* kFiles = "files";
inline constexpr const char* kPaths = "paths";
inline constexpr const char* kNames = "names";
inline constexpr const char* kSymbols = "symbols";
inline constexpr const char* kTexts = "texts";
inline constexpr const char* kSites = "sites";
inline constexpr const char* kReasons = "reasons";
inline constexpr const char* kIncoming = "incoming";
inline constexpr const char* kUsers = "users";
inline constexpr const char* kUnbound = "unbound";
inline constexpr const char* kTree = "tree";
inline constexpr const char* kIncludes = "includes";
inline constexpr const char* kTerms = "terms";
inline constexpr const char* kPathTerms = "path_terms";
inline constexpr const char* kSearch = "search";
inline constexpr const char* kFileTerms = "file_terms";

/// Symbols a chunk: the average file has 60 and is one chunk; a header of 100,000 macros is many, so that a lookup in it
/// decodes kilobytes and not megabytes. Of 128 and not 256 pages fill LMDB's better, for 256 macros are a fifth of one: the
/// Linux kernel's symbols take 75.1 MB instead of 82.0.
inline constexpr std::uint32_t kSymbolChunk = 128;
inline constexpr std::uint32_t kSiteChunk = 1024;

/// The key of a chunk of a file's records.
constexpr std::uint64_t chunk_key(FileId file, std::uint32_t chunk) {
  return (std::uint64_t{file} << 32) | chunk;
}

}  // namespace cg::storage::schema
