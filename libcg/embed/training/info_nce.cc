#include "libcg/embed/training/info_nce.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "libcg/base/parallel.h"
#include "libcg/simd/dot_f32.h"

// Three products of matrices are nearly all of the work of training: the similarities of all questions with all codes, and
// the gradients of either side. All three are inner products of rows, once the right side is transposed, and so are done by
// the kernel that scans vectors (simd/dot_f32): no linear algebra library is needed, and the bits are the same on every
// machine. For the same reason the exponential is our own: the C library's differs with the processor it finds.
namespace cg::embed {
namespace {

constexpr std::size_t kRowsAtOnce = 32;  ///< a task for a thread

/// e^x for x from about -80 to 0, to within two units in the last place: x = n ln 2 + r, and a polynomial for e^r with
/// |r| <= ln 2 / 2 (Taylor's, whose seventh term is below the last bit there).
float exponential(float x) {
  const float shifted = x * 1.44269504F + 12582912.0F;  // 1.5 * 2^23: the nearest integer is in the low bits
  const float n = shifted - 12582912.0F;
  const float r = (x - n * 0.693145752F) - n * 1.42860677e-6F;  // ln 2 in two parts, the first with few bits
  float p = 1.0F / 720;
  for (const float term : {1.0F / 120, 1.0F / 24, 1.0F / 6, 0.5F, 1.0F, 1.0F}) p = p * r + term;
  const auto power = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23U;
  return p * std::bit_cast<float>(power);
}

void transpose(const std::vector<float>& in, std::size_t rows, std::size_t columns, std::vector<float>& out) {
  constexpr std::size_t kTile = 16;  // a cache line of floats: each line is fetched once
  for (std::size_t r0 = 0; r0 < rows; r0 += kTile) {
    for (std::size_t c0 = 0; c0 < columns; c0 += kTile) {
      for (std::size_t r = r0; r < std::min(r0 + kTile, rows); ++r) {
        for (std::size_t c = c0; c < std::min(c0 + kTile, columns); ++c) out[c * rows + r] = in[r * columns + c];
      }
    }
  }
}

}  // namespace

InfoNce::InfoNce(std::size_t pairs, std::size_t dim, float temperature, int threads)
    : pairs_(pairs), dim_(dim), temperature_(temperature), threads_(threads), q_(pairs * dim), c_(pairs * dim), q_inverse_(pairs),
      c_inverse_(pairs), q_turned_(pairs * dim), c_turned_(pairs * dim), e_(pairs * pairs), e_turned_(pairs * pairs) {}

void InfoNce::normalise(std::span<const float> rows, std::vector<float>& unit, std::vector<float>& inverse_lengths) const {
  for (std::size_t i = 0; i < pairs_; ++i) {
    const float* row = &rows[i * dim_];
    float square = 0;
    simd::dot_f32(row, 1, row, 1, dim_, &square);
    inverse_lengths[i] = 1.0F / std::sqrt(square + 1e-12F);
    for (std::size_t k = 0; k < dim_; ++k) unit[i * dim_ + k] = row[k] * inverse_lengths[i];
  }
}

void InfoNce::multiply(const std::vector<float>& left, const std::vector<float>& right_transposed, std::size_t columns, std::size_t inner,
                       std::span<float> out) const {
  parallel_for((pairs_ + kRowsAtOnce - 1) / kRowsAtOnce, threads_, [&](std::size_t task, int) {
    const std::size_t begin = task * kRowsAtOnce;
    simd::dot_f32(&left[begin * inner], std::min(kRowsAtOnce, pairs_ - begin), right_transposed.data(), columns, inner, &out[begin * columns]);
  });
}

void InfoNce::through_normalisation(const std::vector<float>& unit, const std::vector<float>& inverse_lengths,
                                    std::span<float> gradients) const {
  for (std::size_t i = 0; i < pairs_; ++i) {
    const float* u = &unit[i * dim_];
    float* g = &gradients[i * dim_];
    float along = 0;
    simd::dot_f32(u, 1, g, 1, dim_, &along);
    for (std::size_t k = 0; k < dim_; ++k) g[k] = (g[k] - along * u[k]) * inverse_lengths[i];
  }
}

double InfoNce::step(std::span<const float> questions, std::span<const float> codes, std::span<float> question_gradients,
                     std::span<float> code_gradients) {
  normalise(questions, q_, q_inverse_);
  normalise(codes, c_, c_inverse_);
  multiply(q_, c_, pairs_, dim_, e_);

  // No similarity exceeds 1 / temperature, so that, and no maximum that would have to be looked for, keeps e^x small enough.
  const float top = 1.0F / temperature_;
  std::vector<double> by_question(pairs_);
  std::vector<double> by_code(pairs_);
  double loss = 0;
  for (std::size_t i = 0; i < pairs_; ++i) {
    float* row = &e_[i * pairs_];
    loss -= 2.0 * double{row[i]} / double{temperature_};
    for (std::size_t j = 0; j < pairs_; ++j) row[j] = exponential(row[j] / temperature_ - top);
    for (std::size_t j = 0; j < pairs_; ++j) by_question[i] += double{row[j]};
    for (std::size_t j = 0; j < pairs_; ++j) by_code[j] += double{row[j]};
  }
  for (std::size_t i = 0; i < pairs_; ++i) loss += std::log(by_question[i]) + std::log(by_code[i]) + 2.0 * double{top};

  // d loss / d similarity: what softmax says less what is true, for either direction, of 2 n decisions.
  const double scale = 1.0 / (2.0 * static_cast<double>(pairs_) * double{temperature_});
  std::vector<float> code_share(pairs_);
  for (std::size_t j = 0; j < pairs_; ++j) code_share[j] = static_cast<float>(scale / by_code[j]);
  for (std::size_t i = 0; i < pairs_; ++i) {
    float* row = &e_[i * pairs_];
    const auto question_share = static_cast<float>(scale / by_question[i]);
    for (std::size_t j = 0; j < pairs_; ++j) row[j] *= question_share + code_share[j];
    row[i] -= static_cast<float>(2.0 * scale);
  }
  transpose(e_, pairs_, pairs_, e_turned_);
  transpose(q_, pairs_, dim_, q_turned_);
  transpose(c_, pairs_, dim_, c_turned_);
  multiply(e_, c_turned_, dim_, pairs_, question_gradients);
  multiply(e_turned_, q_turned_, dim_, pairs_, code_gradients);
  through_normalisation(q_, q_inverse_, question_gradients);
  through_normalisation(c_, c_inverse_, code_gradients);
  return loss / (2.0 * static_cast<double>(pairs_));
}

}  // namespace cg::embed
