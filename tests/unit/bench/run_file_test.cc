#include "libcg/bench/run_file.h"

#include <string>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::bench {
namespace {

RunHead head() {
  RunHead head;
  head.version = "1";
  head.suite = "quick";
  head.machine.cpu_model = "A CPU";
  head.machine.cores = 4;
  head.symbols = 10;
  return head;
}

Result result(const std::string& name) {
  Result result{.name = name, .metric = "m"};
  result.before = Side{"plain", {20.5, 21}, {}};
  result.after = {"ours", {10.5, 11.25}, {10, 11, 12, 13}};
  result.yardstick = {1.25, 1.5};
  result.facts = {{"n", 3}};
  result.note = "a \"note\"\nof two lines";
  return result;
}

std::string whole() {
  RunEnd end;
  end.elapsed_s = 2;
  return run_line(head()) + run_line(result("a")) + run_line(NotMeasured{"b", "", "why"}) + run_line(end, 1);
}

std::string refusal(const std::string& text) {
  try {
    static_cast<void>(parse_run(text, "file"));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kFormat);
    return error.what();
  }
  return "accepted";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a run reads back as it was written") {
  const Run run = parse_run(whole(), "file");
  CHECK(run.head == head());
  REQUIRE(run.results.size() == 1);
  Result expected = result("a");
  expected.after.samples = {10.5, 11.3};  // to a tenth of a nanosecond
  CHECK(run.results[0] == expected);
  CHECK(run.not_measured == std::vector<NotMeasured>{{"b", "", "why"}});
  CHECK(run.find("a") != nullptr);
  CHECK(run.find("b") == nullptr);
}

TEST_CASE("half a run, cut anywhere, is refused") {
  const std::string text = whole();
  for (std::size_t size = 0; size < text.size(); ++size) {
    if (refusal(text.substr(0, size)) == "accepted") FAIL("cut at " << size);
  }
  CHECK_THAT(refusal(text.substr(0, text.rfind("{\"record\":\"end\""))), cg_matchers::Contains("truncated"));
  CHECK_THAT(refusal(""), cg_matchers::Contains("empty"));
}

TEST_CASE("what is no run, or not one good run, is refused with its line and the cause") {
  const std::string text = whole();
  CHECK_THAT(refusal("hello\n"), cg_matchers::StartsWith("file:1: not a line of a run"));
  CHECK_THAT(refusal("[]\n"), cg_matchers::StartsWith("file:1: not a line of a run"));
  CHECK_THAT(refusal(text + text), cg_matchers::Contains("a file holds one run"));
  CHECK_THAT(refusal(run_line(head()) + text), cg_matchers::Contains("a second run begins"));
  CHECK_THAT(refusal(run_line(result("a"))), cg_matchers::Contains("no run of cg-bench"));
  CHECK_THAT(refusal(replaced(text, "\"format\":1", "\"format\":2")), cg_matchers::Contains("format 2"));
  CHECK_THAT(refusal(run_line(head()) + run_line(result("a")) + run_line(result("a"))), cg_matchers::Contains("occurs twice"));
  CHECK_THAT(refusal(run_line(head()) + run_line(result("a")) + run_line(RunEnd{}, 2)), cg_matchers::Contains("missing from the middle"));
  RunEnd voided;
  voided.void_because = "the index was changed while it ran";
  CHECK_THAT(refusal(run_line(head()) + run_line(voided, 0)), cg_matchers::Contains("void: the index was changed"));
  CHECK_THAT(refusal(replaced(text, "{\"record\":\"not_measured\"", "{\"record\":\"else\"")), cg_matchers::Contains("unknown record"));
}

TEST_CASE("samples that are none never become figures") {
  const std::string text = whole();
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "[10.5,NaN]")), cg_matchers::StartsWith("file:2:"));
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "[10.5,null]")), cg_matchers::Contains("not a number"));
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "[10.5,-1]")), cg_matchers::Contains("not a positive number"));
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "[0,1]")), cg_matchers::Contains("not a positive number"));
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "[]")), cg_matchers::Contains("no samples"));
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "7")), cg_matchers::StartsWith("file:2:"));
  CHECK_THAT(refusal(replaced(text, "[10.5,11.3]", "[1e999,1]")), cg_matchers::StartsWith("file:2:"));
  CHECK_THAT(refusal(replaced(text, "[1.25,1.5]", "[1.25]")), cg_matchers::Contains("yardstick"));
}

}  // namespace
}  // namespace cg::bench
