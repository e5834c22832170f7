#pragma once
#include <vector>

#include "libcg/graph/file_numbers.h"
#include "libcg/graph/records.h"
#include "libcg/ingest/link_file.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Whether a file uses the same as before, if at other places: its names, its expressions and its sites are the same, one by
/// one, and so are the sites that share a place. A comment, white space or a number was edited, or a local name.
/// Linking looks at places only to see which sites share one (link_file.cc), so that where the meanings of the tree are the
/// same as well, so are the links.
[[nodiscard]] bool same_uses(const parse::Facts& before, const parse::Facts& now);

/// The links of such a file as the index has them, at their new places. Error{kFormat} if they are not those of `before`.
struct MovedLinks {
  LinkedFile linked;
  std::vector<graph::SiteRow> rows;  ///< what linked.sites look into
};
[[nodiscard]] MovedLinks move_links(const storage::Environment& environment, const storage::Transaction& transaction,
                                    const graph::FileNumbers& numbers, FileId file, const parse::Facts& before, const parse::Facts& now);

}  // namespace cg::ingest
