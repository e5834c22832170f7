#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/records.h"
#include "libcg/ingest/index_writer.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Puts single files into an index that is there, in one transaction of the caller's: their symbols, their sites with
/// their reasons, and these sites' ends in the lists of incoming edges and of unbound names. Afterwards every record is as a fresh
/// index has it.
///
/// For files whose number of symbols has not changed, nor what others see of them.
class LinksEdit {
 public:
  LinksEdit(storage::Environment& environment, storage::WriteTransaction& transaction);

  /// Takes a file's old links out and its new ones in; what lies at other files waits for finish(). Ascending by file.
  void replace(FileId file, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked);
  /// Writes the lists of incoming edges and unbound names, and the counts.
  void finish();
  /// What has been added to the counts of the index, modulo 2^64.
  [[nodiscard]] const IndexWriter::Counts& added() const { return counts_; }

 private:
  /// What happens to one list: rows of the replaced files go, these come.
  struct Change {
    std::vector<graph::IncomingRow> rows;
  };
  void remove_sites(FileId file);
  void add_sites(FileId file, const LinkedFile& linked);
  [[nodiscard]] std::string edit_chunk(std::string_view before, const std::map<std::uint32_t, Change>& changes) const;
  void edit_incoming();
  void edit_unbound();
  void merge(std::vector<graph::IncomingRow>& rows, const Change& change) const;

  storage::Environment& env_;
  storage::WriteTransaction& txn_;
  std::set<FileId> files_;
  std::map<std::uint64_t, std::map<std::uint32_t, Change>> incoming_;  ///< by chunk, by ordinal
  std::map<std::string, Change> unbound_;
  IndexWriter::Counts counts_;
};

}  // namespace cg::ingest
