#include <algorithm>
#include <iterator>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/simd/postings.h"
#include "libcg/simd/top_k.h"
#include "tests/unit/simd/every_target.h"

namespace cg::simd {
namespace {

std::vector<std::uint32_t> ascending(Numbers& numbers, std::size_t count, std::uint64_t step) {
  std::vector<std::uint32_t> list;
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < count; ++i) list.push_back(at += 1 + static_cast<std::uint32_t>(numbers.below(step)));
  return list;
}

TEST_CASE("Intersection agrees with the standard library's on every target") {
  Numbers numbers(6);
  for (const std::size_t a_count : {0, 1, 2, 16, 100, 999}) {
    for (const std::size_t b_count : {0, 1, 15, 64, 1000, 100000}) {
      const auto a = ascending(numbers, a_count, b_count / (a_count + 1) + 2);
      const auto b = ascending(numbers, b_count, 3);
      std::vector<std::uint32_t> expected{7};
      std::ranges::set_intersection(a, b, std::back_inserter(expected));
      on_every_target([&] {
        std::vector<std::uint32_t> out{7};
        intersect(a, b, out);
        CHECK(out == expected);
      });
    }
  }
}

TEST_CASE("Differences decode to what was encoded, and no further") {
  Numbers numbers(7);
  for (const std::uint64_t step : {2, 100, 200, 100000, 1 << 22}) {
    for (const std::size_t count : {0, 1, 15, 16, 17, 64, 500}) {
      const auto list = ascending(numbers, count, step);
      ByteWriter writer;
      std::uint32_t before = 1;
      for (const std::uint32_t n : list) {
        writer.varint(n - before);
        before = n;
      }
      const std::size_t size = writer.size();
      writer.u32(0x01010101);
      on_every_target([&] {
        std::vector<std::uint32_t> out(count + 16);
        CHECK(decode_deltas(writer.view(), count, 1, out.data()) == size);
        out.resize(count);
        CHECK(out == list);
        if (count > 0) CHECK_THROWS_AS(decode_deltas(writer.view().substr(0, size - 1), count, 1, out.data()), Error);
      });
    }
  }
}

TEST_CASE("Numbers of one to five bytes in any order decode as plain loops decode them") {
  Numbers numbers(70);
  for (int round = 0; round < 200; ++round) {
    const std::size_t count = numbers.below(100);
    ByteWriter writer;
    std::vector<std::uint32_t> expected;
    std::uint64_t sum = 5;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t bits = numbers.below(25) == 0 ? 28 : numbers.below(4) == 0 ? 14 : 7;
      const std::uint64_t difference = numbers.below(std::uint64_t{1} << bits);
      if (sum + difference > 0xffffffffU) break;
      writer.varint(difference);
      expected.push_back(static_cast<std::uint32_t>(sum += difference));
    }
    on_every_target([&] {
      std::vector<std::uint32_t> out(expected.size());  // not a number more: the sanitizer sees what is written behind
      CHECK(decode_deltas(writer.view(), expected.size(), 5, out.data()) == writer.size());
      CHECK(out == expected);
    });
  }
}

TEST_CASE("A sum that leaves 32 bits is refused wherever in a block it does") {
  for (std::size_t at = 0; at < 40; ++at) {
    ByteWriter writer;
    for (std::size_t i = 0; i < 40; ++i) writer.varint(i == at ? 200 : 1);
    on_every_target([&] {
      std::vector<std::uint32_t> out(40);
      CHECK_THROWS_AS(decode_deltas(writer.view(), 40, 0xffffffffU - 238, out.data()), Error);
      CHECK(decode_deltas(writer.view(), 40, 0xffffffffU - 239, out.data()) == writer.size());
      CHECK(out.back() == 0xffffffffU);
    });
  }
}

TEST_CASE("Numbers that outgrow 32 bits are refused") {
  on_every_target([&] {
    std::vector<std::uint32_t> out(64);
    CHECK_THROWS_AS(decode_deltas("\xff\xff\xff\xff\x1f", 1, 0, out.data()), Error);
    CHECK_THROWS_AS(decode_deltas("\xff\xff\xff\xff\xff\xff\x01", 1, 0, out.data()), Error);
    CHECK_THROWS_AS(decode_deltas(std::string(32, '\x7f'), 32, 0xfffffff0U, out.data()), Error);
    CHECK(decode_deltas("\xff\xff\xff\xff\x0f", 1, 0, out.data()) == 5);
    CHECK(out[0] == 0xffffffffU);
  });
}

TEST_CASE("The best k do not depend on the order of offers or on who took them") {
  Numbers numbers(8);
  std::vector<Scored> all;
  for (std::uint32_t id = 0; id < 500; ++id) all.push_back({static_cast<float>(numbers.below(40)), id});
  auto expected = all;
  std::ranges::sort(expected, better);
  for (const std::size_t k : {0, 1, 10, 499, 500, 600}) {
    TopK forward(k);
    TopK odd(k);
    TopK even(k);
    for (const Scored& s : all) {
      forward.offer(s.score, s.id);
      (s.id % 2 == 0 ? even : odd).offer(s.score, s.id);
    }
    odd.merge(even);
    const auto a = forward.take();
    const auto b = odd.take();
    REQUIRE(a.size() == std::min<std::size_t>(k, all.size()));
    REQUIRE(b.size() == a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].id == expected[i].id);
      CHECK(b[i].id == expected[i].id);
    }
  }
}

}  // namespace
}  // namespace cg::simd
