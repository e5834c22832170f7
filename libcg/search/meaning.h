#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "libcg/embed/model.h"
#include "libcg/search/question.h"
#include "libcg/search/search_index.h"

namespace cg::search {

/// Likeness of chunks to a question by the embedding.
class Meaning {
 public:
  /// Both must outlive it. Error{kFormat} if the index has no vectors, or those of another model.
  Meaning(SearchIndex& index, const embed::Model& model);

  /// Whether the index has vectors of this model.
  [[nodiscard]] static bool available(SearchIndex& index, const embed::Model& model);

  /// Reads a question: the sum of its words' vectors, the first weighing most. False if the model knows none of them.
  [[nodiscard]] bool read(const Question& question);
  /// Asks for what is like a vector of the model's dimension, of length 1.
  void read(std::span<const float> vector);
  /// The cosine of a text of a few words to the question; 0 if the model knows none of them.
  [[nodiscard]] float likeness(std::string_view text);
  /// The cosine of every chunk to the question, by chunk.
  void scan(std::vector<float>& cosines);
  /// Those of as many chunks as `cosines` has room for, from `first` on.
  void scan(std::uint32_t first, std::span<float> cosines);
  /// Those of ranking::kSampledRuns runs of neighbours, evenly spread over a tree that has more chunks than they have. Their vectors are kept.
  [[nodiscard]] std::vector<float> scan_sample();

 private:
  /// Calls each(vectors, scales) for the chunks from `first` on, a block at a time.
  template <class Each>
  void visit(std::uint32_t first, std::size_t count, Each&& each);
  /// The vectors of a block of chunks. Where they lie is looked up when they are first wanted.
  struct Block {
    std::string_view vectors, scales;
  };
  const Block& block(std::size_t at);
  /// The cosines of as many rows as `cosines` has room for.
  void score(const std::int8_t* rows, std::string_view scales, std::span<float> cosines);

  SearchIndex& index_;
  const embed::Model& model_;
  std::vector<Block> blocks_;  ///< as SearchIndex::blocks
  std::vector<float> sum_, text_sum_;
  std::vector<std::uint32_t> text_tokens_;  ///< of the last text, and
  std::vector<float> text_scales_;          ///< their scales
  std::vector<std::int8_t> query_;
  float query_scale_ = 0;
  std::vector<std::int32_t> products_;
  std::vector<char> rows_room_, scales_room_;
  std::vector<char> sample_rows_, sample_scales_;  ///< empty: not asked for yet
};

}  // namespace cg::search
