#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/file_numbers.h"
#include "libcg/graph/records.h"
#include "libcg/ingest/deferred_segments.h"
#include "libcg/ingest/index_writer.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Puts single files into an index that is there, in one transaction of the caller's: their symbols, their sites with
/// their reasons, and these sites' ends in the lists of incoming edges and of unbound names. Where symbols of a file have
/// got other ordinals, whatever else in the index names them by these is changed, too. Afterwards every record is as a
/// fresh index has it, but for the numbers of files (graph/file_numbers.h).
///
/// First renumber() and remove() for each file that needs it; then add(), replace() and relink(); then finish(), which does the
/// writing. To be gone before the transaction ends.
class LinksEdit {
 public:
  /// `numbers` are those of all files that are there or shall be.
  LinksEdit(storage::Environment& environment, storage::WriteTransaction& transaction, const graph::FileNumbers& numbers);

  /// The symbols of a file that replace() will give others: `now_of` says by old ordinal the new one, or kNone for a symbol
  /// that is gone or means something else now. Ascends. Whoever refers to such a one must be relinked.
  void renumber(FileId file, std::span<const std::uint32_t> now_of);
  /// A file that is no more. Whoever refers to it must be relinked.
  void remove(FileId file);
  /// A file that was not there.
  void add(FileId file, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked);
  /// A file whose content is another.
  void replace(FileId file, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked);
  /// A file whose content is as it was, and which may mean something else by it. False if it does not: nothing happens then.
  bool relink(FileId file, const LinkedFile& linked, bool facts_bounded);
  /// Error{kFormat} if an edge leads to a symbol that is gone.
  void finish();
  /// What has been added to the counts of the index, modulo 2^64.
  [[nodiscard]] const IndexWriter::Counts& added() const { return counts_; }

 private:
  /// What happens to one list: rows of the replaced files go, these come.
  struct Change {
    std::vector<graph::IncomingRow> rows;
  };
  /// A file whose symbols have other ordinals now.
  struct Renumbered {
    std::vector<std::uint32_t> now_of;
    std::map<std::uint64_t, std::string> incoming;  ///< by chunk as it is stored, of now, before any change
  };

  [[nodiscard]] graph::FileRow file_row(FileId file);
  void replace_links(FileId file, const LinkedFile& linked);
  void remove_sites(FileId file);
  void add_sites(FileId file, const LinkedFile& linked);
  void write_symbols(FileId file, const graph::FileRow& row, const parse::Facts& facts);
  /// The row, but for path, language and separator, which are in it already.
  void write_row(FileId file, graph::FileRow& row, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked);
  [[nodiscard]] std::vector<EncodedLinks::Chunk> encoded(FileId file, const LinkedFile& linked) const;
  void edit_paths();
  [[nodiscard]] std::string edit_chunk(std::string_view before, const std::map<std::uint32_t, Change>& changes) const;
  void edit_incoming();
  void edit_users(const std::map<std::uint64_t, std::uint32_t>& users);
  void edit_unbound();
  [[nodiscard]] std::string merge(std::string_view before, const Change& change) const;
  // links_renumber.cc
  [[nodiscard]] SymbolRef now_of(SymbolRef symbol) const;
  [[nodiscard]] std::uint64_t chunk_of(SymbolRef symbol) const;
  void forget_names(FileId file, std::uint32_t symbols);
  void define_names(FileId file, const parse::Facts& facts);
  void edit_names();
  void edit_targets();

  storage::Environment& env_;
  storage::WriteTransaction& txn_;
  const graph::FileNumbers& numbers_;
  DeferredSegments files_table_, symbols_, texts_, sites_, reasons_;
  std::set<FileId> files_;  ///< whose sites are others
  std::map<std::uint64_t, std::map<std::uint32_t, Change>> incoming_;  ///< by chunk as it is stored, by ordinal
  std::map<std::string, Change> unbound_;
  std::map<FileId, Renumbered> renumbered_;
  std::set<FileId> referring_;  ///< files with sites that name a symbol by an ordinal that is another now
  std::set<FileId> orphaned_;   ///< files with sites that lead to a symbol that is gone
  std::map<std::string, std::vector<graph::DefinitionRow>> names_;  ///< what the renumbered files define now, by name
  std::map<std::string, FileId> paths_;  ///< of files that come and go; kNone: goes
  IndexWriter::Counts counts_;
};

}  // namespace cg::ingest
