#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/imports.h"
#include "libcg/ingest/relink_parts.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/environment.h"

namespace cg::ingest {

/// Links what an edit of some files of C concerns without reading the tree: the sites that it touches, and those of other files that ask
/// for a name whose meaning has changed (narrow_closure.h), each with what it asks for (narrow_linking.h).
/// `files` are the entries of all files, those that go and those that come among them, and `numbers` are theirs. Fills in the links of `changed`, `concerned`, and by file the `includes` that are others.
/// Returns how many files were read for it. Empty where only all files together can say what the links are: then what has been filled in
/// is to be thrown away.
[[nodiscard]] std::optional<std::size_t> relink_narrowly(const storage::Environment& environment, FactsStore& store, const std::vector<const TreeEntry*>& files,
                                                         const graph::FileNumbers& numbers, const Packages& packages, std::vector<ChangedFile>& changed,
                                                         std::vector<ConcernedFile>& concerned,
                                                         std::map<FileId, std::vector<FileId>>& includes);

}  // namespace cg::ingest
