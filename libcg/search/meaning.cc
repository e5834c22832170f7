#include "libcg/search/meaning.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/quantise.h"
#include "libcg/embed/tokenise.h"
#include "libcg/search/ranking.h"
#include "libcg/simd/dot_f32.h"
#include "libcg/simd/dot_i8.h"

namespace cg::search {
namespace {

const std::int8_t* rows_of(std::string_view block) { return reinterpret_cast<const std::int8_t*>(block.data()); }

float scale_of(std::string_view scales, std::size_t row) {
  float scale = 0;
  std::memcpy(&scale, scales.data() + row * sizeof(float), sizeof scale);
  return scale;
}

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
  blocks_.resize(index.blocks().size());
}

const Meaning::Block& Meaning::block(std::size_t at) {
  Block& block = blocks_[at];
  const SearchIndex::Block& b = index_.blocks()[at];
  if (block.vectors.empty() && b.chunks > 0) {
    block.vectors = index_.column(block_key(kVectorsColumn, b.first_file), b.chunks, model_.dim());
    block.scales = index_.column(block_key(kScalesColumn, b.first_file), b.chunks, sizeof(float));
  }
  return block;
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

float Meaning::likeness(std::string_view text) {
  text_tokens_.clear();
  text_scales_.clear();
  embed::for_each_subtoken(text, [&](std::string_view token) {
    const auto id = model_.find(token);
    if (!id) return;
    text_tokens_.push_back(*id);
    text_scales_.push_back(model_.scale(*id));
  });
  if (text_tokens_.empty()) return 0;
  text_sum_.resize(sum_.size());
  simd::weighted_sum_i8(model_.table(), model_.dim(), text_tokens_.data(), text_scales_.data(), text_tokens_.size(), text_sum_.data());
  if (!embed::normalise(text_sum_)) return 0;
  float cosine = 0;
  simd::dot_f32(text_sum_.data(), 1, sum_.data(), 1, sum_.size(), &cosine);
  return cosine;
}

void Meaning::read(std::span<const float> vector) { query_scale_ = embed::quantise(vector, query_); }

void Meaning::score(const std::int8_t* rows, std::string_view scales, std::span<float> cosines) {
  products_.resize(std::max(products_.size(), cosines.size()));
  if (!cosines.empty()) simd::dot_i8(query_.data(), 1, rows, cosines.size(), model_.dim(), products_.data());
  for (std::size_t i = 0; i < cosines.size(); ++i) cosines[i] = static_cast<float>(products_[i]) * query_scale_ * scale_of(scales, i);
}

void Meaning::scan(std::vector<float>& cosines) {
  cosines.resize(index_.totals().chunks);
  if (!index_.numbers().plain()) return scan(0, cosines);
  const auto& blocks = index_.blocks();
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    const Block& its = block(at);
    score(rows_of(its.vectors), its.scales, std::span(cosines).subspan(blocks[at].first_chunk, blocks[at].chunks));
    index_.done_with(its.vectors);
    index_.done_with(its.scales);
  }
}

template <class Each>
void Meaning::visit(std::uint32_t first, std::size_t count, Each&& each) {
  index_.for_each_stretch(first, count, [&](std::size_t at, std::size_t row, std::size_t rows) {
    const Block& its = block(at);
    rows_room_.resize(std::max(rows_room_.size(), rows * model_.dim()));
    scales_room_.resize(std::max(scales_room_.size(), rows * sizeof(float)));
    each(index_.part(its.vectors.substr(row * model_.dim(), rows * model_.dim()), rows_room_.data()),
         index_.part(its.scales.substr(row * sizeof(float), rows * sizeof(float)), scales_room_.data()));
  });
}

void Meaning::scan(std::uint32_t first, std::span<float> cosines) {
  visit(first, cosines.size(), [&](std::string_view vectors, std::string_view scales) {
    const std::size_t rows = scales.size() / sizeof(float);
    score(rows_of(vectors), scales, cosines.first(rows));
    cosines = cosines.subspan(rows);
  });
}

std::vector<float> Meaning::scan_sample() {
  if (sample_scales_.empty()) {
    const std::size_t all = index_.totals().chunks;
    for (std::size_t run = 0; run < ranking::kSampledRuns; ++run) {
      const auto first = static_cast<std::uint32_t>(run * (all - ranking::kSampledRun) / ranking::kSampledRuns);
      visit(first, ranking::kSampledRun, [this](std::string_view vectors, std::string_view scales) {
        sample_rows_.insert(sample_rows_.end(), vectors.begin(), vectors.end());
        sample_scales_.insert(sample_scales_.end(), scales.begin(), scales.end());
      });
    }
  }
  std::vector<float> cosines(ranking::kSampledRuns * ranking::kSampledRun);
  score(rows_of({sample_rows_.data(), sample_rows_.size()}), {sample_scales_.data(), sample_scales_.size()}, cosines);
  return cosines;
}

}  // namespace cg::search
