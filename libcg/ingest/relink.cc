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
// A file that comes or goes is one that said nothing before, or says nothing now (tree_change.h): who asks for a name that it defines
// is linked again, and whose imports lead elsewhere by it (of C narrowly, else moved_files.h). Others keep their numbers in the tables
// (graph/file_numbers.h).
//
// Under --max-memory the definitions lie in files as in a build (memory_plan.cc): of the kernel 480 MiB where they are 1,120 without.
//
// In place means: files that stay are in the same languages; no manifest has changed; few files have other contents, come or go, and at
// most an eighth of the tree is to be linked, beyond which writing everything anew (build_generation) is as fast.
//
// CPU time of `perf stat cg-index --no-search -j1` on redis (830 files, two cores with a load of 18): nothing 9.4 ms, a comment in
// src/anet.c 24, a call 24, a function at its end 23, in its middle 40 (its symbols move), an #include 35; a prototype of src/server.h
// changed 115, one put at the top of it 113 (the sites of all that refer to it are written, one file is linked). With all heads
// read, a call took 48 and a function 51. All files linked: 600.
// A file of one function that comes or goes 18, a copy of src/anet.c 150 (78 files linked), src/anet.h renamed 95 (20 files); whole, 270.
// On the Linux kernel (56,459 files, 7.3 million symbols, a load of 10): nothing 303 ms, a comment in kernel/fork.c 565, a call 495, an
// #include of what the file saw already 725, of what it did not 6,500 (1,013 files linked, with all heads read), a small file
// that comes 670, moves 710, goes 475. What is left is writing: below the edit all positions change,
// and with them the lists of edges of all that the file refers to, 22 MB of them in 190 pages.
#include "libcg/ingest/relink.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <memory_resource>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/file_memory.h"
#include "libcg/base/parallel.h"
#include "libcg/base/room_keeper.h"
#include "libcg/ingest/file_look.h"
#include "libcg/ingest/include_table.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/links_edit.h"
#include "libcg/ingest/meaning_change.h"
#include "libcg/ingest/moved_files.h"
#include "libcg/ingest/moved_links.h"
#include "libcg/ingest/name_closure.h"
#include "libcg/ingest/narrow_relink.h"
#include "libcg/ingest/packages.h"
#include "libcg/ingest/phase_threads.h"
#include "libcg/ingest/relink_parts.h"
#include "libcg/ingest/stamp_edit.h"
#include "libcg/ingest/test_code.h"
#include "libcg/ingest/tree_change.h"
#include "libcg/parse/extract.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/tree_check.h"

namespace cg::ingest {
namespace {

/// So many files are few to link in any tree.
constexpr std::size_t kFewFiles = 64;

class Relink {
 public:
  Relink(const TreeListing& listing, const std::string& scratch, FactsStore& store, std::span<const TreeEntry> before,
         std::span<const TreeEntry> now, TreeChange tree, const BuildOptions& options, EventSink& events)
      : listing_(listing), store_(store), before_(before), now_(now), tree_(std::move(tree)), options_(options), events_(events),
        threads_(phase_threads(options.threads).link), definitions_(scratch), room_(definitions_, options.resident_bytes),
        program_(memory()) {}

  /// Links what has changed, if the change turns out to be of the kind. Nothing is written yet.
  bool prepare(const storage::Environment& env) {
    auto numbers = number_files(tree_, env);
    if (!numbers) return false;
    numbers_ = std::move(*numbers);
    if (!extract_changed()) return false;
    moved_ = std::all_of(tree_.changed.begin(), tree_.changed.end(), [](const ChangedFile& c) { return c.same_uses; });
    if (moved_) return true;
    same_meaning_ = std::all_of(tree_.changed.begin(), tree_.changed.end(), [](const ChangedFile& c) { return c.meaning.none; });
    packages_ = read_packages(DirectorySource(listing_.root), listing_.root, tree_.manifests, events_);
    if (const auto read = relink_narrowly(env, store_, tree_.files, numbers_.all, packages_, tree_.changed, concerned_, includes_)) {
      read_ = *read;
      return true;
    }
    read_ = tree_.files.size();
    const bool can_move = std::all_of(tree_.changed.begin(), tree_.changed.end(),
                                      [&](const ChangedFile& c) { return c.stays() || may_move(tree_.files[c.file]->language); });
    // What a command line gives to files, names and files to include, is not followed.
    const bool given = packages_.commands.gives_names() || packages_.commands.forces_files();
    return (tree_.same_files || (can_move && !given)) && read_program() && link_changed(env);
  }

