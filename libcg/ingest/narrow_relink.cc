#include "libcg/ingest/narrow_relink.h"

#include <algorithm>
#include <memory>
#include <set>
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

std::set<FileId> ids_of(const std::vector<ChangedFile>& changed) {
  std::set<FileId> out;
  for (const ChangedFile& c : changed) out.insert(c.file);
  return out;
}

class NarrowRelink {
 public:
  NarrowRelink(const storage::Environment& environment, FactsStore& store, const std::vector<const TreeEntry*>& files, std::vector<ChangedFile>& changed)
      : env_(environment), txn_(environment), store_(store), files_(files), changed_(changed), heads_(store, files), changed_ids_(ids_of(changed)),
        names_(environment, txn_, changed_ids_) {
    for (const ChangedFile& c : changed) heads_.set(c.file, c.facts);
  }

  std::optional<std::size_t> run(const Packages& packages, std::vector<ConcernedFile>& concerned, std::map<FileId, std::vector<FileId>>& includes) {
    includes_ = load_includes(env_, txn_, files_.size());
    if (!close() || !follow_includes(packages) || !read_concerned()) return std::nullopt;
    std::vector<NarrowTarget> targets;
    for (ChangedFile& c : changed_) targets.push_back(target(c.file, c.before, c.facts, c.linked));
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
      edited_.now_of[c.file] = c.meaning.now_of;
    }
    if (changes.empty()) return true;
    const NarrowClosure closure(names_, heads_, changes, changed_ids_);
    if (!closure.bounded()) return false;
    edited_.names = closure.names();
    concerned_ids_ = closure.asking();
    return true;
  }

  /// Finds out who sees other files than before.
  bool follow_includes(const Packages& packages) {
    const bool others = std::any_of(changed_.begin(), changed_.end(), [](const ChangedFile& c) { return c.meaning.includes; });
    if (!others) return true;
    Program program;
    for (FileId file = 0; file < heads_.size(); ++file) {
      if (changed_ids_.contains(file)) {
        program.add(heads_.entry(file).path, heads_.language(file), *heads_.head(file));
      } else {
        program.add_unread(heads_.entry(file).path, heads_.language(file));
      }
    }
    program.finish();
    const LinkContext context(program, packages, &includes_);
    for (const ChangedFile& c : changed_) {
      if (!c.meaning.includes) continue;
      std::vector<FileId> row = context.included(c.file);
      if (!std::ranges::equal(row, includes_[c.file])) rows_[c.file] = std::move(row);
    }
    if (rows_.empty()) return true;
    std::optional<IncludeChange> change = compare_includes(includes_, rows_);
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
    out.kept = std::make_unique<KeptLinks>(file, read_links(env_, txn_, file), before, now, edited_);
    out.uses = {};
    encode_uses(now, out.uses.bytes);
    decode_uses(out.uses);
    return {file, &now, out.kept.get(), &out.uses, &out.links};
  }

  const storage::Environment& env_;
  const storage::ReadTransaction txn_;
  FactsStore& store_;
  const std::vector<const TreeEntry*>& files_;
  std::vector<ChangedFile>& changed_;
  TreeHeads heads_;
  const std::set<FileId> changed_ids_;
  TreeNames names_;
  EditedMeaning edited_;
  FileRows includes_;  ///< as they are now
  std::map<FileId, std::vector<FileId>> rows_;  ///< of these, those that have changed
  std::set<FileId> concerned_ids_;
  std::vector<ConcernedFile> concerned_;
  std::vector<parse::Facts> facts_;  ///< of concerned_
};

}  // namespace

std::optional<std::size_t> relink_narrowly(const storage::Environment& environment, FactsStore& store, const std::vector<const TreeEntry*>& files,
                                           const Packages& packages, std::vector<ChangedFile>& changed, std::vector<ConcernedFile>& concerned,
                                           std::map<FileId, std::vector<FileId>>& includes) {
  const bool fit = std::all_of(changed.begin(), changed.end(), [&](const ChangedFile& c) {
    return files[c.file]->language == "c" && !c.meaning.unbounded;
  });
  // Names that a command line gives to others stand for these without a site that says so.
  if (!fit || packages.commands.gives_names()) return std::nullopt;
  return NarrowRelink(environment, store, files, changed).run(packages, concerned, includes);
}

}  // namespace cg::ingest
