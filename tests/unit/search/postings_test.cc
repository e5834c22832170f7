#include "libcg/search/postings.h"

#include <random>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/search/path_terms.h"
#include "libcg/search/term_lists.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

struct Placed {
  std::uint32_t file;
  Posting posting;
};

std::vector<Placed> some_postings(std::mt19937& random) {
  std::vector<Placed> list(random() % 50);
  std::uint32_t file = 0;
  std::uint32_t chunk = 0;
  for (Placed& p : list) {
    if (random() % 2 == 0) {
      file += static_cast<std::uint32_t>(1 + (random() % 3 == 0 ? random() % 1'000'000 : random() % 3));
      chunk = static_cast<std::uint32_t>(random() % 20);
    } else {
      chunk += static_cast<std::uint32_t>(1 + random() % 50);
    }
    p.file = file;
    p.posting.chunk = chunk;
    for (std::uint8_t& count : p.posting.counts) count = random() % 2 == 0 ? 0 : static_cast<std::uint8_t>(random() % 256);
    if (random() % 2 == 0) p.posting.counts = {1, 0, 0};
  }
  return list;
}

std::string write(const std::vector<Placed>& list) {
  PostingWriter writer;
  for (const Placed& p : list) writer.add(p.file, p.posting);
  ByteWriter out;
  writer.finish(out);
  return out.take();
}

TEST_CASE("a walk by files gives what a walk by postings gives") {
  std::mt19937 random(23);
  for (int round = 0; round < 200; ++round) {
    const auto list = some_postings(random);
    const std::string bytes = write(list);
    RunReader in(bytes);
    REQUIRE(in.size() == list.size());
    std::vector<FileRun> runs;
    std::array<std::uint32_t, kTextFields> counts{};
    auto expected = list.begin();
    for (FileRun run; in.next_file(run, counts);) {
      std::array<std::uint32_t, kTextFields> sums{};
      REQUIRE(expected != list.end());
      REQUIRE(run.file == expected->file);
      for (; expected != list.end() && expected->file == run.file; ++expected) {
        for (std::size_t f = 0; f < kTextFields; ++f) sums[f] += expected->posting.counts[f];
      }
      CHECK(counts == sums);
      runs.push_back(run);
    }
    CHECK(expected == list.end());
    for (const FileRun& run : runs) {
      RunReader again(bytes, run);
      Posting got;
      for (const Placed& p : list) {
        if (p.file != run.file) continue;
        REQUIRE(again.next_chunk(got));
        CHECK(got.chunk == p.posting.chunk);
        CHECK(got.counts == p.posting.counts);
      }
      CHECK_FALSE(again.next_chunk(got));
    }
  }
}

TEST_CASE("a list that breaks off is refused") {
  std::mt19937 random(5);
  std::vector<Placed> list;
  while (list.size() < 20) list = some_postings(random);
  const std::string bytes = write(list);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    try {
      RunReader in(std::string_view(bytes).substr(0, size));
      std::array<std::uint32_t, kTextFields> counts{};
      std::size_t files = 0;
      for (FileRun run; in.next_file(run, counts);) ++files;
      CHECK(files <= list.size());
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kFormat);
    }
  }
  CHECK_THROWS_AS(RunReader(bytes, {0, static_cast<std::uint32_t>(bytes.size() + 1)}), Error);
}

TEST_CASE("postings read as they were written") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const auto list = some_postings(random);
    const std::string bytes = write(list);
    PostingReader in(bytes);
    REQUIRE(in.size() == list.size());
    Posting got;
    std::uint32_t file = 0;
    for (const Placed& p : list) {
      REQUIRE(in.next(file, got));
      CHECK(file == p.file);
      CHECK(got.chunk == p.posting.chunk);
      CHECK(got.counts == p.posting.counts);
    }
    CHECK_FALSE(in.next(file, got));
    CHECK(in.rest().done());
  }
}

TEST_CASE("the list of one file is what a writer makes of it") {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<Posting> postings;
    std::uint32_t chunk = 0;
    for (unsigned i = 0, n = static_cast<unsigned>(random() % 40); i < n; ++i) {
      Posting p;
      p.chunk = chunk += static_cast<std::uint32_t>(i == 0 ? random() % 3 : 1 + random() % 9000);
      for (std::uint8_t& count : p.counts) count = static_cast<std::uint8_t>(random() % 3 == 0 ? random() : random() % 2);
      if (p.counts == decltype(p.counts){}) p.counts[kNames] = 1;
      postings.push_back(p);
    }
    PostingWriter writer;
    for (const Posting& p : postings) writer.add(0, p);
    ByteWriter expected;
    writer.finish(expected);
    std::string got;
    write_list(postings, got);
    CHECK(got == expected.view());
  }
}

TEST_CASE("lists of files put together are the list of all") {
  std::mt19937 random(10);
  for (int round = 0; round < 200; ++round) {
    const auto list = some_postings(random);
    PostingWriter writer, one;
    for (std::size_t i = 0; i < list.size(); ++i) {
      one.add(0, list[i].posting);
      if (i + 1 < list.size() && list[i + 1].file == list[i].file) continue;
      ByteWriter own;
      one.finish(own);
      writer.add_file(list[i].file, own.view());
    }
    ByteWriter out;
    writer.finish(out);
    CHECK(out.view() == write(list));
  }
}

TEST_CASE("a cut list is an error, wherever it is cut") {
  std::mt19937 random(8);
  std::vector<Placed> list;
  while (list.size() < 5) list = some_postings(random);
  const std::string bytes = write(list);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = [&] {
      PostingReader in(std::string_view(bytes).substr(0, size));
      std::uint32_t file = 0;
      for (Posting p; in.next(file, p);) {
      }
    };
    CHECK_THROWS_AS(read(), Error);
  }
}

TEST_CASE("a piece of a list with other postings of some files is that of a list written so") {
  std::mt19937 random(9);
  const auto list_of = [](const FilePostings& files) {
    std::vector<Placed> list;
    for (const auto& [file, postings] : files) {
      for (const Posting& p : postings) list.push_back({file, p});
    }
    return list.empty() ? std::string() : write(list);
  };
  const auto some_files = [&](bool none_too) {
    FilePostings files;
    for (std::size_t i = random() % 8; i > 0; --i) {
      std::vector<Posting> postings(random() % 4 + (none_too ? 0U : 1U));
      for (std::size_t c = 0; c < postings.size(); ++c) postings[c] = {static_cast<std::uint32_t>(3 * c + random() % 3), {1, 0, 0}};
      files[static_cast<FileId>(random() % 10)] = std::move(postings);
    }
    return files;
  };
  for (int round = 0; round < 300; ++round) {
    FilePostings files = some_files(false);
    const FilePostings change = some_files(true);
    const std::string before = list_of(files);
    for (const auto& [file, postings] : change) files[file] = postings;
    REQUIRE(with_postings(before, change) == list_of(files));
  }
}

TEST_CASE("pieces of a list follow each other in a table of names") {
  CHECK(piece_name("word", 0) == "word");
  CHECK(piece_name("word", 0) < piece_name("word", 1));
  CHECK(piece_name("word", 1) < piece_name("word", 256));
  CHECK(piece_name("word", 70'000) < piece_name("word0", 0));
  CHECK(is_piece_of(piece_name("word", 0), "word"));
  CHECK(is_piece_of(piece_name("word", 70'000), "word"));
  CHECK_FALSE(is_piece_of("words", "word"));
  CHECK_FALSE(is_piece_of("word1234", "word"));
  CHECK_FALSE(is_piece_of("wor", "word"));
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
