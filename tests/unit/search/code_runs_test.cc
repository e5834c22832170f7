#include "libcg/search/code_runs.h"

#include <string>

#include "tests/unit/catch.h"

namespace cg::search {
namespace {

CodeRuns runs_of(std::string_view text) {
  CodeRuns runs;
  find_runs(code_tokens(text, 1), kWrittenRun, kShapeRun, runs);
  return runs;
}

constexpr std::string_view kSum =
    "int sum(const int *list, int count) {\n"
    "  int all = 0;\n"
    "  for (int i = 0; i < count; i++) all += list[i];\n"
    "  return all;\n"
    "}\n";

TEST_CASE("code with other names has the same shapes") {
  const CodeRuns here = runs_of(kSum);
  const CodeRuns renamed = runs_of("int add_up(const int *v, int n) { /* all */ int t = 0; for (int k = 0; k < n; k++) t += v[k]; return t; }");
  CHECK(shared_runs(here.shapes, renamed.shapes) == 1.0F);
  CHECK(shared_runs(here.written, renamed.written) < 0.3F);
}

TEST_CASE("names confused with each other are another shape") {
  const CodeRuns here = runs_of(kSum);
  const CodeRuns mixed = runs_of("int sum(const int *v, int n) { int t = 0; for (int k = 0; k < n; k++) v += t[n]; return k; }");
  CHECK(shared_runs(here.shapes, mixed.shapes) < 0.95F);
}

TEST_CASE("layout and comments change nothing, other code little") {
  const CodeRuns here = runs_of(kSum);
  const std::string moved = "// of a list\n" + std::string(kSum) + "/* end */";
  CHECK(runs_of(moved).written == here.written);
  const std::string longer = std::string(kSum) + "void say(const char *text) { puts(text); flush(stdout); wait(10); }";
  CHECK(shared_runs(here.written, runs_of(longer).written) > 0.8F);
  CHECK(shared_runs(here.written, runs_of(longer).written) < 1.0F);
  CHECK(shared_runs(runs_of(longer).written, here.written) < 0.8F);
}

TEST_CASE("tokens know their lines, and how far back their name stood") {
  const auto tokens = code_tokens("a = /* x\n y */ b;\n# said\na += 1;", 5);
  std::string words;
  for (const CodeToken& t : tokens) words += std::string(t.text) + "@" + std::to_string(t.line) + " ";
  CHECK(words == "a@5 =@5 b@6 ;@6 a@8 +@8 =@8 1@8 ;@8 ");
  CHECK(tokens[4].before == 4);
  CHECK(tokens[2].before == 0);
}

TEST_CASE("short and empty stretches have runs, or none") {
  CHECK(runs_of("").written.empty());
  CHECK(runs_of("// only said").shapes.empty());
  CHECK(runs_of("f(x)").written.size() == 1);
  CHECK(shared_runs({}, runs_of(kSum).written) == 0.0F);
  CHECK(runs_of("/* never ends").written.empty());
}

}  // namespace
}  // namespace cg::search
