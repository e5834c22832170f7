#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "libcg/base/ids.h"
#include "libcg/graph/records.h"

// How many files use what a file defines is asked of the best files for every question (libcg/search/neighbours.h), and incoming edges
// are the largest records there are: to read those of 32 files of the Linux kernel took a fifth of a question. So each chunk of
// symbols has its number beside its edges, written with them.

namespace cg::graph {

/// How many files other than `file`, whose symbols these lists are of, have an edge to any of them that counts (kDefaultConfidence).
[[nodiscard]] std::uint32_t count_users(FileId file, std::span<const IncomingList> lists);

/// The record of such a number, a varint; of none there is no record.
[[nodiscard]] std::string encode_users(std::uint32_t users);
[[nodiscard]] std::uint32_t decode_users(std::string_view bytes);

}  // namespace cg::graph
