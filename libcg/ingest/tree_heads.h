#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/parse/facts.h"

namespace cg::ingest {

/// What files of a tree mean to others, read when it is asked for: the heads of their facts, with the file's name and its tests.
class TreeHeads {
 public:
  /// `files` are the entries of all files, by id; all must outlive it.
  TreeHeads(FactsStore& store, std::vector<const TreeEntry*> files);

  /// Facts that are at hand already, in the place of those in the store.
  void set(FileId file, const parse::Facts& facts) { given_[file] = &facts; }
  /// A file that is no more: `facts` say nothing, and no path leads to it.
  void set_gone(FileId file, const parse::Facts& facts) {
    set(file, facts);
    gone_.insert(file);
  }
  [[nodiscard]] bool gone(FileId file) const { return gone_.contains(file); }
  /// Where a Program finds it.
  [[nodiscard]] std::string path(FileId file) const { return gone(file) ? std::string(1, '\0') : files_[file]->path; }
  /// Null if the store lacks them.
  [[nodiscard]] const parse::Facts* head(FileId file);
  /// Whether Program::add would take over the name with this file.
  [[nodiscard]] bool mentions(FileId file, std::string_view name);

  /// Whether one of a few files of C says so, of those that say much, spread over the tree: of a word of the language, whichever is asked.
  [[nodiscard]] bool any_mentions(std::string_view name);

  [[nodiscard]] const TreeEntry& entry(FileId file) const { return *files_[file]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::size_t language(FileId file) const { return parse::language_of_name(files_[file]->language); }

 private:
  FactsStore::Reader reader_;
  std::vector<const TreeEntry*> files_;
  std::map<FileId, const parse::Facts*> given_;
  std::set<FileId> gone_;
  std::map<FileId, std::optional<parse::Facts>> read_;
  std::map<FileId, std::unique_ptr<Program>> alone_;
  std::optional<std::vector<FileId>> few_;
};

}  // namespace cg::ingest
