#include "libcg/search/term_marks.h"
#include "libcg/search/term_pairs.h"

#include <string>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

TEST_CASE("terms come back with their marks, and other lists have other marks") {
  const std::vector<std::pair<std::string, std::string>> lists{
      {"pars", std::string("\x01\x08", 2)}, {"parser", std::string(8, 'x')}, {"parsing", std::string(9, 'x')}, {"walk", std::string(300, 'y')}};
  TermMarkWriter writer;
  for (const auto& [term, list] : lists) writer.add(term, list);
  const std::string record = writer.take();
  TermPairs reader{ByteReader(record)};
  std::string_view term, mark;
  std::array<char, kMarkBytes> room{};
  for (const auto& [written, list] : lists) {
    REQUIRE(reader.next(term, mark));
    CHECK(term == written);
    CHECK(mark.size() <= kMarkBytes);
    CHECK(mark == mark_of(list, room));
    CHECK(mark != mark_of(list + "z", room));
  }
  CHECK_FALSE(reader.next(term, mark));
}

TEST_CASE("a writer begins anew, and a record that is cut off is refused") {
  TermMarkWriter writer;
  writer.add("alpha", "1");
  (void)writer.take();
  writer.add("alpine", "2");
  const std::string record = writer.take();
  TermPairs reader{ByteReader(record)};
  std::string_view term, mark;
  REQUIRE(reader.next(term, mark));
  CHECK(term == "alpine");
  CHECK(mark == "2");
  const auto read_cut = [&] {
    TermPairs cut{ByteReader(std::string_view(record).substr(0, record.size() - 1))};
    while (cut.next(term, mark)) {}
  };
  CHECK_THROWS_AS(read_cut(), Error);
}

}  // namespace
}  // namespace cg::search
