#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/knobs.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "libcg/embed/npy_header.h"
#include "libcg/embed/quantise.h"
#include "libcg/embed/rotation.h"
#include "libcg/embed/slab_pool.h"
#include "libcg/embed/vector_file.h"
#include "tests/unit/simd/every_target.h"

namespace cg::embed {
namespace {

using Found = std::vector<std::vector<simd::Scored>>;

/// Rows in the bytes of a .npy file.
struct Sample {
  std::string bytes;
  VectorRows rows;
};

Sample sample(std::size_t count, std::size_t dim, std::uint64_t seed, float mean) {
  simd::Numbers numbers(seed);
  Sample s;
  s.bytes = npy_header("<f4", count, dim);
  for (std::size_t i = 0; i < count * dim; ++i) {
    const auto bits = std::bit_cast<std::uint32_t>(numbers.normal() + mean);
    for (unsigned b = 0; b < 4; ++b) s.bytes += static_cast<char>((bits >> (8 * b)) & 0xffU);
  }
  s.rows = VectorRows::parse(s.bytes, VectorFormat::kNpy, "sample");
  return s;
}

void check_same(const Found& a, const Found& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t q = 0; q < a.size(); ++q) {
    REQUIRE(a[q].size() == b[q].size());
    for (std::size_t i = 0; i < a[q].size(); ++i) {
      CHECK(a[q][i].id == b[q][i].id);
      CHECK(a[q][i].score == b[q][i].score);
    }
  }
}

double naive(Metric metric, const std::vector<float>& a, const std::vector<float>& b) {
  double dot = 0;
  double aa = 0;
  double bb = 0;
  double distance = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += double{a[i]} * double{b[i]};
    aa += double{a[i]} * double{a[i]};
    bb += double{b[i]} * double{b[i]};
    distance += (double{a[i]} - double{b[i]}) * (double{a[i]} - double{b[i]});
  }
  if (metric == Metric::kL2) return -distance;
  return metric == Metric::kDot ? dot : dot / std::sqrt(aa * bb);
}

TEST_CASE("Exact neighbours are those that double precision finds") {
  const Sample base = sample(700, 19, 1, 0.3F);
  const Sample asked = sample(70, 19, 2, 0.3F);
  for (const Metric metric : {Metric::kCosine, Metric::kDot, Metric::kL2}) {
    const Found found = exact_neighbours(base.rows, read_queries(asked.rows, metric), metric, 5, 2);
    REQUIRE(found.size() == 70);
    std::vector<float> q(19);
    std::vector<float> r(19);
    for (std::size_t query = 0; query < 70; ++query) {
      asked.rows.read(query, q, true);
      std::vector<double> scores;
      for (std::size_t row = 0; row < 700; ++row) {
        base.rows.read(row, r, true);
        scores.push_back(naive(metric, q, r));
      }
      auto sorted = scores;
      std::ranges::sort(sorted, std::greater<>());
      REQUIRE(found[query].size() == 5);
      for (std::size_t i = 0; i < 5; ++i) {
        CHECK(std::abs(scores[found[query][i].id] - sorted[i]) < 1e-4);
        CHECK(std::abs(double{found[query][i].score} - sorted[i]) < 1e-4);
      }
    }
  }
}

TEST_CASE("More neighbours than rows are all rows, equal ones go by number") {
  std::string bytes = npy_header("|i1", 3, 2) + "\x01\x01\x02\x02\x01\x01";
  const VectorRows rows = VectorRows::parse(bytes, VectorFormat::kNpy, "three");
  for (const Metric metric : {Metric::kCosine, Metric::kL2}) {
    const QueryBlock queries = read_queries(rows, metric);
    const Found found = exact_neighbours(rows, queries, metric, 10, 1);
    REQUIRE(found[0].size() == 3);
    CHECK(found[0][0].id == 0);
    CHECK(found[2][0].id == 0);
    const KnnIndex index(rows, metric, 1);
    check_same(index.search(queries, 10, 1), found);
  }
}

