#include "libcg/ingest/narrow_relink.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "libcg/ingest/build.h"
#include "libcg/ingest/include_change.h"
#include "libcg/ingest/include_table.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/narrow_closure.h"
#include "libcg/ingest/narrow_linking.h"
#include "libcg/ingest/test_code.h"
#include "libcg/ingest/tree_heads.h"
#include "libcg/ingest/tree_names.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {
namespace {

/// From so many files on whose #include lines may lead elsewhere, all are as soon read.
constexpr std::size_t kMaxIncluding = 1024;

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::set<FileId> ids_of(const std::vector<ChangedFile>& changed) {
  std::set<FileId> out;
  for (const ChangedFile& c : changed) out.insert(c.file);
  return out;
}

class NarrowRelink {
 public:
  NarrowRelink(const storage::Environment& environment, FactsStore& store, const std::vector<const TreeEntry*>& files, const graph::FileNumbers& numbers,
               std::vector<ChangedFile>& changed)
      : env_(environment), txn_(environment), store_(store), files_(files), numbers_(numbers), changed_(changed), heads_(store, files),
        changed_ids_(ids_of(changed)), names_(environment, txn_, numbers, changed_ids_) {
    for (const ChangedFile& c : changed) {
      if (c.is == nullptr) {
        heads_.set_gone(c.file, c.facts);
      } else {
        heads_.set(c.file, c.facts);
      }
      if (!c.stays()) moving_.insert(c.file);
      if (c.was == nullptr) ++added_;
    }
  }

  std::optional<std::size_t> run(const Packages& packages, std::vector<ConcernedFile>& concerned, std::map<FileId, std::vector<FileId>>& includes) {
    includes_ = load_includes(env_, txn_, files_.size(), added_, numbers_);
    if (!close() || !find_including() || !follow_includes(packages) || !read_concerned()) return std::nullopt;
    std::vector<NarrowTarget> targets;
    for (ChangedFile& c : changed_) {
      if (c.is != nullptr) targets.push_back(target(c.file, c.before, c.facts, c.linked));
    }
    for (std::size_t i = 0; i < concerned_.size(); ++i) targets.push_back(target(concerned_[i].file, facts_[i], facts_[i], concerned_[i].linked));
    NarrowLinking linking(names_, heads_, packages, includes_);
    if (!linking.link(targets)) return std::nullopt;
    concerned = std::move(concerned_);
    includes = std::move(rows_);
    return linking.files_read();
  }

 private:
  /// Finds out which names mean something else, and whom that concerns.
  bool close() {
    std::vector<ChangedMeaning> changes;
    for (const ChangedFile& c : changed_) {
      if (c.meaning.none) continue;
      changes.push_back({c.file, &c.meaning});
      if (c.was != nullptr) edited_.now_of[c.file] = c.meaning.now_of;
    }
    if (changes.empty()) return true;
    const NarrowClosure closure(names_, heads_, changes, changed_ids_);
    if (!closure.bounded()) return false;
    edited_.names = closure.names();
    concerned_ids_ = closure.asking();
    return true;
  }

  /// Finds out whose #include lines may lead elsewhere: to a file that comes, or no longer to one that goes. An #include leads to a file
  /// whose name is the last part of its path.
  bool find_including() {
    if (moving_.empty()) return true;
    std::set<std::string, std::less<>> names;
    std::set<FileId> including;
    for (const FileId file : moving_) {
      const std::string& path = heads_.entry(file).path;
      // What else a file of C may be called, others than C may ask for.
      if (!path.ends_with(".c") && !path.ends_with(".h")) return false;
      names.emplace(last_part(path));
    }
    for (FileId file = 0; file < heads_.size(); ++file) {
      if (names.contains(last_part(heads_.entry(file).path))) names_.add_importers(file, including);
      if (including.size() > kMaxIncluding) return false;
    }
    names_.add_lost_importers(names, including);
    for (const FileId file : including) {
      if (heads_.gone(file)) continue;
      if (including.size() > kMaxIncluding || heads_.entry(file).language != "c" || heads_.head(file) == nullptr) return false;
      including_.insert(file);
      if (!changed_ids_.contains(file)) concerned_ids_.insert(file);
      const parse::Facts& head = *heads_.head(file);
      for (const parse::Import& i : head.imports) {
        if (names.contains(last_part(head.names[i.module]))) edited_.names.insert(head.names[i.module]);
      }
    }
    return true;
  }

