#pragma once
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Where the names of a tree are defined and asked for, as its index says: of its last state.
class TreeNames {
 public:
  /// `changed` are files whose definitions are others now; it must outlive the object.
  TreeNames(const storage::Environment& environment, const storage::Transaction& transaction, const std::set<FileId>& changed);

  /// The files that define a name, but for the changed ones, ascending; files' own names do not count.
  [[nodiscard]] const std::vector<FileId>& definers(const std::string& name);
  /// Adds the files with sites of that name: those that lead to its definitions, and those that lead nowhere.
  void add_askers(const std::string& name, std::set<FileId>& files);
  /// Files with sites of that name that lead nowhere, the first few.
  [[nodiscard]] std::vector<FileId> some_unbound(const std::string& name, std::size_t count);

 private:
  const std::set<FileId>& changed_;
  storage::PageCodec names_codec_, unbound_codec_, incoming_codec_;
  storage::NameTableReader names_, unbound_;
  storage::SegmentReader incoming_;
  std::map<std::string, std::vector<FileId>> definers_;
};

}  // namespace cg::ingest
