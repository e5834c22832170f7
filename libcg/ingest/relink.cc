// What a link can depend on is Program, the tables made of it, and the packages: all that files mean to each other. Three kinds
// of change, by what they cost:
//
//   the same uses at other places (moved_links.h: a comment, white space, a number): links are those that the file had
//   the same meaning to others, other uses (a call, a local name): the changed files are linked. Others ask the very same of the
//       tree and get the same: no record is needed.
//   another meaning (a definition added, a parameter, an import): so are files that ask for a name which may lead
//       elsewhere now (name_closure.h), and the numbers of symbols that have moved are changed wherever they stand
//       (links_renumber.cc)
//
// For the last two, where only files of C have changed, what is linked are the sites that the edit touches, with a Program of those files
// that define what they ask for (narrow_relink.h): of the kernel's 56,459 files some ten. Elsewhere, or where that would be too
// many, Program is made again from the heads of all files' facts, and files are linked as wholes.
//
// In place means: the same files are there under the same paths, in the same languages; no manifest has changed; at most
// kFewFiles files have other contents, and at most an eighth of the tree is to be linked, beyond which writing everything anew
// (build_generation) is as fast.
//
// CPU time of `perf stat cg-index --no-search -j1` on redis (830 files, two cores with a load of 18): nothing 9.4 ms, a comment in
// src/anet.c 24, a call 24, a function at its end 23, in its middle 40 (its symbols move), an #include 35; a prototype of src/server.h
// changed 115, one put at the top of it 113 (the sites of all that refer to it are written, one file is linked). With all heads
// read, a call took 48 and a function 51. All files linked: 600.
// On the Linux kernel (56,459 files, 7.3 million symbols, the same load): nothing 335 ms, a comment in kernel/fork.c 650, a call 670, a
// function at its end 600, in its middle 760, an #include 1,250. With all heads read, a call took 5,900 and a function 6,900.
// What is left is writing: below the edit all positions change, and with them the lists of edges of all that the file
// refers to, 22 MB of them in 190 pages.
#include "libcg/ingest/relink.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/ingest/file_look.h"
#include "libcg/ingest/include_table.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/links_edit.h"
#include "libcg/ingest/meaning_change.h"
#include "libcg/ingest/moved_links.h"
#include "libcg/ingest/name_closure.h"
#include "libcg/ingest/narrow_relink.h"
#include "libcg/ingest/packages.h"
#include "libcg/ingest/relink_parts.h"
#include "libcg/ingest/stamp_edit.h"
#include "libcg/ingest/test_code.h"
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

  /// Whether the change may be of the kind.
  bool find_changed() {
    if (before_.size() != now_.size()) return false;
    FileId file = 0;
    for (std::size_t i = 0; i < now_.size(); ++i) {
      const TreeEntry& a = before_[i];
      const TreeEntry& b = now_[i];
      if (a.path != b.path || a.kind != b.kind || a.language != b.language) return false;
      if (b.kind == TreeEntry::Kind::kIndexed) {
        if (a.hash != b.hash) {
          changed_.emplace_back().file = file;
          changed_.back().entry = i;
        }
        keys_.push_back(facts_key(b.hash, b.language));
        indexed_.push_back(i);
        ++file;
      } else if (b.kind == TreeEntry::Kind::kManifest) {
        if (a.hash != b.hash) return false;
      }
      if (is_manifest(b.path)) manifests_.push_back(b.path);
    }
    return !changed_.empty() && changed_.size() <= kFewFiles;
  }

  /// Links what has changed, if the change turns out to be of the kind. Nothing is written yet.
  bool prepare(const storage::Environment& env) {
    if (!extract_changed()) return false;
    moved_ = std::all_of(changed_.begin(), changed_.end(), [](const ChangedFile& c) { return c.same_uses; });
    if (moved_) return true;
    same_meaning_ = std::all_of(changed_.begin(), changed_.end(), [](const ChangedFile& c) { return c.meaning.none; });
    packages_ = read_packages(DirectorySource(listing_.root), listing_.root, manifests_, events_);
    std::vector<const TreeEntry*> files;
    for (const std::size_t entry : indexed_) files.push_back(&now_[entry]);
    if (const auto read = relink_narrowly(env, store_, files, packages_, changed_, concerned_, includes_)) {
      read_ = *read;
      return true;
    }
    read_ = indexed_.size();
    return read_program() && link_changed();
  }

  void write(storage::Environment& env) {
    store_.commit(keys_);
    storage::WriteTransaction txn(env);
    edit_links(env, txn);
    if (!includes_.empty()) edit_includes(env, txn, includes_);
    if (options_.pass != nullptr) options_.pass->update(env, txn, kept_);
    write_stamps(env, txn, before_, now_);
    txn.commit();
  }

  [[nodiscard]] BuildSummary summary() const {
    BuildSummary s;
    s.outcome = Outcome::kUpdated;
    s.parsed = parsed_;
    s.linked = moved_ ? 0 : changed_.size() + concerned_.size();
    s.read = read_;
    s.counts = added_;
    for (const ChangedFile& c : changed_) s.with_errors += c.facts.error_bytes > 0 ? 1 : 0;
    return s;
  }

 private:
  void edit_links(storage::Environment& env, storage::WriteTransaction& txn) {
    LinksEdit edit(env, txn);
    for (const ChangedFile& c : changed_) {
      if (!c.meaning.none) edit.renumber(c.file, c.meaning.now_of);
    }
    for (const ChangedFile& c : changed_) {
      const TreeEntry& entry = now_[c.entry];
      if (moved_) {
        const MovedLinks links = move_links(env, txn, c.file, c.before, c.facts);
        edit.replace(c.file, entry, c.facts, links.linked);
      } else {
        edit.replace(c.file, entry, c.facts, c.linked.links);
      }
    }
    for (const ConcernedFile& c : concerned_) (void)edit.relink(c.file, c.linked.links, c.bounded);
    edit.finish();
    added_ = edit.added();
  }

  bool extract_changed() {
    FactsStore::Reader reader(store_);
    parse::Parser parser;
    parse::Syntax syntax;
    SourceFile source;
    for (ChangedFile& c : changed_) {
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
      c.before = decode_facts(old_facts->head, old_facts->tail);
      mark_test_code(c.before, language, entry.path);
      mark_test_code(c.facts, language, entry.path);
      c.meaning = compare_meaning(language, c.before, c.facts);
      if (c.meaning.unbounded) return false;
      c.same_uses = c.meaning.none && same_uses(c.before, c.facts);
      name_file(c.facts, entry.path);
      if (options_.pass != nullptr) kept_.push_back({c.file, options_.pass->look(entry.path, source.bytes, c.facts, 0)});
    }
    return true;
  }

  /// What is taken of a file that has not changed.
  struct Head {
    std::optional<parse::Facts> facts;
    std::vector<std::uint32_t> asked;
  };

  bool read_program() {
    std::vector<FactsStore::Reader> readers;
    for (int t = 0; t < threads_; ++t) readers.emplace_back(store_);
    bool whole = true;
    // Runs of neighbours share packs, which each thread would otherwise decode for itself.
    constexpr std::size_t kRun = 32;
    using Heads = std::vector<Head>;
    parallel_ordered(
        (indexed_.size() + kRun - 1) / kRun, threads_, static_cast<std::size_t>(threads_) * 4,
        [&](std::size_t run, int thread) {
          Heads heads;
          for (std::size_t i = run * kRun; i < std::min(indexed_.size(), (run + 1) * kRun); ++i) {
            heads.push_back(head(readers[static_cast<std::size_t>(thread)], now_[indexed_[i]], before_[indexed_[i]]));
          }
          return heads;
        },
        [&](std::size_t run, Heads&& heads) {
          for (std::size_t i = 0; i < heads.size(); ++i) {
            const TreeEntry& entry = now_[indexed_[run * kRun + i]];
            const auto file = static_cast<FileId>(run * kRun + i);
            asked_.push_back(std::move(heads[i].asked));
            const ChangedFile* changed = changed_file(file);
            const parse::Facts* facts = changed != nullptr ? &changed->facts : heads[i].facts ? &*heads[i].facts : nullptr;
            whole = whole && facts != nullptr;
            if (facts != nullptr) program_.add(entry.path, parse::language_of_name(entry.language), *facts);
          }
        });
    if (whole) program_.finish();
    return whole;
  }

  Head head(FactsStore::Reader& reader, const TreeEntry& now, const TreeEntry& before) const {
    Head out;
    if (now.hash != before.hash) return out;
    const auto bytes = reader.head(facts_key(now.hash, now.language));
    if (!bytes) return out;
    out.facts = decode_head(*bytes);
    if (!same_meaning_) out.asked = asked_names(parse::language_of_name(now.language), *out.facts);
    name_file(*out.facts, now.path);
    mark_test_code(*out.facts, parse::language_of_name(now.language), now.path);
    return out;
  }

  [[nodiscard]] const ChangedFile* changed_file(FileId file) const {
    const auto at = std::lower_bound(changed_.begin(), changed_.end(), file, [](const ChangedFile& c, FileId f) { return c.file < f; });
    return at == changed_.end() || at->file != file ? nullptr : &*at;
  }

  bool link_changed() {
    const LinkContext context(program_, packages_);
    for (const ChangedFile& c : changed_) {
      const auto row = context.tables().includes[c.file];
      if (c.meaning.includes) includes_[c.file].assign(row.begin(), row.end());
    }
    if (!same_meaning_ && !find_concerned(context.tables())) return false;
    std::vector<std::unique_ptr<Resolver>> resolvers;
    std::vector<FactsStore::Reader> readers;
    for (int t = 0; t < threads_; ++t) {
      resolvers.push_back(std::make_unique<Resolver>(context.tables()));
      readers.emplace_back(store_);
    }
    std::atomic<bool> whole = true;
    parallel_for(changed_.size() + concerned_.size(), threads_, [&](std::size_t i, int thread) {
      Resolver& resolver = *resolvers[static_cast<std::size_t>(thread)];
      if (i < changed_.size()) return link(resolver, changed_[i].file, changed_[i].facts, changed_[i].linked);
      ConcernedFile& c = concerned_[i - changed_.size()];
      const TreeEntry& entry = now_[indexed_[c.file]];
      const auto bytes = readers[static_cast<std::size_t>(thread)].find(facts_key(entry.hash, entry.language));
      if (!bytes) {
        whole = false;
        return;
      }
      parse::Facts facts = decode_facts(bytes->head, bytes->tail);
      name_file(facts, entry.path);
      mark_test_code(facts, parse::language_of_name(entry.language), entry.path);
      c.bounded = facts.bounded;
      link(resolver, c.file, facts, c.linked);
    }, 4);
    return whole;
  }

  static void link(Resolver& resolver, FileId file, const parse::Facts& facts, RelinkedFile& out) {
    out = {};
    encode_uses(facts, out.uses.bytes);
    decode_uses(out.uses);
    out.links = link_file(resolver, file, out.uses);
  }

  /// False if there are too many.
  bool find_concerned(const LinkTables& tables) {
    std::vector<ChangedMeaning> changes;
    for (const ChangedFile& c : changed_) {
      if (!c.meaning.none) changes.push_back({c.file, &c.meaning});
    }
    const NameClosure closure(program_, tables, std::move(changes));
    if (!closure.bounded()) return false;
    const std::size_t most = std::max<std::size_t>(kFewFiles, indexed_.size() / 8);
    for (FileId file = 0; file < indexed_.size(); ++file) {
      if (changed_file(file) != nullptr || !closure.concerns(file, asked_[file])) continue;
      if (concerned_.size() == most) return false;
      concerned_.emplace_back().file = file;
    }
    return true;
  }

  const TreeListing& listing_;
  FactsStore& store_;
  std::span<const TreeEntry> before_, now_;
  const BuildOptions& options_;
  EventSink& events_;
  int threads_;
  std::vector<ChangedFile> changed_;
  std::vector<ConcernedFile> concerned_;
  std::vector<std::size_t> indexed_;  ///< by file: its entry
  std::vector<std::vector<std::uint32_t>> asked_;  ///< by file
  std::vector<Hash128> keys_;
  std::vector<std::string> manifests_;
  Packages packages_;
  std::map<FileId, std::vector<FileId>> includes_;  ///< of files that include others than before
  std::vector<FilePass::Edited> kept_;
  Program program_;
  bool moved_ = false;         ///< no file uses anything else than before
  bool same_meaning_ = false;  ///< of all changed files
  std::uint64_t parsed_ = 0, read_ = 0;
  IndexWriter::Counts added_;
};

}  // namespace

std::optional<BuildSummary> relink_in_place(const TreeListing& listing, const std::filesystem::path& directory,
                                            const storage::WriterLock& lock, FactsStore& store, std::span<const TreeEntry> before,
                                            std::span<const TreeEntry> now, const BuildOptions& options, EventSink& events) {
  try {
    Relink relink(listing, store, before, now, options, events);
    if (!relink.find_changed()) return std::nullopt;
    const auto path = storage::live_index(directory);
    if (!path) return std::nullopt;
    storage::check_trees(path->string());
    storage::Environment env = storage::Environment::open_write(*path, lock);
    if (!relink.prepare(env)) return std::nullopt;
    relink.write(env);
    return relink.summary();
  } catch (const Error& error) {
    // Damage, in the index or in the store: a build from the sources does away with it.
    if (error.kind() != ErrorKind::kFormat) throw;
    return std::nullopt;
  }
}

}  // namespace cg::ingest
