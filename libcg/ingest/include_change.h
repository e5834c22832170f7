#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/ingest/file_rows.h"

namespace cg::ingest {

/// What it changes that files include others than before.
struct IncludeChange {
  FileRows now;
  std::set<FileId> seeing;  ///< files that can see others than before, through what they include or what includes them
  std::set<FileId> seen;    ///< these others: seen now by some file and not before, or before and not now
};

/// `rows` are the new ones of some files; files that come or go are `moving`, and neither see nor are seen here: all that they mean is new
/// or gone anyway. What Resolver::reachable() and may_have_read() find is all that links ask about includes, so
/// both are walked for each file that comes by a changed one, before and now. Empty if these are too many.
[[nodiscard]] std::optional<IncludeChange> compare_includes(const FileRows& before, const std::map<FileId, std::vector<FileId>>& rows,
                                                            const std::set<FileId>& moving);

}  // namespace cg::ingest
