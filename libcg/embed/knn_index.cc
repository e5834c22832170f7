#include "libcg/embed/knn_index.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"
#include "libcg/embed/quantise.h"
#include "libcg/simd/dot_f32.h"
#include "libcg/simd/dot_i8.h"
#include "libcg/simd/select.h"

// How many rows must be compared by bytes after the codes have been passed over, is the whole question. Two bounds hold
// it down. A sample of the estimates gives the one above which about so many lie (knob knn_candidates; and 1/52 of the rows, and 512 for each neighbour): a fixed cost, enough for vectors
// without any structure (normal random ones, the worst case, where the tenth best of a million stands out by little). And
// the few that look best are compared first: what lies more than kDeviations standard errors below the k-th of them is
// left out, which in real sets is nearly everything.

namespace cg::embed {
namespace {

constexpr std::size_t kCodesFrom = 65536;        // rows; below, passing over the bytes takes as long as over the codes even for one question
enum : std::uint64_t { kAsItPays, kBytesAlone, kCodesAlways };  // knob knn_code
constexpr float kDeviations = 3.5F;
constexpr std::size_t kSampleRuns = 32;
constexpr std::size_t kSampleRun = 128;          // rows, a multiple of 8
constexpr std::size_t kChunk = 2048;             // rows whose codes, sums and estimates stay in the first-level cache
constexpr std::size_t kCodeQueries = 8;          // that pass over a chunk together
constexpr std::size_t kByteQueries = 64;
constexpr std::size_t kByteRows = 256;
constexpr std::size_t kFillRows = 1024;          // one task of building, a multiple of 8
constexpr std::size_t kCentreRows = 4096;        // whose mean is taken for that of all
constexpr float kCentreWorthwhile = 0.02F;       // of the mean square: a centre nearer to the origin gains nothing

float dot(std::span<const float> a, std::span<const float> b) {
  float sum = 0;
  simd::dot_f32(a.data(), 1, b.data(), 1, a.size(), &sum);
  return sum;
}

/// How many candidates are compared by the rows themselves: bytes misplace a neighbour by a few ranks at most.
std::size_t finalists(std::size_t k) { return 2 * k + 32; }

std::size_t step_of(std::size_t rows, std::size_t wanted) { return std::max<std::size_t>(1, rows / wanted); }

}  // namespace

// Bytes are read once for all questions that are asked together, codes lead each question to rows of its own. So bytes gain by company and codes
// do not, and where codes overtake them grows with the questions. Measured on normal random rows, the worst case for codes, top 10, rows
// at which both take as long (vector_cost crossing; tests/bench/runs/vector_cost-2026-11-23.txt):
//   questions at a time        1        2        4        8       16       32       64
//   256 dimensions     < 65,536   85,000  125,000  150,000  255,000  480,000  650,000
//   768                < 65,536 < 65,536   95,000  145,000  more than 131,072
//   128                  65,536  125,000  530,000  450,000  more than 524,288
// which 50,000 * questions^.6 follows for long rows; short ones cost codes as much as long ones, and bytes less. Next to that line either
// is good: at half or twice the rows the worse takes 1.3 to 1.6 times as long.
bool codes_pay(std::size_t rows, std::size_t dim, std::size_t questions) {
  if (rows < kCodesFrom || questions <= 1) return rows >= kCodesFrom;
  constexpr double kRows = 50'000;
  constexpr double kGrowth = 0.6;
  constexpr double kLongDim = 256;
  const double together = static_cast<double>(std::min(questions, kByteQueries));
  const double shorter = std::max(1.0, kLongDim / static_cast<double>(dim));
  return static_cast<double>(rows) >= kRows * shorter * std::pow(together, kGrowth);
}

/// What one thread needs for its questions: buffers from the pool, and lists that grow.
struct KnnIndex::Scratch {
  template <class T>
  struct Buffer {
    Buffer(SlabPool& pool, std::size_t count) : owned(pool.array<T>(count)), data(owned.second.data()) {}
    std::pair<SlabPool::Slab, std::span<T>> owned;
    T* data;
  };
  struct Asked {
    BitCodes::Query code;
    std::vector<std::int8_t> bytes;
    float scale = 0;    ///< of the bytes
    float shift = 0;    ///< from an estimate to a score by bytes
    float least = 0;    ///< estimates from here on are candidates
    float likely = 0;   ///< and these are compared first
    std::vector<std::uint32_t> ids;
    std::vector<float> estimates;
  };

