#include "libcg/ingest/index_revision.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <system_error>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/memory_use.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/revisions.h"
#include "libcg/ingest/facts_place.h"
#include "libcg/ingest/git_revision_tree.h"
#include "libcg/ingest/links_version.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/index_build.h"

namespace cg::ingest {
namespace fs = std::filesystem;
namespace {

std::uint64_t number_of(const std::string& text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// What is there of the commit, if this cg with these options would write it so.
std::optional<IndexWriter::Counts> counts_there(const fs::path& directory, const std::string& root, const BuildOptions& options) {
  try {
    const graph::IndexReader index(directory);  // Error for another format
    if (index.meta("root") != root || index.meta("options") != conditions_text(options) ||
        index.meta("facts_version") != parse::facts_version() || index.meta("links_version") != links_version()) {
      return std::nullopt;
    }
    IndexWriter::Counts c;
    for (const auto& [key, number] : {std::pair("files", &c.files), std::pair("lines", &c.lines), std::pair("bytes", &c.bytes),
                                      std::pair("symbols", &c.symbols), std::pair("sites", &c.sites), std::pair("edges", &c.edges),
                                      std::pair("unbound", &c.unbound)}) {
      *number = number_of(index.meta(key));
    }
    return c;
  } catch (const Error&) {
    return std::nullopt;  // none, damaged, or of another version: it is written anew
  }
}

void remove_revision(const fs::path& directory) {
  std::error_code error;
  fs::remove(directory / storage::kGraphNames.pointer, error);  // first: from here on it is none, whatever happens
  fs::remove_all(directory, error);
  if (error) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be removed: {}", directory.string(), error.message()));
}

/// Builds that were killed leave folders without a live index.
void remove_remains(const fs::path& revisions) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(revisions, none)) {
    std::error_code ignored;
    if (!fs::exists(entry.path() / storage::kGraphNames.pointer, ignored)) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

BuildSummary index_revision(const std::string& root, const GitCommit& commit, const fs::path& index, const BuildOptions& options,
                            EventSink& events) {
  const std::int64_t start = monotonic_ns();
  std::error_code ignored;
  fs::create_directories(index, ignored);
  const fs::path directory = graph::revision_directory(index, commit.id);
  BuildSummary summary;
  if (const auto counts = options.rebuild ? std::nullopt : counts_there(directory, root, options)) {
    summary.outcome = Outcome::kCurrent;
    summary.counts = *counts;
  } else {
    const storage::WriterLock lock(index / storage::kWriterLockName);
    remove_remains(directory.parent_path());
    const TreeListing listing = list_revision(root, commit, events);
    fs::create_directories(directory, ignored);  // what keeps it from being made is said by the build
    FactsPlace facts(index, options.facts, lock, options.rebuild, directory);
    summary = build_generation(listing, directory, lock, facts.store(), {}, options, events);
  }
  summary.seconds = static_cast<double>(monotonic_ns() - start) / 1e9;
  summary.peak_bytes = peak_rss_bytes();
  return summary;
}

void drop_revision(const fs::path& index, const std::string& commit) {
  const storage::WriterLock lock(index / storage::kWriterLockName);
  remove_revision(graph::revision_directory(index, commit));
}

}  // namespace cg::ingest
