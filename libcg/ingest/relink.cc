// What a link can depend on is Program, the tables made of it, and the packages: all that files mean to each other. If a changed
// file means to others what it meant before (Program::add takes over the very same from its old facts and from its new), then
// Program is the same for all files, and so are the links of all files but itself. That is the whole argument; it needs no
// record of who asked for which name. Where meanings do change, all files are linked again from stored facts
// (build_generation).
//
// Which edits are such: the same files are there under the same paths, in the same languages; no manifest has changed; at most
// kFewFiles files have other contents; and each has the same definitions in the same order (names, kinds, containers,
// static or exported, parameters, types, initialisers as far as a type follows from them, what its functions return where
// that is how their type is known), the same imports and base classes. So: statements, calls, local names, comments and
// documentation, white space, lines moved up or down, signatures as far as they are text. A definition added, even a
// static one, takes another name's place in every list of the names of the tree, and is not.
//
// What it costs is to make Program again from the heads of all files' facts, which links the new sites. If a file uses the very
// same as before, at other places (moved_links.h: a comment, white space, a number), its links are those that it had, and
// Program is not made.
#include "libcg/ingest/relink.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/ingest/file_look.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/links_edit.h"
#include "libcg/ingest/moved_links.h"
#include "libcg/ingest/packages.h"
#include "libcg/ingest/stamp_edit.h"
#include "libcg/parse/extract.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/tree_check.h"

namespace cg::ingest {
namespace {

/// From so many changed files on, a fresh generation is written.
constexpr std::size_t kFewFiles = 64;

class Relink {
 public:
  Relink(const TreeListing& listing, FactsStore& store, std::span<const TreeEntry> before, std::span<const TreeEntry> now,
         const BuildOptions& options, EventSink& events)
      : listing_(listing), store_(store), before_(before), now_(now), options_(options), events_(events),
        threads_(options.threads > 0 ? options.threads : thread_count()) {}

  /// Finds out whether the change is of the kind, and links what has changed. Nothing is written yet.
  bool prepare() {
    if (!find_changed() || !extract_changed()) return false;
    moved_ = std::all_of(changed_.begin(), changed_.end(), [](const Changed& c) { return c.same_uses; });
    return moved_ || (read_program() && link_changed());
  }

  void write(storage::Environment& env) {
    store_.commit(keys_);
    storage::WriteTransaction txn(env);
    LinksEdit edit(env, txn);
    for (std::size_t i = 0; i < changed_.size(); ++i) {
      const Changed& c = changed_[i];
      if (moved_) {
        const MovedLinks links = move_links(env, txn, c.file, c.before, c.facts);
        edit.replace(c.file, now_[c.entry], c.facts, links.linked);
      } else {
        edit.replace(c.file, now_[c.entry], c.facts, linked_[i]);
      }
    }
    edit.finish();
    added_ = edit.added();
    if (options_.pass != nullptr) options_.pass->update(env, txn, kept_);
    write_stamps(env, txn, before_, now_);
    txn.commit();
  }

  [[nodiscard]] BuildSummary summary() const {
    BuildSummary s;
    s.outcome = Outcome::kUpdated;
    s.parsed = parsed_;
    s.linked = moved_ ? 0 : changed_.size();
    s.counts = added_;
    for (const Changed& c : changed_) s.with_errors += c.facts.error_bytes > 0 ? 1 : 0;
    return s;
  }

 private:
  struct Changed {
    FileId file = 0;
    std::size_t entry = 0;  ///< into before_ and now_
    parse::Facts facts;
    parse::Facts before;
    bool same_uses;
    FileUses uses;  ///< the names of linked_ point into it
  };

  bool find_changed() {
    if (before_.size() != now_.size()) return false;
    FileId file = 0;
    for (std::size_t i = 0; i < now_.size(); ++i) {
      const TreeEntry& a = before_[i];
      const TreeEntry& b = now_[i];
      if (a.path != b.path || a.kind != b.kind || a.language != b.language) return false;
      if (b.kind == TreeEntry::Kind::kIndexed) {
        if (a.hash != b.hash) changed_.push_back({file, i, {}, {}, false, {}});
        keys_.push_back(facts_key(b.hash, b.language));
        ++file;
      } else if (b.kind == TreeEntry::Kind::kManifest) {
        if (a.hash != b.hash) return false;
      }
      if (is_manifest(b.path)) manifests_.push_back(b.path);
    }
    return !changed_.empty() && changed_.size() <= kFewFiles;
  }

