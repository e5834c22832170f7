#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/embed/encode.h"
#include "libcg/parse/facts.h"
#include "libcg/search/chunks.h"

namespace cg::search {

// Vectors of chunks lie in the table `search` in blocks of kVectorsPerBlock, under "vectors 0", "vectors 1", ...: each is
// the rows, dim bytes each, and nothing else, so that a scan runs over them where they are mapped. "scales" has a float for
// each chunk, "vector model" the checksum of the model (8 bytes) and the dimension (varint). A chunk without a word that the model
// knows has zeros.

inline constexpr std::uint32_t kVectorsPerBlock = 4096;
inline constexpr const char* kScalesKey = "scales";
inline constexpr const char* kVectorModelKey = "vector model";
[[nodiscard]] std::string vectors_key(std::uint32_t block);

/// Encodes the chunks of files. One per thread.
class ChunkEncoder {
 public:
  explicit ChunkEncoder(const embed::Model& model) : encoder_(model), vector_(model.dim()), bytes_(model.dim()) {}

  /// Appends for each chunk: u32 with the bits of its scale, then its bytes.
  void encode(std::string_view path, std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks, ByteWriter& out);

 private:
  embed::Encoder encoder_;
  std::vector<float> vector_;
  std::vector<std::int8_t> bytes_;
  std::vector<std::vector<std::string_view>> names_;  ///< by chunk
};

}  // namespace cg::search
