#pragma once
#include <span>

#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Writes `now` over `before`, both by path, into the table `tree`, and into the table `files` the stamps of those that are in both.
/// `numbers` are those of the files that are indexed now.
void write_stamps(storage::Environment& environment, storage::WriteTransaction& transaction, std::span<const TreeEntry> before,
                  std::span<const TreeEntry> now, const graph::FileNumbers& numbers);

}  // namespace cg::ingest
