#include "libcg/embed/training/make_model.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "libcg/embed/model.h"
#include "libcg/embed/quantise.h"
#include "libcg/embed/training/principal_axes.h"

namespace cg::embed {

std::string make_model(const PairCorpus& corpus, std::span<const float> table, std::size_t dim, std::size_t rows, std::string_view origin) {
  const std::vector<float> narrow = along_principal_axes(table, dim, kModelDim);
  rows = std::min(rows, corpus.tokens.size());
  std::vector<std::int8_t> bytes(rows * kModelDim);
  std::vector<float> scales;
  for (std::size_t row = 0; row < rows; ++row) {
    scales.push_back(quantise(std::span(narrow).subspan(row * kModelDim, kModelDim), std::span(bytes).subspan(row * kModelDim, kModelDim)));
  }
  return model_bytes(origin, std::span(corpus.tokens).first(rows), bytes, scales, kModelDim);
}

}  // namespace cg::embed
