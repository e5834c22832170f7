#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/search/columns.h"
#include "libcg/search/path_update.h"
#include "libcg/search/term_lists.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/transaction.h"

namespace cg::search {

/// Puts files whose text was edited into the tables of search, in one transaction of the caller's: the lists of the tokens
/// of which they have other postings than before, the block of columns that they are in, the totals. Everything that a
/// question is answered from is then number for number that of a fresh index: lists have the same postings in the
/// same order, totals are sums of integers, and what is weighed by paths is counted anew where these are others (path_update.h).
/// Files are called by their numbers in the tables. Error{kFormat} if the tables are damaged.
class SearchUpdate {
 public:
  SearchUpdate(storage::Environment& environment, storage::WriteTransaction& transaction);

  /// `kept` as SearchPass::look gave it.
  void replace(FileId file, std::string_view kept);
  /// A file that was not there, under a number that none has.
  void add(FileId file, std::string_view path, std::string_view kept);
  /// A file that is no more.
  void remove(FileId file, std::string_view path);
  /// Writes the lists and the totals. Afterwards numbers are below `numbers`.
  void finish(std::size_t numbers);

 private:
  [[nodiscard]] std::string terms_of(FileId file) const;
  [[nodiscard]] std::string change_lists(FileId file, std::string_view before, FileTermsReader& now);
  /// `path`: of a file that was not there; else empty.
  void change_block(FileId file, std::string_view path, FileTermsReader& now, ByteReader& vectors);
  void count(const FileColumn& was, const FileColumn& is);

  storage::WriteTransaction& txn_;
  storage::Table search_, terms_, file_terms_;
  storage::PageCodec terms_codec_, file_terms_codec_;
  std::size_t dim_ = 0;  ///< of the vectors; 0 where the index has none
  Totals totals_;
  PathUpdate paths_;
  std::map<std::string, FilePostings> lists_;  ///< by name of the piece
};

}  // namespace cg::search
