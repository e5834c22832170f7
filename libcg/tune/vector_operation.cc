#include "libcg/tune/vector_operation.h"

#include <algorithm>
#include <utility>

#include "libcg/base/clock.h"
#include "libcg/bench/random.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/npy_header.h"
#include "libcg/tune/in_force.h"

namespace cg::tune {
namespace {

constexpr std::size_t kRows = 80'000;  // codes are used from 65,536 on, for one question at a time
constexpr std::size_t kDim = 64;
constexpr std::size_t kCentres = 500;  // real vectors lie in heaps
constexpr std::size_t kQueries = 32;
constexpr std::size_t kNeighbours = 10;

std::string made(std::size_t count, const std::vector<float>& centres, bench::Random& random) {
  std::string bytes = embed::npy_header("<f4", count, kDim);
  std::vector<float> row(kDim);
  for (std::size_t r = 0; r < count; ++r) {
    const float* const centre = centres.data() + random.below(kCentres) * kDim;
    for (std::size_t i = 0; i < kDim; ++i) row[i] = centre[i] + static_cast<float>(random.uniform() + random.uniform() - 1);
    embed::normalise(row);
    bytes.append(reinterpret_cast<const char*>(row.data()), kDim * sizeof(float));
  }
  return bytes;
}

}  // namespace

VectorOperation::VectorOperation() {
  bench::Random random(1);
  std::vector<float> centres(kCentres * kDim);
  for (float& x : centres) x = static_cast<float>(random.uniform() + random.uniform() - 1);
  base_ = made(kRows, centres, random);
  asked_ = made(kQueries, centres, random);
  rows_ = embed::VectorRows::parse(base_, embed::VectorFormat::kNpy, "rows made to tune with");
  const auto all = embed::read_queries(embed::VectorRows::parse(asked_, embed::VectorFormat::kNpy, "queries made to tune with"), embed::Metric::kDot);
  for (std::size_t q = 0; q < all.count; ++q) queries_.push_back({1, all.dim, {all.row(q).begin(), all.row(q).end()}, {all.squares[q]}});
  exact_ = embed::exact_neighbours(*rows_, all, embed::Metric::kDot, kNeighbours, 1);
  index_.emplace(*rows_, embed::Metric::kDot, 1);
  const InForce shipped{Knobs{}};
  floor_ = std::min(kRecallFloor, recall(found()));
}

std::vector<std::vector<simd::Scored>> VectorOperation::found() const {
  std::vector<std::vector<simd::Scored>> all;
  for (const embed::QueryBlock& one : queries_) all.push_back(std::move(index_->search(one, kNeighbours, 1).front()));
  return all;
}

double VectorOperation::recall(const std::vector<std::vector<simd::Scored>>& found) const {
  std::size_t hits = 0;
  for (std::size_t q = 0; q < exact_.size(); ++q) {
    hits += static_cast<std::size_t>(std::count_if(found[q].begin(), found[q].end(), [&](const simd::Scored& s) { return s.score >= exact_[q].back().score; }));
  }
  return static_cast<double>(hits) / static_cast<double>(kNeighbours * exact_.size());
}

Sample VectorOperation::run(const Knobs& settings) {
  const InForce force(settings);
  Sample sample;
  const std::int64_t start = monotonic_ns();
  const auto answers = found();
  sample.ns = static_cast<double>(std::max<std::int64_t>(1, monotonic_ns() - start));
  sample.answers = recall(answers) >= floor_ ? 1 : 2;
  return sample;
}

}  // namespace cg::tune
