#include <cstdint>
#include <limits>
#include <vector>

#include "libcg/simd/bit_dot.h"
#include "libcg/simd/dot_f32.h"
#include "libcg/simd/dot_i8.h"
#include "libcg/simd/scalar_twins.h"
#include "libcg/simd/select.h"
#include "tests/unit/simd/every_target.h"

namespace cg::simd {
namespace {

TEST_CASE("Float dot products have the same bits on every target, for any count and dimension") {
  Numbers numbers(1);
  for (const std::size_t dim : {1, 3, 15, 16, 17, 31, 64, 100, 128, 256, 384, 1000}) {
    for (const auto& [queries, rows] : {std::pair{1, 1}, {1, 7}, {3, 5}, {4, 4}, {8, 33}, {64, 19}}) {
      std::vector<float> q(queries * dim);
      std::vector<float> r(rows * dim);
      for (float& x : q) x = numbers.normal();
      for (float& x : r) x = numbers.normal();
      std::vector<float> expected(static_cast<std::size_t>(queries * rows));
      scalar::dot_f32(q.data(), static_cast<std::size_t>(queries), r.data(), static_cast<std::size_t>(rows), dim, expected.data());
      double exact = 0;
      for (std::size_t i = 0; i < dim; ++i) exact += double{q[i]} * double{r[i]};
      CHECK(std::abs(double{expected[0]} - exact) < 1e-4 * static_cast<double>(dim));
      on_every_target([&] {
        std::vector<float> out(expected.size(), -1.0F);
        dot_f32(q.data(), static_cast<std::size_t>(queries), r.data(), static_cast<std::size_t>(rows), dim, out.data());
        CHECK(out == expected);
      });
    }
  }
}

TEST_CASE("Byte dot products are exact on every target, extremes included") {
  Numbers numbers(2);
  for (const std::size_t dim : {64, 128, 192, 256, 320, 384, 768, 1088}) {
    for (const auto& [queries, rows] : {std::pair{1, 1}, {1, 40}, {3, 17}, {4, 16}, {9, 37}, {64, 18}}) {
      std::vector<std::int8_t> q(static_cast<std::size_t>(queries) * dim);
      std::vector<std::int8_t> r(static_cast<std::size_t>(rows) * dim);
      for (auto& x : q) x = static_cast<std::int8_t>(numbers.bits());
      for (auto& x : r) x = static_cast<std::int8_t>(numbers.bits());
      std::fill(q.begin(), q.begin() + static_cast<std::ptrdiff_t>(dim), std::int8_t{-128});
      std::fill(r.begin(), r.begin() + static_cast<std::ptrdiff_t>(dim), std::int8_t{-128});
      std::vector<std::int32_t> expected(static_cast<std::size_t>(queries * rows));
      scalar::dot_i8(q.data(), static_cast<std::size_t>(queries), r.data(), static_cast<std::size_t>(rows), dim, expected.data());
      CHECK(expected[0] == static_cast<std::int32_t>(dim) * 16384);
      std::vector<std::uint32_t> ids;
      for (std::uint32_t id = 0; id < static_cast<std::uint32_t>(rows); id += 1 + id % 3) ids.push_back(id);
      on_every_target([&] {
        std::vector<std::int32_t> out(expected.size(), -1);
        dot_i8(q.data(), static_cast<std::size_t>(queries), r.data(), static_cast<std::size_t>(rows), dim, out.data());
        CHECK(out == expected);
        std::vector<std::int32_t> at(ids.size());
        dot_i8_at(q.data(), r.data(), ids.data(), ids.size(), dim, at.data());
        for (std::size_t n = 0; n < ids.size(); ++n) CHECK(at[n] == expected[ids[n]]);
      });
    }
  }
}

// Rows of more than a megabyte are asked for ahead, on a path of its own.
TEST_CASE("Byte dot products are exact where rows come from memory") {
  Numbers numbers(12);
  for (const std::size_t dim : {64, 128, 256, 384, 512, 768}) {
    const std::size_t rows = (std::size_t{1} << 20U) / dim + 21;
    std::vector<std::int8_t> q(dim);
    std::vector<std::int8_t> r(rows * dim);
    for (auto& x : q) x = static_cast<std::int8_t>(numbers.bits());
    for (auto& x : r) x = static_cast<std::int8_t>(numbers.bits());
    std::vector<std::int32_t> expected(rows);
    scalar::dot_i8(q.data(), 1, r.data(), rows, dim, expected.data());
    on_every_target([&] {
      std::vector<std::int32_t> out(rows, -1);
      dot_i8(q.data(), 1, r.data(), rows, dim, out.data());
      CHECK(out == expected);
    });
  }
}

TEST_CASE("The longest byte rows do not overflow") {
  const std::vector<std::int8_t> low(kMaxByteDim, -128);
  const std::vector<std::int8_t> high(kMaxByteDim, 127);
  on_every_target([&] {
    std::int32_t out = 0;
    dot_i8(low.data(), 1, low.data(), 1, kMaxByteDim, &out);
    CHECK(out == 16384 * std::int32_t{kMaxByteDim});
    dot_i8(high.data(), 1, low.data(), 1, kMaxByteDim, &out);
    CHECK(out == -16256 * std::int32_t{kMaxByteDim});
  });
}

TEST_CASE("Bags of table rows have the same bits on every target") {
  Numbers numbers(3);
  std::vector<std::int8_t> table(100 * 128);
  for (auto& x : table) x = static_cast<std::int8_t>(numbers.bits());
  for (const std::size_t count : {0, 1, 5, 300}) {
    std::vector<std::uint32_t> ids(count);
    std::vector<float> weights(count);
    for (auto& id : ids) id = static_cast<std::uint32_t>(numbers.below(100));
    for (auto& w : weights) w = numbers.normal();
    std::vector<float> expected(128);
    scalar::weighted_sum_i8(table.data(), 128, ids.data(), weights.data(), count, expected.data());
    on_every_target([&] {
      std::vector<float> out(128, -1.0F);
      weighted_sum_i8(table.data(), 128, ids.data(), weights.data(), count, out.data());
      CHECK(out == expected);
    });
  }
}

TEST_CASE("Differing bits are counted on every target") {
  Numbers numbers(4);
  for (const std::size_t words : {1, 2, 3, 4, 6, 8, 11, 12, 16}) {
    std::vector<std::uint64_t> query(words);
    std::vector<std::uint64_t> planes(words * 4);
    std::vector<std::uint64_t> codes(words * 8 * 5);
    for (auto* all : {&query, &planes, &codes}) {
      for (auto& x : *all) x = numbers.bits();
    }
    for (std::size_t w = 0; w < words; ++w) codes[w * 8] = ~planes[w * 4];
    std::vector<std::uint32_t> expected(40);
    scalar::bit_dot(codes.data(), 5, words, planes.data(), expected.data());
    std::vector<std::uint32_t> far(40);
    scalar::hamming(query.data(), codes.data(), 40, words, far.data());
    on_every_target([&] {
      std::vector<std::uint32_t> out(40, 1);
      bit_dot(codes.data(), 5, words, planes.data(), out.data());
      CHECK(out == expected);
      hamming(query.data(), codes.data(), 40, words, out.data());
      CHECK(out == far);
    });
  }
}

TEST_CASE("Sums of bits are weighed alike on every target") {
  Numbers numbers(11);
  std::vector<std::uint32_t> sums(37);
  std::vector<float> weights(37);
  std::vector<float> offsets(37);
  for (auto& s : sums) s = static_cast<std::uint32_t>(numbers.below(15 * 4096));
  for (auto* all : {&weights, &offsets}) {
    for (float& x : *all) x = numbers.normal();
  }
  for (const float* some : {static_cast<const float*>(nullptr), static_cast<const float*>(offsets.data())}) {
    std::vector<float> expected(37);
    scalar::weigh(sums.data(), weights.data(), some, 37, 3840.25F, -0.03F, expected.data());
    on_every_target([&] {
      std::vector<float> out(37);
      weigh(sums.data(), weights.data(), some, 37, 3840.25F, -0.03F, out.data());
      CHECK(out == expected);
    });
  }
}

TEST_CASE("Selection keeps order, takes equals and leaves NaN") {
  Numbers numbers(5);
  for (const std::size_t count : {0, 1, 15, 16, 17, 1000}) {
    std::vector<float> scores(count);
    for (float& s : scores) s = numbers.below(20) == 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(numbers.below(10));
    std::vector<std::uint32_t> expected;
    for (std::size_t i = 0; i < count; ++i) {
      if (scores[i] >= 7.0F) expected.push_back(static_cast<std::uint32_t>(100 + i));
    }
    on_every_target([&] {
      std::vector<std::uint32_t> out(count + 16);
      out.resize(select_at_least(scores.data(), count, 7.0F, 100, out.data()));
      CHECK(out == expected);
    });
  }
}

}  // namespace
}  // namespace cg::simd
