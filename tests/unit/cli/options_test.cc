#include <cstdlib>

#include "tests/unit/catch.h"
#include "tests/unit/cli/sample_tool.h"

using cg::cli::RecordStyle;
using cg::cli::When;

TEST_CASE("common options land in their struct, before and after the verb") {
  SampleTool tool;
  tool.app.parse("-i here find --json -n 5 --color=never a b");
  CHECK(tool.options.index == "here");
  CHECK(tool.options.json);
  CHECK(tool.options.limit == 5U);
  CHECK(tool.options.color == When::kNever);
  CHECK(tool.names == std::vector<std::string>{"a", "b"});

  SampleTool other;
  other.app.parse("find --index=there -0 --header -");
  CHECK(other.options.index == "there");
  CHECK(other.options.null_ended);
  CHECK(other.names == std::vector<std::string>{"-"});

  SampleTool third;
  third.app.parse("build --progress always -q .");
  CHECK(third.options.progress == When::kAlways);
  CHECK(third.options.quiet);
}

TEST_CASE("wrong values and contradictions are refused") {
  for (const char* line : {"find --color=pink a", "find -n -1 a", "find -n x a", "find --json -0 a",
                           "find --json --header a", "build -q -v", "find", "", "other", "find --unknown a"}) {
    SampleTool tool;
    INFO(line);
    CHECK_THROWS_AS(tool.app.parse(line), CLI::ParseError);
  }
}

TEST_CASE("the index comes from the environment if it is not given") {
  ::setenv("CG_INDEX", "/from/environment", 1);
  SampleTool tool;
  tool.app.parse("build");
  CHECK(tool.options.index == "/from/environment");
  SampleTool given;
  given.app.parse("-i /given build");
  CHECK(given.options.index == "/given");
  ::unsetenv("CG_INDEX");
}

TEST_CASE("raw options become a style and a threshold") {
  cg::cli::CommonOptions options;
  options.color = When::kNever;
  CHECK(cg::cli::record_style(options).format == RecordStyle::Format::kTsv);
  CHECK(cg::cli::least_severity(options) == cg::Severity::kWarning);
  options.json = options.header = options.verbose = true;
  options.color = When::kAlways;
  options.limit = 3;
  CHECK(cg::cli::record_style(options).format == RecordStyle::Format::kJsonl);
  CHECK(cg::cli::record_style(options).header);
  CHECK(cg::cli::record_style(options).color);
  CHECK(cg::cli::record_style(options).limit == 3U);
  CHECK(cg::cli::least_severity(options) == cg::Severity::kNote);
  options.json = options.verbose = false;
  options.null_ended = options.quiet = true;
  CHECK(cg::cli::record_style(options).format == RecordStyle::Format::kNul);
  CHECK(cg::cli::least_severity(options) == cg::Severity::kError);
}
