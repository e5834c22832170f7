#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/search/columns.h"
#include "libcg/search/term_lists.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/transaction.h"

namespace cg::search {

/// Puts files whose text was edited into the tables of search, in one transaction of the caller's: the lists of the tokens
/// of which they have other postings than before, the block of columns that they are in, the totals. Everything that a
/// question is answered from is then number for number that of a fresh index: lists have the same postings in the
/// same order, totals are sums of integers, and paths and what is weighed by them have not changed.
/// Error{kFormat} if the tables are damaged.
class SearchUpdate {
 public:
  /// `dim` is that of the vectors, 0 where the index has none.
  SearchUpdate(storage::Environment& environment, storage::WriteTransaction& transaction, std::size_t dim);

  /// `kept` as SearchPass::look gave it.
  void replace(FileId file, std::string_view kept);
  /// Writes the lists and the totals.
  void finish();

 private:
  [[nodiscard]] std::string change_lists(FileId file, std::string_view before, FileTermsReader& now);
  void change_block(FileId file, const std::vector<ChunkTerms>& now, std::string_view scales, std::string_view vectors);

  storage::WriteTransaction& txn_;
  storage::Table search_, terms_, file_terms_;
  storage::PageCodec terms_codec_, file_terms_codec_;
  std::size_t dim_;
  Totals totals_;
  std::map<std::string, FilePostings> lists_;  ///< by name of the piece
};

}  // namespace cg::search
