#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "libcg/embed/training/pair_corpus.h"
#include "libcg/embed/training/train.h"

namespace cg::embed {

/// The dimension of models. Half of what is trained: cutting a wide table along its principal axes gives a better one than
/// training a narrow one, and 128 bytes are two cache lines.
inline constexpr std::size_t kModelDim = 128;

/// The bytes of a model file (model.h) from a trained table of the corpus's tokens, `dim` >= kModelDim numbers each: along its
/// principal axes, a byte a number, the `rows` most frequent tokens.
[[nodiscard]] std::string make_model(const PairCorpus& corpus, std::span<const float> table, std::size_t dim, std::size_t rows,
                                     std::string_view origin);

}  // namespace cg::embed
