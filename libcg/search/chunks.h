#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"

namespace cg::search {

/// A stretch of a file that is found and shown as one: a definition, several small ones, or a part of a large one.
struct Chunk {
  std::uint32_t start_byte = 0, end_byte = 0;
  std::uint32_t start_line = 0, end_line = 0;  ///< from 1, both inclusive
};

/// Smaller pieces are joined to what follows: a getter alone has too few words to be told from another.
inline constexpr std::uint32_t kLeastChunkBytes = 700;
/// Larger ones are cut, inside a definition if need be: the words of a thousand lines fit any question.
inline constexpr std::uint32_t kMostChunkBytes = 3000;

/// Cuts a file where its definitions begin, the comment above each included. The chunks cover the file, in order; an
/// empty file has none. A function of the text and its facts alone.
[[nodiscard]] std::vector<Chunk> cut_into_chunks(std::string_view text, const parse::Facts& facts);

}  // namespace cg::search
