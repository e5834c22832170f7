#include <map>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/embed/training/held_out.h"
#include "libcg/embed/training/make_pairs.h"
#include "libcg/embed/training/prose.h"
#include "tests/unit/catch.h"

namespace cg::embed {
namespace {

using cg_matchers::Contains;

TEST_CASE("Prose is the first paragraph of a comment, without what is for tools") {
  CHECK(prose_of("Opens the file for reading.\n\nMore of it.") == "Opens the file for reading.");
  CHECK(prose_of("@brief Opens the file\nfor reading.\n@param path where") == "Opens the file for reading.");
  CHECK(prose_of("Sends a {@link Request} to <b>the</b> server") == "Sends a  Request} to  the  server");
  CHECK(prose_of("See https://example.org/a/b for the whole story").find("example") == std::string::npos);
  CHECK(prose_of("Copyright 2001 by whoever wrote this file").empty());
  CHECK(prose_of("TODO write this some day or other").empty());
  CHECK(prose_of("return parse(header);").empty());
  CHECK(prose_of("| 12 | 34 | 56 |  0 |").empty());
  CHECK(prose_of("too short").empty());
  CHECK(prose_of("").empty());
}

TEST_CASE("A comment of a line, by the marks of the language") {
  CHECK(comment_line("  // so it is", false, false) == "so it is");
  CHECK(comment_line("/* so */", false, false) == "so");
  CHECK(comment_line("int x; // so", false, false).empty());
  CHECK(comment_line("# so", true, false) == "so");
  CHECK(comment_line("#include <x>", false, false).empty());
  CHECK(comment_line("#!/bin/sh", true, false).empty());
  CHECK(comment_line("-- so", false, true) == "so");
  CHECK(comment_line("-- so", false, false).empty());
}

std::string numbered_lines(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += "  a line that is long enough: " + std::to_string(i) + "\n}\n";
  return text;
}

TEST_CASE("A text is a copy when more than 40% of its telling lines are held out") {
  HeldOut held_out;
  CHECK_FALSE(held_out.holds(numbered_lines(0, 10)));
  held_out.add_text(numbered_lines(0, 40));
  CHECK_FALSE(held_out.holds(numbered_lines(0, 40) + numbered_lines(100, 160)));
  CHECK(held_out.holds(numbered_lines(0, 40) + numbered_lines(100, 159)));
  CHECK(held_out.holds(numbered_lines(7, 8)));
  CHECK_FALSE(held_out.holds("}\n}\n"));
  HeldOut again = HeldOut::from_bytes(held_out.bytes());
  CHECK(again.holds(numbered_lines(0, 40) + numbered_lines(100, 159)));
  CHECK_THROWS_AS(HeldOut::from_bytes(held_out.bytes().substr(1)), Error);
}

// What cg-query says of the two files below.
constexpr const char* kExport =
    R"({"type":"file","path":"net/http/headers.py","language":"python","lines":9,"hash":"0"}
{"type":"symbol","path":"net/http/headers.py","line":1,"column":1,"kind":"function","name":"parse_header","container":"","end_line":5,"declaration":false,"signature":"","doc":"Split a header line into its name and value."}
{"type":"symbol","path":"net/http/headers.py","line":7,"column":1,"kind":"function","name":"read_all","container":"","end_line":11,"declaration":false,"signature":"","doc":""}
{"type":"symbol","path":"net/http/headers.py","line":13,"column":1,"kind":"function","name":"close_quietly","container":"","end_line":13,"declaration":false,"signature":"","doc":""}
{"type":"edge","path":"net/http/headers.py","line":10,"column":9,"kind":"calls","source":"read_all","source_kind":"function","source_definition_path":"net/http/headers.py","source_definition_line":7,"source_definition_column":1,"target":"parse_header","target_kind":"function","definition_path":"net/http/headers.py","definition_line":1,"definition_column":1,"how":"scope","confidence":97}
{"type":"edge","path":"net/http/headers.py","line":10,"column":9,"kind":"calls","source":"read_all","source_kind":"function","source_definition_path":"net/http/headers.py","source_definition_line":7,"source_definition_column":1,"target":"strip","target_kind":"function","definition_path":"net/http/headers.py","definition_line":13,"definition_column":1,"how":"ambiguous","confidence":30})";

constexpr const char* kText =
    "def parse_header(line):\n"
    "    \"\"\"Split a header line into its name and value.\"\"\"\n"
    "    name, colon, value = line.partition(':')\n"
    "    check(name); parse_header.calls += 1\n"
    "    return name.strip(), value.strip()\n"
    "\n"
    "def read_all(stream):\n"
    "    result = dict()\n"
    "    # an empty line ends the headers of a message\n"
    "    for line in stream: result.update([parse_header(line)])\n"
    "    return result\n"
    "\n"
    "def close_quietly(stream): stream.close()\n";

std::map<std::string, std::vector<Pair>> pairs_by_kind(HeldOut& held_out) {
  ExportedGraph graph;
  std::string_view rest = kExport;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    graph.add_line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::map<std::string, std::vector<Pair>> pairs;
  make_pairs({graph, "some-package", [](const std::string&) { return std::string(kText); }, held_out},
             [&pairs](const Pair& pair) { pairs[pair.kind].push_back(pair); });
  return pairs;
}

TEST_CASE("Pairs are what an author said twice") {
  HeldOut nothing;
  auto pairs = pairs_by_kind(nothing);
  REQUIRE(pairs["doc"].size() == 1);
  CHECK(pairs["doc"][0].package == "some-package");
  CHECK(pairs["doc"][0].language == "python");
  CHECK(pairs["doc"][0].question == "split header line into its name and value");
  // The comment is inside of the function, and must not answer itself.
  CHECK(pairs["doc"][0].code ==
        "def parse header line name colon value line partition check name parse header calls return name strip value strip");

  REQUIRE(pairs["name"].size() == 2);
  CHECK(pairs["name"][0].question == "parse header");
  CHECK(pairs["name"][0].code.find("header") == std::string::npos);
  CHECK(pairs["name"][1].question == "read all");

  REQUIRE(pairs["comment"].size() == 1);
  CHECK(pairs["comment"][0].question == "an empty line ends the headers of message");
  CHECK(pairs["comment"][0].code == "for line in stream result update parse header line return result");

  REQUIRE(pairs["path"].size() == 1);
  CHECK(pairs["path"][0].question == "net http headers");
  for (const char* name : {"parse header", "read all", "close quietly"}) CHECK_THAT(pairs["path"][0].code, Contains(name));

  // The sure edge alone, not the doubtful one.
  REQUIRE(pairs["calls"].size() == 1);
  CHECK_THAT(pairs["calls"][0].question, Contains("read all stream"));
  CHECK_THAT(pairs["calls"][0].code, Contains("partition"));
  CHECK(pairs["near"].empty());
}

TEST_CASE("Nothing is learnt from a copy of what is held out") {
  HeldOut held_out;
  held_out.add_text(kText);
  for (const auto& [kind, pairs] : pairs_by_kind(held_out)) {
    INFO(kind);
    CHECK(pairs.empty());
  }
}

TEST_CASE("A line that no export has is refused") {
  ExportedGraph graph;
  CHECK_THROWS_WITH(graph.add_line("net/http.py\t1\tparse"), Contains("not a line of cg-query export"));
  CHECK_THROWS_AS(graph.add_line(R"({"type":"symbol","path":"x"})"), Error);
}

}  // namespace
}  // namespace cg::embed
