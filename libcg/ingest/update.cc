#include "libcg/ingest/update.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/memory_use.h"
#include "libcg/base/parallel.h"
#include "libcg/ingest/facts_place.h"
#include "libcg/ingest/file_look.h"
#include "libcg/ingest/links_version.h"
#include "libcg/ingest/packages.h"
#include "libcg/ingest/phase_threads.h"
#include "libcg/ingest/relink.h"
#include "libcg/ingest/stamp_edit.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/tree_check.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

/// What the index that is there says of the tree.
struct Prior {
  std::vector<TreeEntry> entries;
  IndexWriter::Counts counts;
  std::uint64_t snapshot = 0, inode = 0;  ///< that were read: a commit raises the one, a rebuild changes the other
};

std::string text_of(const storage::Environment& env, const storage::Transaction& txn, std::string_view key) {
  return std::string(storage::read_meta(env, txn, key).value_or(std::string_view()));
}

IndexWriter::Counts counts_of(const storage::Environment& env, const storage::Transaction& txn) {
  IndexWriter::Counts c;
  for (const auto& [key, number] : {std::pair("files", &c.files), std::pair("lines", &c.lines), std::pair("bytes", &c.bytes),
                                    std::pair("symbols", &c.symbols), std::pair("sites", &c.sites), std::pair("edges", &c.edges),
                                    std::pair("unbound", &c.unbound)}) {
    const std::string text = text_of(env, txn, key);
    std::from_chars(text.data(), text.data() + text.size(), *number);
  }
  return c;
}

std::uint64_t inode_of(const std::filesystem::path& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 ? info.st_ino : 0;
}

/// Empty if there is no index, or none that this cg with these options would have written. `known` is what has been read before,
/// and stands if it is still what is there.
std::optional<Prior> load_prior(const std::filesystem::path& directory, const TreeListing& listing, const BuildOptions& options,
                                std::optional<Prior> known) {
  if (options.rebuild) return std::nullopt;
  try {
    const auto path = storage::live_index(directory);
    if (!path) return std::nullopt;
    const std::uint64_t inode = inode_of(*path);
    const storage::Environment env = storage::Environment::open_read(*path);
    const storage::ReadTransaction txn(env);
    if (known && known->snapshot == txn.id() && known->inode == inode) return known;
    const bool ours = text_of(env, txn, "format") == std::to_string(schema::kFormat) && text_of(env, txn, "root") == listing.root &&
                      text_of(env, txn, "options") == conditions_text(options) &&
                      text_of(env, txn, "facts") == options.facts.string() &&
                      text_of(env, txn, "facts_version") == parse::facts_version() &&
                      text_of(env, txn, "links_version") == links_version();
    if (!ours) return std::nullopt;
    return Prior{load_tree(env, txn), counts_of(env, txn), txn.id(), inode};
  } catch (const Error&) {
    return std::nullopt;  // damaged: it is built anew
  }
}

class Update {
 public:
  Update(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options, EventSink& events)
      : listing_(listing), directory_(directory), options_(options), events_(events) {
    for (const TreeFile& file : listing.files) {
      if (is_candidate(file.path)) candidates_.push_back(&file);
    }
  }

  BuildSummary run() {
    prior_ = load_prior(directory_, listing_, options_, {});
    if (!prior_ && options_.pass != nullptr) {
      options_.pass->settle();  // an index without vectors is all that a damaged model can have
      prior_ = load_prior(directory_, listing_, options_, {});
    }
    if (prior_ && current()) return unchanged();
    const storage::WriterLock lock(directory_ / storage::kWriterLockName);
    if (prior_) prior_ = load_prior(directory_, listing_, options_, std::move(prior_));  // another process may have been at it before we held the lock
    if (prior_) {
      if (current()) return unchanged();
      look();
      if (same_contents() && save_stamps(lock)) return unchanged();
    }
    FactsPlace facts(directory_, options_.facts, lock, options_.rebuild);
    // A compiler's word is bound to places, which any edit moves.
    if (prior_ && options_.scip_file.empty()) {
      if (auto s = relink_in_place(listing_, directory_, lock, facts.store(), prior_->entries, known_, options_, events_)) return updated(*s);
    }
    return build_generation(listing_, directory_, lock, facts.store(), known_, options_, events_);
  }

