#include "libcg/search/meaning.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>

#include "libcg/base/error.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/quantise.h"
#include "libcg/embed/tokenise.h"
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
  for (const SearchIndex::Block& b : index.blocks()) {
    if (b.chunks == 0) continue;
    blocks_.push_back({b.first_chunk, b.chunks, index.column(block_key(kVectorsColumn, b.first_file), b.chunks, model.dim()),
                       index.column(block_key(kScalesColumn, b.first_file), b.chunks, sizeof(float))});
  }
}

float Meaning::Block::scale(std::uint32_t row) const {
  float scale = 0;
  std::memcpy(&scale, scales.data() + std::size_t{row} * sizeof(float), sizeof scale);
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

void Meaning::read(std::span<const float> vector) { query_scale_ = embed::quantise(vector, query_); }

void Meaning::scan(std::vector<float>& cosines) {
  cosines.resize(index_.totals().chunks);
  for (const Block& block : blocks_) {
    products_.resize(std::max<std::size_t>(products_.size(), block.rows));
    simd::dot_i8(query_.data(), 1, rows_of(block.vectors), block.rows, model_.dim(), products_.data());
    for (std::uint32_t i = 0; i < block.rows; ++i) {
      cosines[block.first_chunk + i] = static_cast<float>(products_[i]) * query_scale_ * block.scale(i);
    }
  }
}

void Meaning::scan(std::span<const std::uint32_t> chunks, std::vector<float>& cosines) {
  cosines.resize(chunks.size());
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const Block& block = *std::prev(std::upper_bound(blocks_.begin(), blocks_.end(), chunks[i],
                                                     [](std::uint32_t chunk, const Block& b) { return chunk < b.first_chunk; }));
    const std::uint32_t row = chunks[i] - block.first_chunk;
    std::int32_t product = 0;
    simd::dot_i8_at(query_.data(), rows_of(block.vectors), &row, 1, model_.dim(), &product);
    cosines[i] = static_cast<float>(product) * query_scale_ * block.scale(row);
  }
}

}  // namespace cg::search
