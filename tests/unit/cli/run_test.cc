#include "libcg/cli/run.h"

#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/cli/output.h"
#include "tests/unit/catch.h"
#include "tests/unit/cli/captured_fd.h"
#include "tests/unit/cli/sample_tool.h"

namespace {

struct Outcome {
  int status;
  std::string output;
  std::string errors;
};

Outcome outcome_of(std::vector<const char*> arguments, const std::function<int()>& body) {
  SampleTool tool;
  arguments.insert(arguments.begin(), "cg-sample");
  CapturedFd output(1);
  CapturedFd errors(2);
  const int status = cg::cli::run(static_cast<int>(arguments.size()), arguments.data(), tool.app, body);
  return {status, output.finish(), errors.finish()};
}

int must_not_run() { throw std::logic_error("body was run"); }

}  // namespace

TEST_CASE("the body's status is the tool's") {
  const Outcome outcome = outcome_of({"build"}, [] { return 3; });
  CHECK(outcome.status == 3);
  CHECK(outcome.output.empty());
  CHECK(outcome.errors.empty());
}

TEST_CASE("help, version, completions and the option list go to standard output") {
  const Outcome help = outcome_of({"--help"}, must_not_run);
  CHECK(help.status == 0);
  CHECK(help.output.find("--completions") != std::string::npos);
  CHECK(help.output.find("--list-options") == std::string::npos);
  CHECK(help.errors.empty());
  CHECK(outcome_of({"--version"}, must_not_run).output.starts_with("cg-sample "));
  CHECK(outcome_of({"--version"}, must_not_run).output.ends_with("\n"));
  CHECK(outcome_of({"--completions", "fish"}, must_not_run).output.starts_with("# fish completion for cg-sample\n"));
  CHECK(outcome_of({"--list-options"}, must_not_run).output.find("\ncg-sample find --limit\n") != std::string::npos);
}

TEST_CASE("a verb's help has the options that fall through, too, and only once") {
  const std::string find = outcome_of({"find", "--help"}, must_not_run).output;
  CHECK(find.find("--kind") != std::string::npos);
  CHECK(find.find("-i,--index") != std::string::npos);
  CHECK(find.find("--help") == find.rfind("--help"));
  CHECK(outcome_of({"build", "--help"}, must_not_run).output.find("--index") == std::string::npos);
}

TEST_CASE("a wrong command line is status 2 and one line") {
  for (const std::vector<const char*>& arguments :
       {std::vector<const char*>{"--nonsense"}, {"find"}, {}, {"--completions", "tcsh"}, {"build", "\x1b[31m", "x"}}) {
    const Outcome outcome = outcome_of(arguments, must_not_run);
    CHECK(outcome.status == 2);
    CHECK(outcome.output.empty());
    CHECK(outcome.errors.starts_with("cg-sample: "));
    CHECK(outcome.errors.ends_with("(see cg-sample --help)\n"));
    CHECK(outcome.errors.find('\x1b') == std::string::npos);
    CHECK(outcome.errors.find('\n') == outcome.errors.size() - 1);
  }
}

TEST_CASE("what the body throws becomes status 2 and one line, a closed output silence") {
  const Outcome error = outcome_of({"build"}, []() -> int { throw cg::Error(cg::ErrorKind::kIo, "x\n: gone"); });
  CHECK(error.status == 2);
  CHECK(error.errors == "cg-sample: x\\n: gone\n");
  const Outcome memory = outcome_of({"build"}, []() -> int { throw std::bad_alloc(); });
  CHECK(memory.status == 2);
  CHECK(memory.errors == "cg-sample: out of memory\n");
  const Outcome bug = outcome_of({"build"}, []() -> int { throw std::logic_error("oh"); });
  CHECK(bug.status == 2);
  CHECK(bug.errors == "cg-sample: internal error: oh\n");
  const Outcome closed = outcome_of({"build"}, []() -> int { throw cg::cli::OutputClosed(); });
  CHECK(closed.status == 141);
  CHECK(closed.errors.empty());
}