 private:
  [[nodiscard]] const TreeEntry* prior_of(const std::string& path) const {
    const auto& all = prior_->entries;
    const auto at = std::lower_bound(all.begin(), all.end(), path, [](const TreeEntry& e, const std::string& p) { return e.path < p; });
    return at == all.end() || at->path != path ? nullptr : &*at;
  }

  static bool vouched(const TreeEntry& entry, const TreeFile& file) {
    return entry.settled && entry.kind != TreeEntry::Kind::kFailed && entry.stamp == file.stamp;
  }

  /// Whether every candidate is as it was. Both lists are sorted by path.
  [[nodiscard]] bool current() const {
    const auto& entries = prior_->entries;
    return entries.size() == candidates_.size() &&
           std::equal(entries.begin(), entries.end(), candidates_.begin(),
                      [](const TreeEntry& e, const TreeFile* file) { return e.path == file->path && vouched(e, *file); });
  }

  /// Reads what no stamp vouches for.
  void look() {
    const std::int64_t now = file_clock_ns();
    known_.resize(candidates_.size());
    const int threads = phase_threads(options_.threads).parse;
    std::vector<SourceFile> files(static_cast<std::size_t>(threads));
    parallel_for(candidates_.size(), threads, [&](std::size_t i, int thread) {
      const TreeFile& file = *candidates_[i];
      const TreeEntry* before = prior_of(file.path);
      if (before != nullptr && vouched(*before, file)) {
        known_[i] = *before;
      } else if (is_manifest(file.path)) {
        known_[i] = look_at_manifest(listing_.root, file.path, now);
      } else {
        known_[i] = look_at_source(listing_.root, file.path, options_.source, now, files[static_cast<std::size_t>(thread)]);
      }
    }, 16);
  }

  [[nodiscard]] bool same_contents() const {
    const auto& entries = prior_->entries;
    return std::equal(entries.begin(), entries.end(), known_.begin(), known_.end(),
                      [](const TreeEntry& a, const TreeEntry& b) { return a.same_content(b); });
  }

  /// Says of files what a build would say of them: that they cannot be read.
  void report_failed() {
    for (const TreeEntry& e : known_) {
      if (e.kind != TreeEntry::Kind::kFailed) continue;
      SourceFile file;
      (void)look_at_source(listing_.root, e.path, options_.source, file_clock_ns(), file);
      report_skip(e.path, file, options_.source, events_);
      ++failed_;
    }
  }

  /// False if the index turns out to be damaged.
  bool save_stamps(const storage::WriterLock& lock) {
    try {
      const auto path = storage::live_index(directory_);
      storage::check_trees(path->string());
      storage::Environment env = storage::Environment::open_write(*path, lock);
      storage::WriteTransaction txn(env);
      write_stamps(env, txn, prior_->entries, known_, graph::FileNumbers::read(env, txn));
      txn.commit();
      return true;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kFormat) throw;
      return false;
    }
  }

  BuildSummary updated(BuildSummary s) {
    const IndexWriter::Counts& was = prior_->counts;
    for (const auto count : {&IndexWriter::Counts::files, &IndexWriter::Counts::lines, &IndexWriter::Counts::bytes, &IndexWriter::Counts::symbols,
                             &IndexWriter::Counts::sites, &IndexWriter::Counts::edges, &IndexWriter::Counts::unbound}) {
      s.counts.*count += was.*count;
    }
    report_failed();
    s.failed = failed_;
    return s;
  }

  BuildSummary unchanged() {
    report_failed();
    BuildSummary s;
    s.outcome = Outcome::kCurrent;
    s.counts = prior_->counts;
    s.failed = failed_;
    return s;
  }

  const TreeListing& listing_;
  const std::filesystem::path& directory_;
  const BuildOptions& options_;
  EventSink& events_;
  std::vector<const TreeFile*> candidates_;
  std::optional<Prior> prior_;
  std::vector<TreeEntry> known_;  ///< of candidates_, as they are now
  std::uint64_t failed_ = 0;
};

}  // namespace

BuildSummary update_index(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options,
                          EventSink& events) {
  const std::int64_t start = monotonic_ns();
  std::error_code ignored;
  std::filesystem::create_directories(directory, ignored);
  BuildSummary summary = Update(listing, directory, options, events).run();
  summary.seconds = static_cast<double>(monotonic_ns() - start) / 1e9;
  summary.peak_bytes = peak_rss_bytes();
  return summary;
}

}  // namespace cg::ingest
