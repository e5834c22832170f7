#pragma once
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Where the names of a tree are defined and asked for, as its index says: of its last state.
class TreeNames {
 public:
  /// `changed` are files whose definitions are others now, `numbers` those that the index has for files; both must outlive the object.
  TreeNames(const storage::Environment& environment, const storage::Transaction& transaction, const graph::FileNumbers& numbers,
            const std::set<FileId>& changed);

  /// The files that define a name, but for the changed ones, ascending; files' own names do not count.
  [[nodiscard]] const std::vector<FileId>& definers(const std::string& name);
  /// Adds the files with sites of that name: those that lead to its definitions, and those that lead nowhere. `plain`: sites that
  /// lead to a member through the type of what it is a member of do not count.
  void add_askers(const std::string& name, bool plain, std::set<FileId>& files);
  /// Files with sites of that name that lead nowhere, the first few.
  [[nodiscard]] std::vector<FileId> some_unbound(const std::string& name, std::size_t count);
  /// Adds the files with imports that lead to the file as a whole.
  void add_importers(FileId file, std::set<FileId>& files);
  /// Adds the files with imports that lead nowhere and whose path ends with a file's name that is one of these.
  void add_lost_importers(const std::set<std::string, std::less<>>& file_names, std::set<FileId>& files);

 private:
  const graph::FileNumbers& numbers_;
  const std::set<FileId>& changed_;
  storage::PageCodec names_codec_, unbound_codec_, incoming_codec_;
  storage::NameTableReader names_, unbound_;
  storage::SegmentReader incoming_;
  std::map<std::string, std::vector<FileId>> definers_;
};

}  // namespace cg::ingest
