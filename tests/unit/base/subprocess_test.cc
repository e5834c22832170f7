#include "libcg/base/subprocess.h"

#include <string>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

TEST_CASE("a command's output, errors and status come back") {
  const auto result = cg::run_command({"sh", "-c", "echo out; echo err >&2; exit 7"});
  CHECK(result.output == "out\n");
  CHECK(result.errors == "err\n");
  CHECK(result.exit_status == 7);
  CHECK(cg::run_command({"sh", "-c", "kill -9 $$"}).exit_status == 128 + 9);
}

TEST_CASE("arguments arrive as they are, without a shell") {
  CHECK(cg::run_command({"printf", "%s|", "a b", "$HOME", "*", ""}).output == "a b|$HOME|*||");
}

TEST_CASE("large input and output do not block each other, nor does input that nobody reads") {
  const std::string input(3 << 20, 'i');
  CHECK(cg::run_command({"cat"}, {.input = input}).output == input);
  CHECK(cg::run_command({"true"}, {.input = input}).exit_status == 0);
  CHECK(cg::run_command({"cat"}).output.empty());
}

TEST_CASE("a command runs where it is told") {
  const TemporaryDirectory dir;
  dir.write("here", "");
  CHECK(cg::run_command({"ls"}, {.directory = dir.path()}).output == "here\n");
}

TEST_CASE("what cannot be run, or writes too much, is an error") {
  CHECK_THROWS_WITH(cg::run_command({"no-such-program-cg"}), cg_matchers::Contains("no-such-program-cg: cannot run"));
  CHECK_THROWS_AS(cg::run_command({"true"}, {.directory = "/no/such/dir"}), cg::Error);
  CHECK_THROWS_WITH(cg::run_command({"yes"}, {.max_output_bytes = 1000}), "yes: wrote more than 1000 bytes");
}

TEST_CASE("commands run from several threads without mixing") {
  cg::parallel_for(40, 4, [](std::size_t index, int) {
    const std::string text = std::to_string(index);
    if (cg::run_command({"cat"}, {.input = text}).output != text) throw cg::Error(cg::ErrorKind::kIo, "mixed");
  });
}
