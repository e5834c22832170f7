#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cg::embed {

/// A chunk that owns its texts (ChunkText, encode.h, views them).
struct Chunk {
  std::string text;
  std::string path;
  std::vector<std::string> names;
};

/// One line of JSON, {"text": ..., "path": ..., "names": [...]}; path and names may be missing. Error{kFormat}, without
/// saying where, for anything else.
[[nodiscard]] Chunk parse_chunk(std::string_view line);

/// Vectors, row behind row.
struct Vectors {
  std::size_t dim = 0;
  std::vector<float> numbers;
};

/// Has another program encode chunks: the shell command gets one line of JSON a chunk (as parse_chunk reads, and "id", from
/// 0) and is to print one line a chunk, in order: an array of numbers, or an object with one under "vector". It is run
/// once and gets all chunks.
/// Error{kFormat} naming the record if it prints too few or too many lines, something else, another dimension than that of
/// record 0, or a number that is not finite; Error{kIo} if it ends with a status other than 0; Error{kLimit} (it is killed)
/// if it prints nothing for `silence_ms`.
[[nodiscard]] Vectors embed_externally(const std::string& command, const std::vector<Chunk>& chunks, int silence_ms);

}  // namespace cg::embed
