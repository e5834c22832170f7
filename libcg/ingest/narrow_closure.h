#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "libcg/ingest/kept_links.h"
#include "libcg/ingest/name_closure.h"
#include "libcg/ingest/tree_heads.h"
#include "libcg/ingest/tree_names.h"

namespace cg::ingest {

/// What NameClosure finds, for changes to files of C alone, by asking the index who has a name instead of going through what all
/// files say. In C every name in an expression has a site of its own, which the index knows by its name: it is among the
/// edges into a definition of that name, or among those that lead nowhere. (Elsewhere it is not so: imports rename, members are
/// found in classes that the name does not lead to, and an expression is looked up in bases that no one names.)
class NarrowClosure {
 public:
  /// `heads` has the changed files' facts as they are now.
  NarrowClosure(TreeNames& names, TreeHeads& heads, const std::vector<ChangedMeaning>& changes, const std::set<FileId>& changed);

  /// False if it cannot be said, or concerns too many files.
  [[nodiscard]] bool bounded() const { return bounded_; }
  [[nodiscard]] const std::set<std::string, std::less<>>& names() const { return all_; }
  /// Files that have not changed and have sites of such a name.
  [[nodiscard]] const std::set<FileId>& asking() const { return asking_; }

 private:
  void begin(const std::vector<ChangedMeaning>& changes);
  [[nodiscard]] bool known_elsewhere(const std::string& name);
  void add(const std::string& name, bool plain);
  void ask(const std::string& name);
  void carry_on(const parse::Facts& head);

  TreeNames& names_;
  TreeHeads& heads_;
  const std::set<FileId>& changed_;
  bool bounded_ = true;
  std::set<std::string, std::less<>> all_;
  std::set<std::string, std::less<>> plain_;  ///< of these, those that no member access asks for (MeaningChange::plain)
  std::vector<std::string> open_;  ///< of these, those whose askers are not known yet
  std::set<FileId> asking_;
};

/// Names that may mean something else in files that can see other files than before (include_change.h): those that these define, and
/// those of the files' own symbols which come to them. Empty if it cannot be said.
[[nodiscard]] std::optional<std::set<std::string, std::less<>>> names_of_seen(TreeHeads& heads, const std::set<FileId>& seeing,
                                                                              const std::set<FileId>& seen);

}  // namespace cg::ingest
