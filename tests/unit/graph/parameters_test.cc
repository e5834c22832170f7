#include "libcg/graph/parameters.h"

#include "libcg/base/error.h"
#include "libcg/graph/records.h"
#include "tests/unit/catch.h"

using cg::EdgeKind;
using cg::graph::Parameter;

namespace {

std::string record() {
  const std::vector<cg::graph::TextRow> texts{{"", ""}, {"fn load(&self, name: &str)", "Loads."}, {"", ""}, {"fn drop(&mut self)", ""}};
  const std::vector<Parameter> parameters{{1, "self", {7, 14}, {}},
                                          {1, "name", {8, 5}, {{EdgeKind::kReads, {9, 12}}, {EdgeKind::kWrites, {300, 4}}}},
                                          {3, "self", {2, 9}, {{EdgeKind::kTakesAddress, {2, 30}}}}};
  return cg::graph::encode_texts(texts) + cg::graph::encode_parameters(parameters);
}

}  // namespace

TEST_CASE("parameters come back as they were written, and texts in front of them as without") {
  const std::string bytes = record();
  const auto parameters = cg::graph::decode_parameters(bytes);
  REQUIRE(parameters.size() == 3);
  CHECK(parameters[0].uses.empty());
  CHECK(parameters[1].owner == 1);
  CHECK(parameters[1].name == "name");
  CHECK(parameters[1].at == cg::Position{8, 5});
  REQUIRE(parameters[1].uses.size() == 2);
  CHECK(parameters[1].uses[1].kind == EdgeKind::kWrites);
  CHECK(parameters[1].uses[1].at == cg::Position{300, 4});
  CHECK(parameters[2].owner == 3);
  CHECK(parameters[2].at == cg::Position{2, 9});
  CHECK(parameters[2].uses[0].at == cg::Position{2, 30});
  CHECK(cg::graph::decode_texts(bytes)[3].signature == "fn drop(&mut self)");
}

TEST_CASE("no parameters take no bytes") {
  CHECK(cg::graph::encode_parameters({}).empty());
  CHECK(cg::graph::decode_parameters(cg::graph::encode_texts(std::vector<cg::graph::TextRow>{{"f()", ""}})).empty());
}

TEST_CASE("damaged parameters are refused") {
  const std::string bytes = record();
  const std::size_t texts = bytes.size() - cg::graph::encode_parameters(cg::graph::decode_parameters(bytes)).size();
  for (std::size_t cut = texts + 1; cut < bytes.size(); ++cut) CHECK_THROWS_AS(cg::graph::decode_parameters(bytes.substr(0, cut)), cg::Error);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string bad = bytes;
    bad[at] = '\xff';
    try {
      static_cast<void>(cg::graph::decode_parameters(bad));  // a changed letter is a letter
    } catch (const cg::Error& error) {
      CHECK(error.kind() == cg::ErrorKind::kFormat);
    }
  }
}