/// A value of knob knn_code, as long as this lives.
struct Way {
  explicit Way(std::uint64_t code) {
    Knobs changed = before;
    changed.knn_code = code;
    set_knobs(changed);
  }
  Way(const Way&) = delete;
  Way& operator=(const Way&) = delete;
  ~Way() { set_knobs(before); }
  Knobs before = knobs();
};

// Both ways of searching: by bytes alone, and by codes, which there are from 65,536 rows on.
TEST_CASE("The quick search misses next to nothing, and answers alike on every target and with any number of threads") {
  struct Case {
    std::size_t count;
    std::uint64_t code;
    bool by_codes;
  };
  for (const auto& [count, code, by_codes] : {Case{3000, 0, false}, Case{3000, 2, false}, Case{70000, 1, false}, Case{70000, 2, true}}) {
    const Way way(code);
    for (const Metric metric : {Metric::kCosine, Metric::kDot, Metric::kL2}) {
      const Sample base = sample(count, 40, 3, metric == Metric::kDot ? 0.0F : 0.5F);
      const Sample asked = sample(10, 40, 4, 0.5F);
      const QueryBlock queries = read_queries(asked.rows, metric);
      const Found truth = exact_neighbours(base.rows, queries, metric, 10, 2);
      const KnnIndex one_thread(base.rows, metric, 1);
      REQUIRE(one_thread.goes_by_codes(queries.count) == by_codes);
      const Found first = one_thread.search(queries, 10, 1);
      std::size_t hits = 0;
      for (std::size_t q = 0; q < truth.size(); ++q) {
        for (const simd::Scored& s : first[q]) hits += s.score >= truth[q].back().score ? 1U : 0U;
      }
      CHECK(hits >= 98);
      if (metric == Metric::kDot) continue;  // its paths are the others'
      simd::on_every_target([&] {
        const KnnIndex index(base.rows, metric, 2);
        check_same(index.search(queries, 10, 2), first);
        CHECK(index.buffers().acquired > 0);
      });
      check_same(exact_neighbours(base.rows, queries, metric, 10, 1), truth);
    }
  }
}