  Scratch(SlabPool& from, std::size_t dim)
      : pool(from), estimates(pool, kChunk), sample(pool, kSampleRuns * kSampleRun), scores(pool, kByteRows), row(pool, dim), sums(pool, kChunk), passed(pool, kChunk + 16) {}

  SlabPool& pool;
  Buffer<float> estimates;
  Buffer<float> sample;
  Buffer<float> scores;
  Buffer<float> row;
  Buffer<std::uint32_t> sums;
  Buffer<std::uint32_t> passed;
  std::vector<Asked> asked{kCodeQueries};
  std::vector<float> centred;
  std::vector<std::uint32_t> likely;
  std::vector<std::uint32_t> rest;
};

KnnIndex::KnnIndex(const VectorRows& rows, Metric metric, int threads)
    : rows_(rows), metric_(metric), padded_((rows.dim() + simd::kByteDimStep - 1) / simd::kByteDimStep * simd::kByteDimStep) {
  bytes_ = WideBlock<std::int8_t>(rows.count() * padded_);
  byte_weights_ = WideBlock<float>(rows.count());
  if (metric == Metric::kL2) byte_offsets_ = WideBlock<float>(rows.count());
  if (rows.count() >= kCodesFrom) {
    find_centre();
    codes_ = std::make_unique<BitCodes>(rows.count(), rows.dim(), centre_, metric == Metric::kL2 || !centre_.empty());
  }
  fill(threads);
}

std::size_t KnnIndex::bytes() const noexcept {
  return bytes_.size() + (byte_weights_.size() + byte_offsets_.size()) * sizeof(float) + (codes_ ? codes_->bytes() : 0);
}

void KnnIndex::find_centre() {
  std::vector<double> sum(rows_.dim());
  std::vector<float> row(rows_.dim());
  double squares = 0;
  std::size_t count = 0;
  for (std::size_t r = 0; r < rows_.count(); r += step_of(rows_.count(), kCentreRows), ++count) {
    rows_.read(r, row, metric_ == Metric::kL2);
    const double square = checked_square(rows_, r, row, metric_);
    const double scale = metric_ == Metric::kCosine ? 1 / std::sqrt(square) : 1;
    for (std::size_t i = 0; i < row.size(); ++i) sum[i] += scale * row[i];
    squares += metric_ == Metric::kCosine ? 1 : square;
  }
  double square = 0;
  for (double& x : sum) {
    x /= static_cast<double>(count);
    square += x * x;
  }
  if (square > kCentreWorthwhile * squares / static_cast<double>(count)) {
    for (const double x : sum) centre_.push_back(static_cast<float>(x));
  }
}

void KnnIndex::fill(int threads) {
  const std::size_t tasks = (rows_.count() + kFillRows - 1) / kFillRows;
  std::vector<float> errors(tasks);
  const float centre_square = centre_.empty() ? 0.0F : dot(centre_, centre_);
  parallel_for(tasks, threads, [&](std::size_t task, int) {
    std::vector<float> row(rows_.dim());
    std::vector<float> scratch;
    for (std::size_t r = task * kFillRows; r < std::min(rows_.count(), (task + 1) * kFillRows); ++r) {
      rows_.read(r, row, metric_ == Metric::kL2);
      float square = checked_square(rows_, r, row, metric_);
      if (metric_ == Metric::kCosine) {
        const float scale = 1 / std::sqrt(square);
        for (float& x : row) x *= scale;
        square = 1;
      }
      byte_weights_[r] = quantise(row, {bytes_.data() + r * padded_, padded_});
      if (metric_ == Metric::kL2) byte_offsets_[r] = -0.5F * square;
      if (!codes_) continue;
      const float by_centre = centre_.empty() ? 0.0F : dot(row, centre_);
      const float offset = metric_ == Metric::kL2 ? by_centre - 0.5F * (square + centre_square) : by_centre - centre_square;
      errors[task] = std::max(errors[task], codes_->put(r, row, offset, scratch));
    }
  });
  for (const float e : errors) error_ = std::max(error_, e);
}

std::vector<simd::Scored> KnnIndex::by_rows(const QueryBlock& queries, std::size_t query, std::vector<simd::Scored> candidates, std::size_t k,
                                            Scratch& scratch) const {
  const std::span<float> row(scratch.row.data, rows_.dim());
  std::ranges::sort(candidates, {}, &simd::Scored::id);  // in the order of the file
  simd::TopK best(k);
  for (const simd::Scored& candidate : candidates) {
    rows_.read(candidate.id, row, true);
    const float square = metric_ == Metric::kDot ? 1.0F : dot(row, row);
    best.offer(score_of(metric_, dot(queries.row(query), row), square, queries.squares[query]), candidate.id);
  }
  return best.take();
}

void KnnIndex::search_codes(const QueryBlock& queries, std::size_t first, std::size_t count, std::size_t k, Scratch& s,
                            std::vector<std::vector<simd::Scored>>& found) const {
  const std::size_t rows = rows_.count();
  const std::size_t candidates = std::max({static_cast<std::size_t>(knobs().knn_candidates), 512 * k, rows / 52});
  const std::size_t first_looked = std::max<std::size_t>(8 * k, 128);
  const std::span<std::uint32_t> sums(s.sums.data, kChunk);
  const std::span<float> sample(s.sample.data, kSampleRuns * kSampleRun);

  for (std::size_t q = 0; q < count; ++q) {
    auto& asked = s.asked[q];
    const auto query = queries.row(first + q);
    s.centred.assign(query.begin(), query.end());
    for (std::size_t i = 0; i < centre_.size(); ++i) s.centred[i] -= centre_[i];
    asked.code = codes_->prepare(s.centred);
    asked.bytes.resize(padded_);
    asked.scale = quantise(query, asked.bytes);
    asked.shift = 0;
    if (!centre_.empty()) asked.shift = dot(query, centre_) - (metric_ == Metric::kL2 ? 0.5F * dot(centre_, centre_) : 0.0F);
    asked.ids.clear();
    asked.estimates.clear();

    for (std::size_t run = 0; run < kSampleRuns; ++run) {
      const std::size_t start = (rows - kSampleRun) / 8 * run / (kSampleRuns - 1) * 8;
      codes_->estimate(asked.code, start, kSampleRun, sums, sample.data() + run * kSampleRun);
    }
    // The `wanted`-th best of all rows, by the sample. Called for ever fewer, so that only the head is looked at again.
    std::size_t head = sample.size();
    const auto at_rank = [&](std::size_t wanted) {
      const std::size_t rank = wanted * sample.size() / rows;
      if (wanted >= rows / 2 || rank >= head) return -std::numeric_limits<float>::infinity();
      std::nth_element(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(rank), sample.begin() + static_cast<std::ptrdiff_t>(head),
                       std::greater<>());
      head = rank + 1;
      return sample[rank];
    };
    asked.least = at_rank(candidates);
    asked.likely = std::max(at_rank(std::min(first_looked, candidates)), asked.least);
  }

  for (std::size_t start = 0; start < rows; start += kChunk) {
    const std::size_t some = std::min(kChunk, rows - start);
    for (std::size_t q = 0; q < count; ++q) {
      auto& asked = s.asked[q];
      codes_->estimate(asked.code, start, some, sums, s.estimates.data);
      const std::size_t passed = simd::select_at_least(s.estimates.data, some, asked.least, 0, s.passed.data);
      for (std::size_t p = 0; p < passed; ++p) {
        asked.ids.push_back(static_cast<std::uint32_t>(start) + s.passed.data[p]);
        asked.estimates.push_back(s.estimates.data[s.passed.data[p]]);
      }
    }
  }

  for (std::size_t q = 0; q < count; ++q) {
    auto& asked = s.asked[q];
    simd::TopK best(finalists(k));
    const auto compare = [&](const std::vector<std::uint32_t>& ids) {
      const auto [slab, products] = s.pool.array<std::int32_t>(ids.size());
      simd::dot_i8_at(asked.bytes.data(), bytes_.data(), ids.data(), ids.size(), padded_, products.data());
      for (std::size_t n = 0; n < ids.size(); ++n) {
        const float product = static_cast<float>(products[n]) * asked.scale * byte_weights_[ids[n]];
        best.offer(byte_offsets_.empty() ? product : product + byte_offsets_[ids[n]], ids[n]);
      }
    };
    s.likely.clear();
    for (std::size_t n = 0; n < asked.ids.size(); ++n) {
      if (asked.estimates[n] >= asked.likely) s.likely.push_back(asked.ids[n]);
    }
    compare(s.likely);
    // The k-th best so far bounds the true k-th from below.
    float bound = -std::numeric_limits<float>::infinity();
    if (best.size() >= k) {
      simd::TopK copy = best;
      bound = copy.take()[k - 1].score - asked.shift - kDeviations * error_ * asked.code.length;
    }
    s.rest.clear();
    for (std::size_t n = 0; n < asked.ids.size(); ++n) {
      if (asked.estimates[n] < asked.likely && asked.estimates[n] >= bound) s.rest.push_back(asked.ids[n]);
    }
    compare(s.rest);
    found[first + q] = by_rows(queries, first + q, best.take(), k, s);
  }
}

void KnnIndex::search_bytes(const QueryBlock& queries, std::size_t first, std::size_t count, std::size_t k, Scratch& s,
                            std::vector<std::vector<simd::Scored>>& found) const {
  std::vector<std::int8_t> bytes(count * padded_);
  std::vector<float> scales(count);
  for (std::size_t q = 0; q < count; ++q) scales[q] = quantise(queries.row(first + q), {bytes.data() + q * padded_, padded_});
  std::vector<simd::TopK> best(count, simd::TopK(finalists(k)));
  const auto [slab, products] = s.pool.array<std::int32_t>(count * kByteRows);
  for (std::size_t start = 0; start < rows_.count(); start += kByteRows) {
    const std::size_t some = std::min(kByteRows, rows_.count() - start);
    simd::dot_i8(bytes.data(), count, bytes_.data() + start * padded_, some, padded_, products.data());
    for (std::size_t q = 0; q < count; ++q) {
      for (std::size_t n = 0; n < some; ++n) {
        const float product = static_cast<float>(products[q * some + n]) * scales[q] * byte_weights_[start + n];
        s.scores.data[n] = byte_offsets_.empty() ? product : product + byte_offsets_[start + n];
      }
      const std::size_t passed = simd::select_at_least(s.scores.data, some, best[q].threshold(), 0, s.passed.data);
      for (std::size_t p = 0; p < passed; ++p) best[q].offer(s.scores.data[s.passed.data[p]], static_cast<std::uint32_t>(start) + s.passed.data[p]);
    }
  }
  for (std::size_t q = 0; q < count; ++q) found[first + q] = by_rows(queries, first + q, best[q].take(), k, s);
}

bool KnnIndex::goes_by_codes(std::size_t questions) const {
  if (!codes_ || knobs().knn_code == kBytesAlone) return false;
  return knobs().knn_code == kCodesAlways || codes_pay(rows_.count(), rows_.dim(), questions);
}

std::vector<std::vector<simd::Scored>> KnnIndex::search(const QueryBlock& queries, std::size_t k, int threads) const {
  std::vector<std::vector<simd::Scored>> found(queries.count);
  k = std::min(k, rows_.count());
  const bool by_codes = goes_by_codes(queries.count);
  // Bytes are read once a group: as large a one as leaves work for all threads.
  const std::size_t most = static_cast<std::size_t>(threads > 0 ? threads : thread_count());
  const std::size_t group = by_codes ? kCodeQueries : std::clamp((queries.count + most - 1) / most, std::size_t{1}, kByteQueries);
  const std::size_t tasks = (queries.count + group - 1) / group;
  const std::size_t team = std::min(tasks, most);
  std::vector<Scratch> scratch;
  for (std::size_t t = 0; t < team; ++t) scratch.emplace_back(pool_, rows_.dim());
  parallel_for(tasks, static_cast<int>(team), [&](std::size_t task, int thread) {
    const std::size_t first = task * group;
    const std::size_t count = std::min(group, queries.count - first);
    Scratch& mine = scratch[static_cast<std::size_t>(thread)];
    if (by_codes) search_codes(queries, first, count, k, mine, found);
    else search_bytes(queries, first, count, k, mine, found);
  });
  return found;
}

}  // namespace cg::embed
