#include "libcg/embed/bit_codes.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "libcg/simd/bit_dot.h"
#include "libcg/simd/dot_f32.h"

namespace cg::embed {
namespace {

float square(std::span<const float> v) {
  float sum = 0;
  simd::dot_f32(v.data(), 1, v.data(), 1, v.size(), &sum);
  return sum;
}

/// The signs of 64 numbers, the first in the lowest bit; and adds their magnitudes to sixteen sums.
std::uint64_t signs(const float* v, float* sums) {
  for (std::size_t i = 0; i < 64; i += 16) {
    for (std::size_t j = 0; j < 16; ++j) sums[j] += std::abs(v[i + j]);
  }
  std::uint64_t bits = 0;
  for (std::size_t byte = 0; byte < 8; ++byte) {
    std::uint64_t tops = 0;
    for (std::size_t i = 0; i < 8; ++i) tops |= std::uint64_t{std::bit_cast<std::uint32_t>(v[byte * 8 + i]) >> 31U} << i;
    bits |= tops << (8 * byte);
  }
  return ~bits;
}

}  // namespace

BitCodes::BitCodes(std::size_t count, std::size_t dim, std::span<const float> centre, bool with_offsets)
    : rotation_(dim), count_(count), words_(rotation_.size() / 64), centre_(centre.begin(), centre.end()) {
  const std::size_t padded = (count + 7) / 8 * 8;
  codes_ = WideBlock<std::uint64_t>(padded * words_);
  weights_ = WideBlock<float>(padded);
  if (with_offsets) offsets_ = WideBlock<float>(padded);
}

float BitCodes::put(std::size_t row, std::span<const float> vector, float offset, std::vector<float>& scratch) {
  scratch.assign(rotation_.size(), 0.0F);
  for (std::size_t i = 0; i < vector.size(); ++i) scratch[i] = vector[i] - (centre_.empty() ? 0.0F : centre_[i]);
  const float length_square = square(scratch);
  rotation_.apply(scratch);
  float sums[16] = {};
  std::uint64_t* block = codes_.data() + row / 8 * words_ * 8 + row % 8;
  for (std::size_t w = 0; w < words_; ++w) block[w * 8] = signs(scratch.data() + w * 64, sums);
  float magnitudes = 0;
  for (const float s : sums) magnitudes += s;
  weights_[row] = magnitudes > 0 ? length_square / magnitudes : 0.0F;
  if (!offsets_.empty()) offsets_[row] = offset;
  if (!(length_square > 0)) return 0;
  // rho is the cosine of the angle between the rotated vector and its signs.
  const auto dim = static_cast<float>(rotation_.size());
  const float rho_square = std::min(magnitudes * magnitudes / (dim * length_square), 1.0F);
  return std::sqrt(length_square * (1 - rho_square) / (rho_square * (dim - 1)));
}

BitCodes::Query BitCodes::prepare(std::span<const float> query) const {
  Query q;
  std::vector<float> rotated(query.begin(), query.end());
  rotated.resize(rotation_.size());
  q.length = std::sqrt(square(rotated));
  rotation_.apply(rotated);
  float largest = 0;
  for (const float x : rotated) largest = std::max(largest, std::abs(x));
  q.step = largest / 15;
  q.planes.resize(words_ * 4);
  for (std::size_t i = 0; i < rotated.size(); ++i) {
    const float level = q.step > 0 ? (rotated[i] / q.step + 15) / 2 : 0;
    const auto bits = static_cast<std::uint32_t>(std::clamp(std::lround(level), 0L, 15L));
    for (std::size_t p = 0; p < 4; ++p) q.planes[i / 64 * 4 + p] |= std::uint64_t{(bits >> p) & 1U} << (i % 64);
  }
  return q;
}

void BitCodes::estimate(const Query& query, std::size_t first, std::size_t count, std::span<std::uint32_t> sums, float* out) const {
  const std::size_t blocks = (count + 7) / 8;
  simd::bit_dot(codes_.data() + first * words_, blocks, words_, query.planes.data(), sums.data());
  simd::weigh(sums.data(), weights_.data() + first, offsets_.empty() ? nullptr : offsets_.data() + first, count,
              15.0F * static_cast<float>(rotation_.size()) * query.step, -2.0F * query.step, out);
}

}  // namespace cg::embed
