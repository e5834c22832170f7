#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/embed/encode.h"
#include "libcg/parse/facts.h"
#include "libcg/search/chunks.h"
#include "libcg/search/file_words.h"

namespace cg::search {

// Where the vectors of chunks lie is in columns.h. A chunk without a word that the model knows has zeros.

/// Encodes the chunks of files. One per thread.
class ChunkEncoder {
 public:
  explicit ChunkEncoder(const embed::Model& model) : encoder_(model), vector_(model.dim()), bytes_(model.dim()) {}

  /// Appends for each chunk: u32 with the bits of its scale, then its bytes. `words` has read the file, with the same model.
  void encode(std::string_view path, const FileWords& words, const parse::Facts& facts, const std::vector<Chunk>& chunks, ByteWriter& out);

 private:
  embed::Encoder encoder_;
  std::vector<float> vector_;
  std::vector<std::int8_t> bytes_;
  std::vector<std::vector<std::string_view>> names_;  ///< by chunk
};

}  // namespace cg::search
