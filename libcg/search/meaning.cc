#include "libcg/search/meaning.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/quantise.h"
#include "libcg/embed/tokenise.h"
#include "libcg/search/chunk_vectors.h"
#include "libcg/simd/dot_i8.h"

namespace cg::search {
namespace {

const std::int8_t* rows_of(std::string_view block) { return reinterpret_cast<const std::int8_t*>(block.data()); }

}  // namespace

bool Meaning::available(SearchIndex& index, const embed::Model& model) {
  const auto bytes = index.value(kVectorModelKey);
  if (!bytes) return false;
  ByteReader in(*bytes);
  return in.u64() == model.checksum() && in.varint() == model.dim();
}

Meaning::Meaning(SearchIndex& index, const embed::Model& model) : index_(index), model_(model), sum_(model.dim()), query_(model.dim()) {
  if (!available(index, model)) {
    throw Error(ErrorKind::kFormat, "the index has no vectors of this model, so meaning cannot be searched; run cg-index to rebuild it, or "
                                    "search with --mode lexical");
  }
  const std::uint64_t chunks = index.totals().chunks;
  scales_ = index.column(kScalesKey, chunks, sizeof(float));
  for (std::uint64_t from = 0; from < chunks; from += kVectorsPerBlock) {
    const std::uint64_t rows = std::min<std::uint64_t>(kVectorsPerBlock, chunks - from);
    blocks_.push_back(index.column(vectors_key(static_cast<std::uint32_t>(from / kVectorsPerBlock)).c_str(), rows, model.dim()));
  }
}

float Meaning::scale(std::uint32_t chunk) const {
  float scale = 0;
  std::memcpy(&scale, scales_.data() + std::size_t{chunk} * sizeof(float), sizeof scale);
  return scale;
}

bool Meaning::read(const Question& question) {
  std::ranges::fill(sum_, 0.0F);
  for (const QueryWord& word : question.words) {
    embed::for_each_subtoken(word.text, [&](std::string_view token) {
      const auto id = model_.find(token);
      if (!id) return;
      const std::int8_t* row = model_.table() + std::size_t{*id} * model_.dim();
      const float weight = word.decay * model_.scale(*id);
      for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += weight * static_cast<float>(row[i]);
    });
  }
  if (!embed::normalise(sum_)) return false;
  query_scale_ = embed::quantise(sum_, query_);
  return true;
}

void Meaning::scan(std::vector<float>& cosines) {
  const auto chunks = static_cast<std::uint32_t>(index_.totals().chunks);
  cosines.resize(chunks);
  products_.resize(kVectorsPerBlock);
  for (std::uint32_t from = 0, block = 0; from < chunks; from += kVectorsPerBlock, ++block) {
    const std::uint32_t rows = std::min(kVectorsPerBlock, chunks - from);
    simd::dot_i8(query_.data(), 1, rows_of(blocks_[block]), rows, model_.dim(), products_.data());
    for (std::uint32_t i = 0; i < rows; ++i) cosines[from + i] = static_cast<float>(products_[i]) * query_scale_ * scale(from + i);
  }
}

void Meaning::scan(std::span<const std::uint32_t> chunks, std::vector<float>& cosines) {
  cosines.resize(chunks.size());
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const std::uint32_t row = chunks[i] % kVectorsPerBlock;
    std::int32_t product = 0;
    simd::dot_i8_at(query_.data(), rows_of(blocks_[chunks[i] / kVectorsPerBlock]), &row, 1, model_.dim(), &product);
    cosines[i] = static_cast<float>(product) * query_scale_ * scale(chunks[i]);
  }
}

}  // namespace cg::search
