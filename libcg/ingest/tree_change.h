#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libcg/base/hash.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/relink_parts.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// How many files of a tree of so many may change at once for an index that is changed in place, not written anew.
[[nodiscard]] std::size_t most_changed(std::size_t files, bool bounded_memory);

/// What has changed in a tree since its index was written, in terms of files. They are numbered by path, those that go and those that come
/// among the others, so that before and after can be told of with the same numbers.
struct TreeChange {
  /// Both are the table `tree`, by path, and must outlive it. Empty if such a change is none that is made in place: a manifest is
  /// another, a file of another language, or more than `most` files have other contents, come or go.
  [[nodiscard]] static std::optional<TreeChange> between(std::span<const TreeEntry> before, std::span<const TreeEntry> now, std::size_t most);

  std::vector<const TreeEntry*> files;  ///< by file: what it is, or was if it goes
  std::vector<bool> known, stays;       ///< by file: whether it was there, and whether it is
  std::vector<ChangedFile> changed;
  std::vector<std::string> manifests;
  std::vector<Hash128> keys;            ///< of the facts of the files that are there
  bool same_files = true;

 private:
  bool take(const TreeEntry* was, const TreeEntry* is);
};

/// The numbers that the tables have, or get, for files (graph/file_numbers.h).
struct NumberedFiles {
  graph::FileNumbers all;    ///< of TreeChange::files
  graph::FileNumbers there;  ///< of those of them that are there afterwards
  std::size_t used = 0;      ///< numbers there afterwards are below it
};

/// A file that comes takes a number that none has. Not that of one which goes at the same time: for as long as the index is being
/// changed, a number must say which file is meant. Empty if so many have come and gone that all is better written anew.
/// Error{kFormat} if the index has other files.
[[nodiscard]] std::optional<NumberedFiles> number_files(const TreeChange& change, const storage::Environment& environment);
void write_numbers(const NumberedFiles& numbers, const storage::Environment& environment, storage::WriteTransaction& transaction);

}  // namespace cg::ingest
