#include "libcg/search/chunk_vectors.h"

#include <algorithm>
#include <bit>

#include "libcg/embed/quantise.h"
#include "libcg/graph/kind_groups.h"

namespace cg::search {

void ChunkEncoder::encode(std::string_view path, const FileWords& words, const parse::Facts& facts, const std::vector<Chunk>& chunks,
                          ByteWriter& out) {
  names_.assign(chunks.size(), {});
  for (const parse::Symbol& s : facts.symbols) {
    if ((s.flags & parse::kAnonymous) != 0 || !(graph::is_function_like(s.kind) || graph::is_class_like(s.kind))) continue;
    const auto after = std::upper_bound(chunks.begin(), chunks.end(), s.at.line,
                                        [](std::uint32_t line, const Chunk& c) { return line < c.start_line; });
    if (after != chunks.begin()) names_[static_cast<std::size_t>(after - chunks.begin() - 1)].push_back(facts.names[s.name]);
  }
  auto word = words.counts().begin();
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    for (; word != words.counts().end() && word->chunk == i; ++word) {
      for (const std::uint32_t token : words.memo().model_tokens(word->word)) encoder_.add(token, word->in_code + word->in_comments);
    }
    encoder_.chunk({{}, path, names_[i]}, vector_);
    const float scale = embed::quantise(vector_, bytes_);
    out.u32(std::bit_cast<std::uint32_t>(scale));
    out.raw({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
  }
}

}  // namespace cg::search
