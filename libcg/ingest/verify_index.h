#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "libcg/storage/page_check.h"

namespace cg::ingest {

/// What was found in one table of one data file.
struct TableCheck {
  std::string table;  ///< "symbols"; "facts/packs" of the store of facts, "revs/<12 digits>/symbols" of a commit
  storage::CheckReport report;
};

struct VerifySummary {
  std::string generation;  ///< the name of the live data file; empty if there are only commits
  std::uint64_t tables = 0, damaged_pages = 0;
};

/// Checks all data files of an index directory: first the trees of each (storage/tree_check.h), then every page of every
/// table, the table of the tree's files, the store of facts and the commits included. A damaged tree is a report, too,
/// under the table "trees": nothing else of that file is read. While it checks, it holds the writer's lock where
/// there can be one. Error{kIo} if there is no index, or somebody is writing.
VerifySummary verify_index(const std::filesystem::path& index, const std::function<void(const TableCheck&)>& report);

}  // namespace cg::ingest
