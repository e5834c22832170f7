#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "libcg/base/events.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/file_pass.h"
#include "libcg/ingest/index_writer.h"
#include "libcg/ingest/source_file.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {

struct BuildOptions {
  int threads = 0;  ///< 0: by phase as the settings say (phase_threads.h)
  std::string scip_file;  ///< the SCIP index of a compiler, whose word wins; empty: none
  SourceOptions source;
  std::filesystem::path facts;  ///< the folder of the facts store; empty: the index directory
  bool rebuild = false;         ///< whatever the index and the store say: read, parse and link all
  FilePass* pass = nullptr;     ///< rides along
  std::uint64_t resident_bytes = 0;  ///< beyond this the definitions of the tree leave memory; 0: they never do
  bool bounded_memory = false;       ///< somebody counts on how much it takes
};

/// What became of the index.
enum class Outcome {
  kBuilt,    ///< written anew, from the sources and the facts store
  kUpdated,  ///< changed in place
  kCurrent,  ///< it was up to date
};

struct BuildSummary {
  Outcome outcome = Outcome::kBuilt;
  IndexWriter::Counts counts;
  std::uint64_t parsed = 0;         ///< files; the facts of the others were known
  std::uint64_t linked = 0;         ///< files whose sites were bound
  std::uint64_t read = 0;           ///< files whose definitions were at hand for it
  std::uint64_t skipped = 0;        ///< by rule: generated, minified, binary, too large
  std::uint64_t failed = 0;         ///< should have been indexed and could not be
  std::uint64_t with_errors = 0;    ///< files that the grammar did not wholly understand
  double seconds = 0, parse_cpu_seconds = 0, link_cpu_seconds = 0, pass_cpu_seconds = 0;
  std::uint64_t peak_bytes = 0;     ///< resident memory at most
};

/// Whether a path can matter to an index: its name may be of a language, or it says where packages lie.
[[nodiscard]] bool is_candidate(std::string_view path);
/// What besides the files decides what is in an index, as text to compare: options, and the content of a compiler's index.
[[nodiscard]] std::string conditions_text(const BuildOptions& options);
/// What facts::names[0].. lacks in the store: facts are kept without the name of their file, which a move changes.
void name_file(parse::Facts& facts, std::string_view path);

/// Builds the index of a listed tree into `directory` (a `.cg`), and makes it live in one atomic step.
///
///   listing ──read, hash; facts from the store, else parse, extract (parallel)──> facts ──┬─> symbols, texts: written at once
///                                                        ├─> facts store, if they are new
///                                                        ├─> Program: what other files can ask for, in memory
///                                                        └─> spill: facts on disk
///   Program ──sort, find classes' parts and owners──> LinkContext
///   spill ──link (parallel)──> sites: written at once; edges by target: buckets on disk ──> incoming, unbound, names
///
/// Both parallel loops hand their results on in the order of files, so the index does not depend on threads.
/// `known` are entries, by path, whose content is vouched for: what the store has of them is not read.
/// Error{kIo} when the directory cannot be written; bad files are events.
BuildSummary build_generation(const TreeListing& listing, const std::filesystem::path& directory, const storage::WriterLock& lock,
                              FactsStore& facts, std::span<const TreeEntry> known, const BuildOptions& options, EventSink& events);

/// The same from nothing but the sources and the facts store.
BuildSummary build_index(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options,
                         EventSink& events);

}  // namespace cg::ingest
