#include "libcg/base/hash.h"

#include <string>

#include "tests/unit/catch.h"

TEST_CASE("hashes are XXH3's published values") {
  // Of the empty input, from the reference implementation's own tables.
  CHECK(cg::hash64("") == 0x2d06800538d394c2U);
  CHECK(cg::hash128("").hex() == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("hashes depend on every byte, on length and on the seed") {
  const std::string text(1000, 'x');
  for (std::size_t at = 0; at < text.size(); at += 37) {
    std::string other = text;
    other[at] = 'y';
    CHECK(cg::hash64(other) != cg::hash64(text));
    CHECK(cg::hash128(other) != cg::hash128(text));
  }
  CHECK(cg::hash64(text) != cg::hash64(text + "x"));
  CHECK(cg::hash64(text, 1) != cg::hash64(text, 2));
}

TEST_CASE("order is that of the hexadecimal form") {
  const cg::Hash128 small{.lo = 9, .hi = 1};
  const cg::Hash128 large{.lo = 0, .hi = 2};
  CHECK(small < large);
  CHECK(small.hex() < large.hex());
  CHECK(small.hex() == "00000000000000010000000000000009");
}
