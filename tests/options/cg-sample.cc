// A tool with every kind of option, for check_options_bites.
#include "libcg/cli/run.h"
#include "tests/unit/cli/sample_tool.h"

int main(int argc, char** argv) {
  SampleTool tool;
  return cg::cli::run(argc, argv, tool.app, [] { return 0; });
}
