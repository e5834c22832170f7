#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/tree_change.h"
#include "libcg/storage/environment.h"

namespace cg::ingest {

/// What files that come or go change for others besides what the names of their symbols mean. Where and why is in moved_files.cc.
struct MovedFiles {
  bool bounded = true;                       ///< false: all files must be linked
  std::set<FileId> concerned;                ///< files with sites that may lead elsewhere
  std::set<std::string> names;               ///< names that may mean something else by it, where they are asked for
  std::map<FileId, std::vector<FileId>> includes;  ///< of files that include others than before: what they do
};

/// Whether files of a language may come and go in place.
[[nodiscard]] bool may_move(std::string_view language);

/// What may be looked up as a path in expressions of a file: require("./b") in a body is no import.
[[nodiscard]] std::vector<std::string> path_like_names(std::size_t language, const parse::Facts& head);

/// `program` and `tables` are of the tree as it is now, with `change.files` for files; `path_names` by file: path_like_names().
[[nodiscard]] MovedFiles follow_moved_files(const storage::Environment& environment, const TreeChange& change, const graph::FileNumbers& numbers,
                                            const Packages& packages, const Program& program, const LinkTables& tables,
                                            const std::vector<std::vector<std::string>>& path_names);

}  // namespace cg::ingest