  void write(storage::Environment& env) {
    store_.commit(tree_.keys);
    storage::WriteTransaction txn(env);
    edit_links(env, txn);
    if (!includes_.empty() || !tree_.same_files) edit_includes(env, txn, includes_, numbers_.all, numbers_.used);
    if (options_.pass != nullptr) options_.pass->update(env, txn, kept_, numbers_.used);
    write_stamps(env, txn, before_, now_, numbers_.there);
    if (!tree_.same_files) write_numbers(numbers_, env, txn);
    txn.commit();
  }

  [[nodiscard]] BuildSummary summary() const {
    BuildSummary s;
    s.outcome = Outcome::kUpdated;
    s.parsed = parsed_;
    const auto gone = std::count_if(tree_.changed.begin(), tree_.changed.end(), [](const ChangedFile& c) { return c.is == nullptr; });
    s.linked = moved_ ? 0 : tree_.changed.size() - static_cast<std::size_t>(gone) + concerned_.size();
    s.read = read_;
    s.counts = added_;
    for (const ChangedFile& c : tree_.changed) s.with_errors += c.facts.error_bytes > 0 ? 1 : 0;
    return s;
  }

 private:
  void edit_links(storage::Environment& env, storage::WriteTransaction& txn) {
    LinksEdit edit(env, txn, numbers_.all);
    for (const ChangedFile& c : tree_.changed) {
      if (c.stays() && !c.meaning.none) edit.renumber(c.file, c.meaning.now_of);
    }
    for (const ChangedFile& c : tree_.changed) {
      if (c.is == nullptr) edit.remove(c.file);
    }
    for (const ChangedFile& c : tree_.changed) {
      if (c.is == nullptr) continue;
      if (c.was == nullptr) {
        edit.add(c.file, *c.is, c.facts, c.linked.links);
      } else if (moved_) {
        const MovedLinks links = move_links(env, txn, numbers_.all, c.file, c.before, c.facts);
        edit.replace(c.file, *c.is, c.facts, links.linked);
      } else {
        edit.replace(c.file, *c.is, c.facts, c.linked.links);
      }
    }
    for (const ConcernedFile& c : concerned_) (void)edit.relink(c.file, c.linked.links, c.bounded);
    edit.finish();
    added_ = edit.added();
  }

  bool extract_changed() {
    FactsStore::Reader reader(store_);
    for (ChangedFile& c : tree_.changed) {
      const TreeEntry& entry = *tree_.files[c.file];
      const std::size_t language = parse::language_of_name(entry.language);
      if (language == parse::kNoLanguage) return false;
      // A file that is not there says what an empty one says.
      if (!c.stays()) (c.was == nullptr ? c.before : c.facts) = parse::extract(language, "", "", parser_, syntax_);
      if (c.is != nullptr && !extract_now(reader, language, c)) return false;
      if (c.was != nullptr) {
        const auto old_facts = reader.find(facts_key(c.was->hash, c.was->language));
        if (!old_facts) return false;
        c.before = decode_facts(old_facts->head, old_facts->tail);
      }
      mark_test_code(c.before, language, entry.path);
      mark_test_code(c.facts, language, entry.path);
      c.meaning = compare_meaning(language, c.before, c.facts, !c.stays());
      if (c.meaning.unbounded) return false;
      c.same_uses = c.stays() && c.meaning.none && same_uses(c.before, c.facts);
      if (!c.stays()) c.meaning.none = false;  // that it is there means something
      if (c.is == nullptr) c.meaning.now_of.assign(c.before.symbols.size(), kNone);
      name_file(c.facts, entry.path);
      if (options_.pass != nullptr) keep(c, entry.path);
    }
    return true;
  }

  /// For the pass.
  void keep(const ChangedFile& c, const std::string& path) {
    using Kind = FilePass::Edited::Kind;
    const Kind kind = c.stays() ? Kind::kStays : c.was == nullptr ? Kind::kComes : Kind::kGoes;
    kept_.push_back({numbers_.all.stored(c.file), path, kind, c.is == nullptr ? std::string() : options_.pass->look(path, source_.bytes, c.facts, 0)});
  }