  /// Finds out who sees other files than before.
  bool follow_includes(const Packages& packages) {
    for (const ChangedFile& c : changed_) {
      if (c.is == nullptr) {
        if (!includes_[c.file].empty()) rows_[c.file] = {};
      } else if (c.meaning.includes) {
        including_.insert(c.file);
      }
    }
    if (including_.empty() && rows_.empty()) return true;
    Program program;
    for (FileId file = 0; file < heads_.size(); ++file) {
      if (including_.contains(file)) {
        program.add(heads_.path(file), heads_.language(file), *heads_.head(file));
      } else {
        program.add_unread(heads_.path(file), heads_.language(file));
      }
    }
    program.finish();
    const LinkContext context(program, packages, &includes_);
    for (const FileId file : including_) {
      std::vector<FileId> row = context.included(file);
      if (!std::ranges::equal(row, includes_[file])) rows_[file] = std::move(row);
    }
    if (rows_.empty()) return true;
    std::optional<IncludeChange> change = compare_includes(includes_, rows_, moving_);
    if (!change) return false;
    includes_ = std::move(change->now);
    const auto names = names_of_seen(heads_, change->seeing, change->seen);
    if (!names) return false;
    edited_.names.insert(names->begin(), names->end());
    for (const FileId file : change->seeing) {
      if (!changed_ids_.contains(file)) concerned_ids_.insert(file);
    }
    return true;
  }

  bool read_concerned() {
    FactsStore::Reader reader(store_);
    for (const FileId file : concerned_ids_) concerned_.emplace_back().file = file;
    for (ConcernedFile& c : concerned_) {
      const TreeEntry& entry = *files_[c.file];
      const auto bytes = reader.find(facts_key(entry.hash, entry.language));
      if (!bytes) return false;
      parse::Facts& facts = facts_.emplace_back(decode_facts(bytes->head, bytes->tail));
      name_file(facts, entry.path);
      mark_test_code(facts, parse::language_of_name(entry.language), entry.path);
      c.bounded = facts.bounded;
    }
    return true;
  }

  NarrowTarget target(FileId file, const parse::Facts& before, const parse::Facts& now, RelinkedFile& out) {
    out.kept = std::make_unique<KeptLinks>(file, read_links(env_, txn_, numbers_, file), before, now, edited_);
    out.uses = {};
    encode_uses(now, out.uses.bytes);
    decode_uses(out.uses);
    return {file, &now, out.kept.get(), &out.uses, &out.links};
  }

  const storage::Environment& env_;
  const storage::ReadTransaction txn_;
  FactsStore& store_;
  const std::vector<const TreeEntry*>& files_;
  const graph::FileNumbers& numbers_;
  std::vector<ChangedFile>& changed_;
  TreeHeads heads_;
  const std::set<FileId> changed_ids_;
  TreeNames names_;
  std::set<FileId> moving_;     ///< files that come or go
  std::size_t added_ = 0;       ///< of these, those that come
  std::set<FileId> including_;  ///< files whose rows of includes_ may be others
  EditedMeaning edited_;
  FileRows includes_;  ///< as they are now
  std::map<FileId, std::vector<FileId>> rows_;  ///< of these, those that have changed
  std::set<FileId> concerned_ids_;
  std::vector<ConcernedFile> concerned_;
  std::vector<parse::Facts> facts_;  ///< of concerned_
};

}  // namespace

std::optional<std::size_t> relink_narrowly(const storage::Environment& environment, FactsStore& store, const std::vector<const TreeEntry*>& files,
                                           const graph::FileNumbers& numbers, const Packages& packages, std::vector<ChangedFile>& changed,
                                           std::vector<ConcernedFile>& concerned,
                                           std::map<FileId, std::vector<FileId>>& includes) {
  const bool fit = std::all_of(changed.begin(), changed.end(), [&](const ChangedFile& c) {
    return files[c.file]->language == "c" && !c.meaning.unbounded;
  });
  // Names that a command line gives to others stand for these without a site that says so.
  if (!fit || packages.commands.gives_names()) return std::nullopt;
  // Nor one for files that it includes.
  const bool same_files = std::all_of(changed.begin(), changed.end(), [](const ChangedFile& c) { return c.stays(); });
  if (!same_files && packages.commands.forces_files()) return std::nullopt;
  return NarrowRelink(environment, store, files, numbers, changed).run(packages, concerned, includes);
}

}  // namespace cg::ingest
