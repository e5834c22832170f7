#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/search/columns.h"
#include "libcg/search/path_terms.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"

namespace cg::search {

/// What files that come and go change in the tables of search by their paths alone. How rare a word is among file names depends on
/// how many files there are, so all weights of names are others then: they are counted anew, from the lists of path tokens, which
/// for the Linux kernel's 56,000 files are half a megabyte.
class PathUpdate {
 public:
  PathUpdate(storage::Environment& environment, storage::WriteTransaction& transaction);

  /// Of a file under that number. What its path says goes into `column`, and into the totals.
  void add(FileId file, std::string_view path, FileColumn& column, Totals& totals);
  void remove(FileId file, std::string_view path, Totals& totals);
  /// Writes the lists of path tokens, the words of names and the columns of files, whose numbers are below `numbers`. If nothing was
  /// added or removed, nothing.
  void finish(const Totals& totals, std::size_t numbers);

 private:
  void write_lists();
  /// The weights of all names, by number.
  [[nodiscard]] std::vector<float> count_words(const Totals& totals, std::size_t numbers);
  void write_weights(const std::vector<float>& weights);

  storage::WriteTransaction& txn_;
  storage::Table search_, paths_;
  bool any_ = false;
  std::map<std::string, std::map<FileId, std::optional<PathPosting>>, std::less<>> lists_;  ///< by token; none: goes
};

}  // namespace cg::search