  bool extract_now(FactsStore::Reader& reader, std::size_t language, ChangedFile& c) {
    const TreeEntry& entry = *c.is;
    const Hash128 key = facts_key(entry.hash, entry.language);
    const auto known = reader.find(key);
    if (!known || options_.pass != nullptr) {
      const TreeEntry again = look_at_source(listing_.root, entry.path, options_.source, file_clock_ns(), source_);
      if (!again.same_content(entry)) return false;  // it is being edited this very moment
    }
    if (known) {
      c.facts = decode_facts(known->head, known->tail);
    } else {
      c.facts = parse::extract(language, "", source_.bytes, parser_, syntax_);
      store_.add(key, encode_facts(c.facts));
      ++parsed_;
    }
    if (c.facts.bounded) {
      events_.event({Severity::kWarning, entry.path, "nested too deeply: what lies deeper is not in the index"});
    }
    return true;
  }

  /// What is taken of a file that has not changed.
  struct Head {
    std::optional<parse::Facts> facts;
    std::vector<std::uint32_t> asked;
    std::vector<std::string> path_names;
  };

  bool read_program() {
    std::vector<FactsStore::Reader> readers;
    for (int t = 0; t < threads_; ++t) readers.emplace_back(store_);
    bool whole = true;
    // Runs of neighbours share packs, which each thread would otherwise decode for itself.
    constexpr std::size_t kRun = 32;
    using Heads = std::vector<Head>;
    parallel_ordered(
        (tree_.files.size() + kRun - 1) / kRun, threads_, static_cast<std::size_t>(threads_) * 4,
        [&](std::size_t run, int thread) {
          Heads heads;
          for (std::size_t i = run * kRun; i < std::min(tree_.files.size(), (run + 1) * kRun); ++i) {
            heads.push_back(head(readers[static_cast<std::size_t>(thread)], static_cast<FileId>(i)));
          }
          return heads;
        },
        [&](std::size_t run, Heads&& heads) {
          for (std::size_t i = 0; i < heads.size(); ++i) {
            const TreeEntry& entry = *tree_.files[run * kRun + i];
            const auto file = static_cast<FileId>(run * kRun + i);
            asked_.push_back(std::move(heads[i].asked));
            path_names_.push_back(std::move(heads[i].path_names));
            const ChangedFile* changed = changed_file(file);
            if (changed != nullptr && changed->is == nullptr) {  // no path leads there
              program_.add_unread(std::string(1, '\0'), parse::language_of_name(entry.language));
              continue;
            }
            const parse::Facts* facts = changed != nullptr ? &changed->facts : heads[i].facts ? &*heads[i].facts : nullptr;
            whole = whole && facts != nullptr;
            if (facts != nullptr) program_.add(entry.path, parse::language_of_name(entry.language), *facts);
          }
        });
    if (whole) program_.finish();
    return whole;
  }

  Head head(FactsStore::Reader& reader, FileId file) const {
    Head out;
    const TreeEntry& now = *tree_.files[file];
    if (changed_file(file) != nullptr) return out;
    const auto bytes = reader.head(facts_key(now.hash, now.language));
    if (!bytes) return out;
    out.facts = decode_head(*bytes);
    const std::size_t language = parse::language_of_name(now.language);
    if (!same_meaning_) out.asked = asked_names(language, *out.facts);
    if (!tree_.same_files) out.path_names = path_like_names(language, *out.facts);
    name_file(*out.facts, now.path);
    mark_test_code(*out.facts, parse::language_of_name(now.language), now.path);
    return out;
  }

  [[nodiscard]] const ChangedFile* changed_file(FileId file) const {
    const auto at = std::lower_bound(tree_.changed.begin(), tree_.changed.end(), file, [](const ChangedFile& c, FileId f) { return c.file < f; });
    return at == tree_.changed.end() || at->file != file ? nullptr : &*at;
  }

  /// Where what there is one of for each definition lies: as in a build.
  std::pmr::memory_resource* memory() {
    return options_.resident_bytes > 0 ? &definitions_ : std::pmr::get_default_resource();
  }

