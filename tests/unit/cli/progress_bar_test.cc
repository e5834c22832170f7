#include "libcg/cli/progress_bar.h"

#include <algorithm>
#include <string>

#include "libcg/base/parallel.h"
#include "tests/unit/catch.h"
#include "tests/unit/cli/captured_fd.h"

using cg::Severity;
using cg::cli::ProgressBar;

TEST_CASE("events are one line each, prefixed, printable, and counted") {
  const CapturedFd captured(2);
  ProgressBar bar({.tool = "cg-index"});
  bar.error("a\x1b\n.c", "permission denied");
  bar.warning("", "no object");
  bar.note("b.c", "not shown");
  CHECK(captured.text() == "cg-index: a\\x1B\\n.c: permission denied\ncg-index: no object\n");
  CHECK(bar.count(Severity::kError) == 1);
  CHECK(bar.count(Severity::kNote) == 1);
}

TEST_CASE("without a bar, progress is silent") {
  const CapturedFd captured(2);
  {
    ProgressBar bar({.tool = "cg-index"});
    bar.progress({"parsing", 1, 2});
    bar.progress({"parsing", 2, 2});
  }
  CHECK(captured.text().empty());
}

TEST_CASE("the bar makes way for events and is gone at the end") {
  const CapturedFd captured(2);
  {
    ProgressBar bar({.tool = "cg", .bar = true, .width = 60});
    bar.progress({"parsing", 1, 4});
    bar.warning("a.c", "odd");
    bar.progress({"parsing", 4, 4});
  }
  const std::string text = captured.text();
  CHECK(text.starts_with("\r\x1b[Kcg: parsing ["));
  CHECK(text.find(" 25% 1/4\r\x1b[Kcg: a.c: odd\n") != std::string::npos);
  CHECK(text.ends_with("100% 4/4\r\x1b[K"));
}

TEST_CASE("a bar never fills its line, however narrow") {
  for (const int width : {1, 5, 20, 35, 60, 500}) {
    const CapturedFd captured(2);
    ProgressBar bar({.tool = "cg-index", .bar = true, .width = width});
    bar.progress({"a phase with a name", 1000, 1000});
    CHECK(captured.text().size() <= 4 + static_cast<std::size_t>(std::max(1, width - 1)));
  }
}

TEST_CASE("an unknown total shows a count") {
  const CapturedFd captured(2);
  ProgressBar bar({.tool = "cg", .bar = true});
  bar.progress({"walking", 17, 0});
  CHECK(captured.text() == "\r\x1b[Kcg: walking 17");
}

TEST_CASE("many reports draw few bars, and lines stay whole among threads") {
  const CapturedFd captured(2);
  ProgressBar bar({.tool = "cg", .bar = true});
  cg::parallel_for(20000, 4, [&](std::size_t index, int) {
    bar.progress({"parsing", index, 20001});
    if (index % 100 == 0) bar.error("f", "bad");
  });
  bar.clear();
  const std::string text = captured.text();
  constexpr std::string_view kLine = "cg: f: bad\n";
  std::size_t lines = 0;
  for (std::size_t at = text.find(kLine); at != std::string::npos; at = text.find(kLine, at + 1)) ++lines;
  CHECK(lines == 200);
  CHECK(std::count(text.begin(), text.end(), '[') < 2000);
}
