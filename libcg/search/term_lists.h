#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/search/postings.h"

// The table `terms` has for each token its list of postings, in pieces of kFilesPerPiece files: the first under the token,
// the others under the token, a zero byte and the number of the piece (3 bytes, big-endian), so that they follow it. Pieces
// without any posting are not there. In a tree of many files every edit meets words that are in all of them, whose
// list would otherwise be written whole: a megabyte for each in the Linux kernel.

namespace cg::search {

inline constexpr std::uint32_t kFilesPerPiece = 4096;

[[nodiscard]] std::string piece_name(std::string_view token, std::uint32_t piece);
[[nodiscard]] bool is_piece_of(std::string_view name, std::string_view token);

/// The postings of some files, by file; none: the file has the token no more.
using FilePostings = std::map<FileId, std::vector<Posting>>;

/// A piece with the postings of these files in place of those that it has; empty if none is left. An empty `piece` is one
/// that is not there. Error{kFormat} if it is damaged.
[[nodiscard]] std::string with_postings(std::string_view piece, const FilePostings& files);

}  // namespace cg::search
