#pragma once
#include "libcg/graph/place_order.h"
#include "tools/query/session.h"

namespace cg::tools {

/// Calls visit(file) for every file by path, and reports progress.
template <class Visit>
void for_each_file(Session& session, const graph::PathRanks& ranks, Visit&& visit) {
  std::uint64_t done = 0;
  for (const FileId file : ranks.files()) {
    visit(file);
    session.messages().progress({"exporting", ++done, ranks.files().size()});
  }
}

}  // namespace cg::tools
