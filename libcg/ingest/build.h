#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "libcg/base/events.h"
#include "libcg/ingest/file_pass.h"
#include "libcg/ingest/index_writer.h"
#include "libcg/ingest/source_file.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {

struct BuildOptions {
  int threads = 0;  ///< 0: as many as the machine offers
  std::string scip_file;  ///< the SCIP index of a compiler, whose word wins; empty: none
  SourceOptions source;
  FilePass* pass = nullptr;  ///< rides along
};

struct BuildSummary {
  IndexWriter::Counts counts;
  std::uint64_t skipped = 0;        ///< by rule: generated, minified, binary, too large
  std::uint64_t failed = 0;         ///< should have been indexed and could not be
  std::uint64_t with_errors = 0;    ///< files that the grammar did not wholly understand
  double seconds = 0, parse_cpu_seconds = 0, link_cpu_seconds = 0, pass_cpu_seconds = 0;
  std::uint64_t peak_bytes = 0;     ///< resident memory at most
};

/// Builds the index of a listed tree into `directory` (a `.cg`), and makes it live in one atomic step.
///
///   listing ──read, parse, extract (parallel)──> facts ──┬─> symbols, texts: written at once
///                                                        ├─> Program: what other files can ask for, in memory
///                                                        └─> spill: facts on disk
///   Program ──sort, find classes' parts and owners──> LinkContext
///   spill ──link (parallel)──> sites: written at once; edges by target: buckets on disk ──> incoming, unbound, names
///
/// Both parallel loops hand their results on in the order of files, so the index does not depend on threads.
/// Error{kIo} when the directory cannot be written; bad files are events.
BuildSummary build_index(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options,
                         EventSink& events);

}  // namespace cg::ingest
