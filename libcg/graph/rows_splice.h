#pragma once
#include <span>
#include <string>
#include <string_view>

#include "libcg/base/function_ref.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/graph/records.h"

namespace cg::graph {

/// A list as encode_rows wrote it, without the rows of the files for which replaced() says so and with `added`, which are by file, and in one
/// of these files each. What is left is copied as bytes: a list that half of a kernel is in has 300,000 rows, and an edit changes those of one
/// file. Empty if no row is left. Error{kFormat} if the list is damaged.
[[nodiscard]] std::string splice_rows(std::string_view list, const FileNumbers& numbers, FunctionRef<bool(FileId)> replaced,
                                      std::span<const IncomingRow> added);

}  // namespace cg::graph
