#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "libcg/base/function_ref.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/file_rows.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// The table `includes`: which files each file of C and C++ includes, in the order in which it does. What a file can see of others
/// is decided by all that it reaches, so an edit of one file asks for the rows of a thousand; read from heads of facts,
/// they would cost more than everything else.
void encode_includes(const FileRows& rows, FunctionRef<void(std::uint64_t key, const std::string& bytes)> sink);
/// For `files` files, of which the index lacks the `added` ones, which have no rows yet. Error{kFormat} for a table that is not of these.
[[nodiscard]] FileRows load_includes(const storage::Environment& environment, const storage::Transaction& transaction, std::size_t files,
                                     std::size_t added, const graph::FileNumbers& numbers);
/// Other rows for some files. From now on there are rows for `count` numbers.
void edit_includes(const storage::Environment& environment, storage::WriteTransaction& transaction,
                   const std::map<std::uint32_t, std::vector<std::uint32_t>>& rows, const graph::FileNumbers& numbers, std::size_t count);

}  // namespace cg::ingest
