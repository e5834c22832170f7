#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/search/columns.h"
#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"

namespace cg::search {

/// One block of columns (columns.h) taken out of the table for a change. Error{kFormat} if it is damaged.
class BlockEdit {
 public:
  /// That of a file. `dim` is that of the vectors, 0 where the index has none. One that is `added` may be behind all others.
  BlockEdit(storage::WriteTransaction& transaction, storage::Table search, std::size_t dim, FileId file, bool added = false);

  /// The columns that a file's text decides, by chunk: their number is now that of `column`. What its path decides stays.
  struct Columns {
    FileColumn column{};
    std::string_view chunks{}, scales{}, vectors{};
  };
  /// Returns what the file had. `path_too`: as if it stood in `column` as well what its path decides.
  FileColumn replace(FileId file, const Columns& now, bool path_too = false);
  /// Puts it back; as two blocks, if it has grown to twice the size of one.
  void write();

 private:
  void write_files(std::size_t from, std::size_t to);

  storage::WriteTransaction& txn_;
  storage::Table search_;
  std::size_t dim_;
  FileId first_file_ = 0;
  std::vector<FileColumn> files_;
  std::string chunks_, scales_, vectors_;
};

}  // namespace cg::search