  bool link_changed(const storage::Environment& env) {
    const LinkContext context(program_, packages_, nullptr, memory());
    for (const ChangedFile& c : tree_.changed) {
      const auto row = context.tables().includes[c.file];
      if (c.meaning.includes) includes_[c.file].assign(row.begin(), row.end());
    }
    if (!tree_.same_files && !follow_moves(env, context.tables())) return false;
    if (!same_meaning_ && !find_concerned(context.tables())) return false;
    std::vector<std::unique_ptr<Resolver>> resolvers;
    std::vector<FactsStore::Reader> readers;
    for (int t = 0; t < threads_; ++t) {
      resolvers.push_back(std::make_unique<Resolver>(context.tables()));
      readers.emplace_back(store_);
    }
    std::atomic<bool> whole = true;
    parallel_for(tree_.changed.size() + concerned_.size(), threads_, [&](std::size_t i, int thread) {
      Resolver& resolver = *resolvers[static_cast<std::size_t>(thread)];
      if (i < tree_.changed.size()) return link(resolver, tree_.changed[i]);
      ConcernedFile& c = concerned_[i - tree_.changed.size()];
      const TreeEntry& entry = *tree_.files[c.file];
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

  static void link(Resolver& resolver, ChangedFile& c) {
    if (c.is != nullptr) link(resolver, c.file, c.facts, c.linked);
  }
  static void link(Resolver& resolver, FileId file, const parse::Facts& facts, RelinkedFile& out) {
    out = {};
    encode_uses(facts, out.uses.bytes);
    decode_uses(out.uses);
    out.links = link_file(resolver, file, out.uses);
  }

  /// False if all files are to be linked.
  bool follow_moves(const storage::Environment& env, const LinkTables& tables) {
    MovedFiles moved = follow_moved_files(env, tree_, numbers_.all, packages_, program_, tables, path_names_);
    includes_ = std::move(moved.includes);
    for (ChangedFile& c : tree_.changed) c.meaning.includes = false;  // that is in it
    moved_concerned_ = std::move(moved.concerned);
    moved_meaning_.names = std::move(moved.names);
    return moved.bounded;
  }

  /// False if there are too many.
  bool find_concerned(const LinkTables& tables) {
    std::vector<ChangedMeaning> changes;
    if (!tree_.same_files) changes.push_back({tree_.changed.front().file, &moved_meaning_});
    for (const ChangedFile& c : tree_.changed) {
      if (!c.meaning.none) changes.push_back({c.file, &c.meaning});
    }
    const NameClosure closure(program_, tables, std::move(changes));
    if (!closure.bounded()) return false;
    const std::size_t most = std::max<std::size_t>(kFewFiles, tree_.files.size() / 8);
    for (FileId file = 0; file < tree_.files.size(); ++file) {
      if (changed_file(file) != nullptr || (!moved_concerned_.contains(file) && !closure.concerns(file, asked_[file]))) continue;
      if (concerned_.size() == most) return false;
      concerned_.emplace_back().file = file;
    }
    return true;
  }

  const TreeListing& listing_;
  FactsStore& store_;
  std::span<const TreeEntry> before_, now_;
  TreeChange tree_;
  const BuildOptions& options_;
  EventSink& events_;
  int threads_;
  std::vector<ConcernedFile> concerned_;
  NumberedFiles numbers_;
  parse::Parser parser_;
  parse::Syntax syntax_;
  SourceFile source_;
  std::vector<std::vector<std::uint32_t>> asked_;  ///< by file
  std::vector<std::vector<std::string>> path_names_;  ///< by file: path_like_names()
  std::set<FileId> moved_concerned_;  ///< see MovedFiles
  MeaningChange moved_meaning_;
  Packages packages_;
  std::map<FileId, std::vector<FileId>> includes_;  ///< of files that include others than before
  std::vector<FilePass::Edited> kept_;
  FileMemory definitions_;
  RoomKeeper room_;
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
    std::optional<TreeChange> change = TreeChange::between(before, now, most_changed(now.size(), options.bounded_memory));
    if (!change) return std::nullopt;
    Relink relink(listing, directory.string(), store, before, now, std::move(*change), options, events);
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
