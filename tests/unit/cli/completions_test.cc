#include "libcg/cli/completions.h"

#include <set>
#include <string>
#include <vector>

#include "libcg/base/subprocess.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/cli/pseudo_terminal.h"
#include "tests/unit/cli/sample_tool.h"

namespace {

using Words = std::set<std::string>;

// scripts/complete asks a real shell what it would offer at the end of a line.
Words offered(const std::string& shell, const std::string& script, const std::string& line) {
  const auto result = cg::run_command({CG_SOURCE_DIR "/scripts/complete", shell, script, line});
  INFO(result.errors);
  REQUIRE(result.exit_status == 0);
  Words words;
  for (std::size_t at = 0; at < result.output.size();) {
    const std::size_t end = result.output.find('\n', at);
    words.insert(result.output.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_installed(const std::string& shell) {
  return cg::run_command({"sh", "-c", "command -v " + shell}).exit_status == 0;
}

void check_shell(const std::string& shell, std::string (*generate)(const cg::cli::CommandModel&)) {
  if (!is_installed(shell)) {
    WARN(shell << " is not installed: its completions are not tested");
    return;
  }
  const SampleTool tool;
  const TemporaryDirectory dir;
  dir.write("folder/file", "");
  dir.write("foreign", "");
  const std::string script = dir.write("script", generate(cg::cli::command_model(tool.app)));

  CHECK(offered(shell, script, "cg-sample ") == Words{"build", "find"});
  CHECK(offered(shell, script, "cg-sample b") == Words{"build"});
  CHECK(offered(shell, script, "cg-sample --") == Words{"--completions", "--help", "--index", "--version"});
  CHECK(offered(shell, script, "cg-sample build --") == Words{"--help", "--progress", "--quiet", "--verbose"});
  CHECK(offered(shell, script, "cg-sample find --") ==
        Words{"--help", "--version", "--completions", "--index", "--kind", "--out", "--json", "--null", "--header",
              "--limit", "--color"});
  CHECK(offered(shell, script, "cg-sample find --kind ") == Words{"class", "function"});
  CHECK(offered(shell, script, "cg-sample find --color a") == Words{"always", "auto"});
  CHECK(offered(shell, script, "cg-sample find --color=a") == Words{"always", "auto"});
  CHECK(offered(shell, script, "cg-sample --completions z") == Words{"zsh"});
  const std::string start = dir.path() + "/fo";
  CHECK(offered(shell, script, "cg-sample find --out " + start) == Words{dir.file("folder"), dir.file("foreign")});
  CHECK(offered(shell, script, "cg-sample build " + start) == Words{dir.file("folder")});
  CHECK(offered(shell, script, "cg-sample -i " + start) == Words{dir.file("folder")});
}

}  // namespace

TEST_CASE("the model holds what is public, with its kind of argument") {
  const SampleTool tool;
  const auto model = cg::cli::command_model(tool.app);
  CHECK(model.name == "cg-sample");
  REQUIRE(model.verbs.size() == 2);
  CHECK(cg::cli::list_options(model) ==
        "cg-sample -h\ncg-sample --help\ncg-sample --version\ncg-sample --completions\ncg-sample -i\n"
        "cg-sample --index\n"
        "cg-sample find -h\ncg-sample find --help\ncg-sample find --kind\ncg-sample find --out\n"
        "cg-sample find --json\ncg-sample find -0\ncg-sample find --null\ncg-sample find --header\n"
        "cg-sample find -n\ncg-sample find --limit\ncg-sample find --color\n"
        "cg-sample find --version\ncg-sample find --completions\ncg-sample find -i\ncg-sample find --index\n"
        "cg-sample build -h\ncg-sample build --help\ncg-sample build --progress\ncg-sample build -q\n"
        "cg-sample build --quiet\ncg-sample build -v\ncg-sample build --verbose\n");
}

TEST_CASE("bash completes") { check_shell("bash", cg::cli::bash_completion); }
TEST_CASE("zsh completes") {
  // Its line editor, which completes, works only on a terminal.
  CG_NEEDS_TERMINAL(PseudoTerminal())
  check_shell("zsh", cg::cli::zsh_completion);
}
TEST_CASE("fish completes") { check_shell("fish", cg::cli::fish_completion); }