TEST_CASE("Codes are taken for many rows and few questions at a time") {
  CHECK_FALSE(codes_pay(65'535, 256, 1));
  CHECK(codes_pay(65'536, 256, 1));
  CHECK_FALSE(codes_pay(100'000, 256, 64));
  CHECK(codes_pay(1'000'000, 256, 64));
  CHECK(codes_pay(100'000, 256, 2));
  CHECK_FALSE(codes_pay(100'000, 128, 8));
  for (const std::size_t dim : {64, 256, 768}) {
    // Once they pay, they pay for more rows, and for fewer questions.
    for (const std::size_t rows : {65'536, 100'000, 250'000, 1'000'000}) {
      for (const std::size_t questions : {1, 2, 8, 64, 1000}) {
        if (codes_pay(rows, dim, questions)) CHECK((codes_pay(2 * rows, dim, questions) && codes_pay(rows, dim, (questions + 1) / 2)));
      }
    }
    CHECK(codes_pay(3'000'000, dim, 64) == codes_pay(3'000'000, dim, 100'000));  // more than 64 share no pass
  }
}

TEST_CASE("Whether a search goes by codes hangs on its rows and questions, not on threads, unless a knob says otherwise") {
  const Sample base = sample(65'536, 64, 7, 0.0F);
  const KnnIndex index(base.rows, Metric::kCosine, 2);
  CHECK(index.goes_by_codes(1));
  CHECK_FALSE(index.goes_by_codes(64));
  {
    const Way bytes(1);
    CHECK_FALSE(index.goes_by_codes(1));
  }
  {
    const Way codes(2);
    CHECK(index.goes_by_codes(64));
  }
  const Sample asked = sample(40, 64, 8, 0.0F);
  const QueryBlock queries = read_queries(asked.rows, Metric::kCosine);
  const Found found = index.search(queries, 5, 1);
  check_same(index.search(queries, 5, 3), found);
  check_same(found, exact_neighbours(base.rows, queries, Metric::kCosine, 5, 2));
}

TEST_CASE("A rotation keeps lengths and angles in every dimension") {
  simd::Numbers numbers(5);
  for (const std::size_t dim : {1, 63, 64, 100, 192, 256, 384, 768, 1000}) {
    const Rotation rotation(dim);
    CHECK(rotation.size() == (dim + 63) / 64 * 64);
    std::vector<float> a(rotation.size());
    std::vector<float> b(rotation.size());
    for (std::size_t i = 0; i < dim; ++i) {
      a[i] = numbers.normal();
      b[i] = numbers.normal();
    }
    const double before = naive(Metric::kDot, a, b);
    const double length = naive(Metric::kDot, a, a);
    rotation.apply(a);
    rotation.apply(b);
    CHECK(std::abs(naive(Metric::kDot, a, b) - before) < 1e-3 * (1 + length));
    CHECK(std::abs(naive(Metric::kDot, a, a) - length) < 1e-4 * (1 + length));
  }
}

TEST_CASE("A single coordinate is spread over all of them") {
  for (const std::size_t dim : {256, 384}) {
    const Rotation rotation(dim);
    std::vector<float> v(rotation.size());
    v[3] = 1;
    rotation.apply(v);
    float largest = 0;
    for (const float x : v) largest = std::max(largest, std::abs(x));
    CHECK(largest < 6 / std::sqrt(static_cast<float>(dim)));
  }
}

TEST_CASE("Bytes are the numbers within half a step") {
  simd::Numbers numbers(6);
  std::vector<float> v(100);
  for (float& x : v) x = numbers.normal();
  v[7] = -5;
  std::vector<std::int8_t> bytes(128, 1);
  const float scale = quantise(v, bytes);
  CHECK(bytes[7] == -127);
  for (std::size_t i = 0; i < v.size(); ++i) CHECK(std::abs(static_cast<float>(bytes[i]) * scale - v[i]) <= scale * 0.501F);
  for (std::size_t i = v.size(); i < bytes.size(); ++i) CHECK(bytes[i] == 0);
  CHECK(quantise(std::vector<float>(100), bytes) == 0.0F);
  CHECK(bytes[0] == 0);
}

TEST_CASE("Rows whose length leaves float32 are refused by number") {
  for (const float x : {1e30F, 1e-30F}) {
    std::string bytes = npy_header("<f4", 2, 1);
    for (const float number : {1.0F, x}) {
      const auto bits = std::bit_cast<std::uint32_t>(number);
      for (unsigned b = 0; b < 4; ++b) bytes += static_cast<char>((bits >> (8 * b)) & 0xffU);
    }
    const VectorRows rows = VectorRows::parse(bytes, VectorFormat::kNpy, "far");
    CHECK_THROWS_WITH(KnnIndex(rows, Metric::kCosine, 1), cg_matchers::Contains("far: row 1"));
    CHECK_THROWS_WITH(read_queries(rows, Metric::kCosine), cg_matchers::Contains("far: row 1"));
  }
}

TEST_CASE("Buffers come back aligned, are used again, and are given up on demand") {
  SlabPool pool(1U << 20U);
  void* before = nullptr;
  {
    auto [slab, numbers] = pool.array<float>(1000);
    CHECK(numbers.size() == 1000);
    CHECK(reinterpret_cast<std::size_t>(numbers.data()) % 64 == 0);
    before = slab.data();
  }
  CHECK(pool.counts().held_bytes == 4096);
  const auto again = pool.acquire(4000);
  CHECK(again.data() == before);
  CHECK(pool.counts().reused == 1);
  CHECK(pool.counts().acquired == 2);
  CHECK(pool.counts().held_bytes == 0);
  { const auto large = pool.acquire(3U << 20U); }
  CHECK(pool.counts().held_bytes == 0);  // more than it keeps
  { const auto some = pool.acquire(100000); }
  CHECK(pool.counts().held_bytes == 131072);
  pool.trim(0);
  CHECK(pool.counts().held_bytes == 0);
}

}  // namespace
}  // namespace cg::embed
