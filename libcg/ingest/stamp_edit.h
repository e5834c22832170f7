#pragma once
#include <span>

#include "libcg/ingest/tree_state.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// Writes the stamps of `now` over those of `before` into the tables `tree` and `files`. Both lists are by path and of
/// equal contents.
void write_stamps(storage::Environment& environment, storage::WriteTransaction& transaction, std::span<const TreeEntry> before,
                  std::span<const TreeEntry> now);

}  // namespace cg::ingest
