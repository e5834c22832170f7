#include "libcg/cli/verb_options.h"

#include <string>
#include <vector>

#include "tests/unit/catch.h"
#include "tests/unit/cli/sample_tool.h"

namespace {

std::vector<std::string> in_order(std::vector<const char*> line) {
  const SampleTool tool;
  line.insert(line.begin(), "cg-sample");
  const auto moved = cg::cli::behind_the_verb(tool.app, static_cast<int>(line.size()), line.data());
  return {moved.begin() + 1, moved.end()};
}

using Line = std::vector<std::string>;

}  // namespace

TEST_CASE("options of a verb may stand in front of it") {
  CHECK(in_order({"--json", "find", "x"}) == Line{"find", "--json", "x"});
  CHECK(in_order({"-n", "3", "--kind=class", "find", "x"}) == Line{"find", "-n", "3", "--kind=class", "x"});
  CHECK(in_order({"-n3", "-0", "find", "x"}) == Line{"find", "-n3", "-0", "x"});
  CHECK(in_order({"--limit=3", "-i", "dir", "--header", "find"}) == Line{"-i", "dir", "find", "--limit=3", "--header"});
}

TEST_CASE("what is no option of a verb, and what stands behind it, stays where it is") {
  CHECK(in_order({"-i", "find", "find", "x", "--json"}) == Line{"-i", "find", "find", "x", "--json"});
  CHECK(in_order({"--what", "find", "x"}) == Line{"--what", "find", "x"});
  CHECK(in_order({"--json"}) == Line{"--json"});
  CHECK(in_order({"--json", "--", "find"}) == Line{"--json", "--", "find"});
  CHECK(in_order({}).empty());
}
