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
  bool table = false;                          ///< a table of names, see kMostTableBytes
};

/// Smaller pieces are joined to what follows: a getter alone has too few words to be told from another.
inline constexpr std::uint32_t kLeastChunkBytes = 700;
/// Larger ones are cut, inside a definition if need be: the words of a thousand lines fit any question.
inline constexpr std::uint32_t kMostChunkBytes = 3000;

/// A table of names defines a value a line and says nothing of any: the registers of a device, codes of keys or of characters. Its names
/// are found as definitions, exactly, whatever chunks there are, and in chunks of the common size each has the same few words again:
/// so a long table is cut into far larger ones. A stretch of chunks, 12,000 bytes long at least, is one if in each of them half of
/// the lines that are not blank define a constant, a macro without parameters or a member of an enumeration, with three words at most
/// behind the name, and no more than a quarter of the bytes is comment: a table whose lines are explained is left as it is, for the
/// explanations are what is searched.
inline constexpr std::uint32_t kMostTableBytes = 48'000;
inline constexpr std::uint32_t kLeastTableBytes = 12'000;

/// Cuts a file where its definitions begin, the comment above each included. The chunks cover the file, in order; an
/// empty file has none. A function of the text and its facts alone.
[[nodiscard]] std::vector<Chunk> cut_into_chunks(std::string_view text, const parse::Facts& facts);

}  // namespace cg::search