  bool extract_changed() {
    FactsStore::Reader reader(store_);
    parse::Parser parser;
    parse::Syntax syntax;
    SourceFile source;
    for (Changed& c : changed_) {
      const TreeEntry& entry = now_[c.entry];
      const TreeEntry& old = before_[c.entry];
      const std::size_t language = parse::language_of_name(entry.language);
      const Hash128 key = facts_key(entry.hash, entry.language);
      const auto old_facts = reader.find(facts_key(old.hash, old.language));
      if (!old_facts || language == parse::kNoLanguage) return false;
      const auto known = reader.find(key);
      if (!known || options_.pass != nullptr) {
        const TreeEntry again = look_at_source(listing_.root, entry.path, options_.source, file_clock_ns(), source);
        if (!again.same_content(entry)) return false;  // it is being edited this very moment
      }
      if (known) {
        c.facts = decode_facts(known->head, known->tail);
      } else {
        c.facts = parse::extract(language, "", source.bytes, parser, syntax);
        store_.add(key, encode_facts(c.facts));
        ++parsed_;
      }
      if (c.facts.bounded) {
        events_.event({Severity::kWarning, entry.path, "nested too deeply: what lies deeper is not in the index"});
      }
      if (!same_meaning(language, decode_head(old_facts->head), c.facts)) return false;
      c.before = decode_facts(old_facts->head, old_facts->tail);
      c.same_uses = same_uses(c.before, c.facts);
      name_file(c.facts, entry.path);
      if (options_.pass != nullptr) kept_.push_back({c.file, options_.pass->look(entry.path, source.bytes, c.facts, 0)});
    }
    return true;
  }

  static bool same_meaning(std::size_t language, const parse::Facts& a, const parse::Facts& b) {
    Program before;
    Program now;
    before.add({}, language, a);
    now.add({}, language, b);
    return before.same_as(now);
  }

  bool read_program() {
    std::vector<std::size_t> indexed;
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (now_[i].kind == TreeEntry::Kind::kIndexed) indexed.push_back(i);
    }
    std::vector<FactsStore::Reader> readers;
    for (int t = 0; t < threads_; ++t) readers.emplace_back(store_);
    bool whole = true;
    // Runs of neighbours share packs, which each thread would otherwise decode for itself.
    constexpr std::size_t kRun = 32;
    using Heads = std::vector<std::optional<parse::Facts>>;
    parallel_ordered(
        (indexed.size() + kRun - 1) / kRun, threads_, static_cast<std::size_t>(threads_) * 4,
        [&](std::size_t run, int thread) {
          Heads heads;
          for (std::size_t i = run * kRun; i < std::min(indexed.size(), (run + 1) * kRun); ++i) {
            heads.push_back(head(readers[static_cast<std::size_t>(thread)], now_[indexed[i]], before_[indexed[i]]));
          }
          return heads;
        },
        [&](std::size_t run, Heads&& heads) {
          for (std::size_t i = 0; i < heads.size(); ++i) {
            const TreeEntry& entry = now_[indexed[run * kRun + i]];
            whole = whole && heads[i].has_value();
            if (heads[i]) program_.add(entry.path, parse::language_of_name(entry.language), *heads[i]);
          }
        });
    if (whole) program_.finish();
    return whole;
  }

  /// Of a changed file the old head, which means the same and is in the store already.
  static std::optional<parse::Facts> head(FactsStore::Reader& reader, const TreeEntry& now, const TreeEntry& before) {
    const TreeEntry& entry = now.hash == before.hash ? now : before;
    const auto bytes = reader.head(facts_key(entry.hash, entry.language));
    if (!bytes) return std::nullopt;
    parse::Facts facts = decode_head(*bytes);
    name_file(facts, now.path);
    return facts;
  }

  bool link_changed() {
    const LinkContext context(program_, read_packages(DirectorySource(listing_.root), listing_.root, manifests_, events_));
    Resolver resolver(context.tables());
    for (Changed& c : changed_) {
      encode_uses(c.facts, c.uses.bytes);
      decode_uses(c.uses);
      linked_.push_back(link_file(resolver, c.file, c.uses));
    }
    return true;
  }

  const TreeListing& listing_;
  FactsStore& store_;
  std::span<const TreeEntry> before_, now_;
  const BuildOptions& options_;
  EventSink& events_;
  int threads_;
  std::vector<Changed> changed_;
  std::vector<Hash128> keys_;
  std::vector<std::string> manifests_;
  std::vector<LinkedFile> linked_;
  std::vector<FilePass::Edited> kept_;
  Program program_;
  bool moved_ = false;  ///< no file uses anything else than before
  std::uint64_t parsed_ = 0;
  IndexWriter::Counts added_;
};

}  // namespace

std::optional<BuildSummary> relink_in_place(const TreeListing& listing, const std::filesystem::path& directory,
                                            const storage::WriterLock& lock, FactsStore& store, std::span<const TreeEntry> before,
                                            std::span<const TreeEntry> now, const BuildOptions& options, EventSink& events) {
  try {
    Relink relink(listing, store, before, now, options, events);
    if (!relink.prepare()) return std::nullopt;
    const auto path = storage::live_index(directory);
    if (!path) return std::nullopt;
    storage::check_trees(path->string());
    storage::Environment env = storage::Environment::open_write(*path, lock);
    relink.write(env);
    return relink.summary();
  } catch (const Error& error) {
    // Damage, in the index or in the store: a build from the sources does away with it.
    if (error.kind() != ErrorKind::kFormat) throw;
    return std::nullopt;
  }
}

}  // namespace cg::ingest
