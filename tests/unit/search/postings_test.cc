#include "libcg/search/postings.h"

#include <random>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/search/path_terms.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

std::vector<Posting> some_postings(std::mt19937& random) {
  std::vector<Posting> list(random() % 50);
  std::uint32_t chunk = 0;
  for (Posting& p : list) {
    chunk += static_cast<std::uint32_t>(1 + (random() % 3 == 0 ? random() % 1'000'000 : random() % 3));
    p.chunk = chunk;
    for (std::uint8_t& count : p.counts) count = random() % 2 == 0 ? 0 : static_cast<std::uint8_t>(random() % 256);
    if (random() % 2 == 0) p.counts = {1, 0, 0};
  }
  return list;
}

std::string write(const std::vector<Posting>& list) {
  ByteWriter out;
  out.varint(list.size());
  std::uint32_t before = 0;
  for (const Posting& p : list) {
    write_posting(out, p, before);
    before = p.chunk;
  }
  return out.take();
}

TEST_CASE("postings read as they were written") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const auto list = some_postings(random);
    const std::string bytes = write(list);
    PostingReader in(bytes);
    REQUIRE(in.size() == list.size());
    for (const Posting& p : list) {
      Posting got;
      REQUIRE(in.next(got));
      CHECK(got.chunk == p.chunk);
      CHECK(got.counts == p.counts);
    }
    Posting end;
    CHECK_FALSE(in.next(end));
    CHECK(in.rest().done());
  }
}

TEST_CASE("a cut list is an error, wherever it is cut") {
  std::mt19937 random(8);
  std::vector<Posting> list;
  while (list.size() < 5) list = some_postings(random);
  const std::string bytes = write(list);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = [&] {
      PostingReader in(std::string_view(bytes).substr(0, size));
      for (Posting p; in.next(p);) {
      }
    };
    CHECK_THROWS_AS(read(), Error);
  }
}

TEST_CASE("path postings read as they were written") {
  std::vector<PathPosting> list = {{0, true, false, 0}, {3, false, true, 2}, {4, true, true, 63}, {1000, false, false, 1}};
  ByteWriter out;
  write_path_postings(out, list);
  const auto got = read_path_postings(out.view());
  REQUIRE(got.size() == list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    CHECK(got[i].file == list[i].file);
    CHECK(got[i].stem_part == list[i].stem_part);
    CHECK(got[i].stem_compound == list[i].stem_compound);
    CHECK(got[i].directories == list[i].directories);
  }
}

}  // namespace
}  // namespace cg::search
