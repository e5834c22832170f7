#include "libcg/graph/scip_reader.h"

#include <protozero/pbf_writer.hpp>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace scip = cg::graph::scip;

namespace {

struct Written {
  std::vector<std::int32_t> range;
  std::string symbol;
  std::uint32_t roles = 0;
};

std::string index_of(const std::vector<Written>& occurrences, std::uint32_t encoding = 1) {
  std::string bytes;
  protozero::pbf_writer index(bytes);
  {
    protozero::pbf_writer metadata(index, scip::index_field::kMetadata);
    protozero::pbf_writer tool(metadata, scip::metadata_field::kToolInfo);
    tool.add_string(scip::tool_field::kName, "test");
  }
  protozero::pbf_writer document(index, scip::index_field::kDocuments);
  document.add_string(scip::document_field::kPath, "a.c");
  document.add_uint32(scip::document_field::kPositionEncoding, encoding);
  document.add_fixed64(99, 7);  // a field of tomorrow
  for (const Written& w : occurrences) {
    protozero::pbf_writer occurrence(document, scip::document_field::kOccurrences);
    occurrence.add_packed_int32(scip::occurrence_field::kRange, w.range.begin(), w.range.end());
    occurrence.add_string(scip::occurrence_field::kSymbol, w.symbol);
    occurrence.add_uint32(scip::occurrence_field::kRoles, w.roles);
  }
  document.commit();
  return bytes;
}

std::vector<scip::Document> documents_of(const std::string& bytes) {
  std::vector<scip::Document> out;
  scip::read_index(bytes, "x.scip", {}, [&](const scip::Document& d) { out.push_back(d); });
  return out;
}

}  // namespace

TEST_CASE("a SCIP index is read document by document") {
  const std::string bytes = index_of({{{3, 4, 9}, "cg . . . f().", 1}, {{5, 0, 6, 2}, "local 1", 0}}, 2);
  const auto documents = documents_of(bytes);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].path == "a.c");
  CHECK(documents[0].encoding == scip::PositionEncoding::kUtf16);
  REQUIRE(documents[0].occurrences.size() == 2);
  CHECK(documents[0].occurrences[0].line == 3);
  CHECK(documents[0].occurrences[0].character == 4);
  CHECK(documents[0].occurrences[0].end_line == 3);
  CHECK(documents[0].occurrences[0].end_character == 9);
  CHECK(documents[0].occurrences[0].roles == scip::kDefinition);
  CHECK(documents[0].occurrences[1].end_line == 6);
  CHECK(scip::is_local(documents[0].occurrences[1].symbol));
  CHECK_FALSE(scip::is_local(documents[0].occurrences[0].symbol));
}

TEST_CASE("ranges of SCIP that are none are left out") {
  const std::string bytes = index_of({{{}, "a", 0}, {{1, 2}, "a", 0}, {{-1, 2, 3}, "a", 0}, {{1, 5, 3}, "a", 0}, {{4, 1, 3, 9}, "a", 0},
                                      {{1, 2, 3, 4, 5}, "a", 0}, {{1, 2, 3}, "", 0}, {{1, 2, 3}, "kept", 0}});
  const auto documents = documents_of(bytes);
  REQUIRE(documents.size() == 1);
  REQUIRE(documents[0].occurrences.size() == 1);
  CHECK(documents[0].occurrences[0].symbol == "kept");
}

TEST_CASE("bytes that are no SCIP index are refused by name, wherever they are cut") {
  const std::string bytes = index_of({{{3, 4, 9}, "cg . . . f().", 1}});
  for (const std::string& bad : {std::string(), std::string("\x7f\x45LF"), std::string("hello, world"), std::string(64, '\xff')}) {
    CHECK_THROWS_WITH(documents_of(bad), cg_matchers::Contains("x.scip: not a SCIP index"));
  }
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    CHECK_THROWS_AS(documents_of(bytes.substr(0, cut)), cg::Error);
  }
}

TEST_CASE("characters of SCIP become columns in bytes") {
  using E = scip::PositionEncoding;
  const std::string line = "a\xc3\xa9\xf0\x9f\x98\x80z";  // a, two bytes, four bytes (a pair in UTF-16), z
  CHECK(scip::byte_column(line, 0, E::kUtf8) == 1);
  CHECK(scip::byte_column(line, 7, E::kUtf8) == 8);
  CHECK(scip::byte_column(line, 4, E::kUtf16) == 8);
  CHECK(scip::byte_column(line, 3, E::kUtf32) == 8);
  CHECK(scip::byte_column(line, 1, E::kUnspecified) == 2);
  CHECK(scip::byte_column(line, 8, E::kUtf8) == 9);
  CHECK_FALSE(scip::byte_column(line, 3, E::kUtf16));        // the middle of the pair
  CHECK_FALSE(scip::byte_column(line, 2, E::kUtf8));         // the middle of a character
  CHECK_FALSE(scip::byte_column(line, 9, E::kUtf8));         // behind the end
  CHECK_FALSE(scip::byte_column(line, 2, E::kUnspecified));  // which is it?
}

TEST_CASE("a project's root is a file URI") {
  CHECK(scip::path_of_uri("file:///home/a%20b/c") == "/home/a b/c");
  CHECK(scip::path_of_uri("file://host/c") == "/c");
  CHECK(scip::path_of_uri("file:///c%2") == "/c%2");
  CHECK(scip::path_of_uri("http://x/y").empty());
  CHECK(scip::path_of_uri("").empty());
}
