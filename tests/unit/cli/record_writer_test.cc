#include "libcg/cli/record_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <limits>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "tests/unit/catch.h"
#include "tests/unit/cli/captured_fd.h"

using cg::cli::Field;
using cg::cli::Location;
using cg::cli::Output;
using cg::cli::RecordCount;
using cg::cli::RecordStyle;
using cg::cli::RecordWriter;
using Format = cg::cli::RecordStyle::Format;

namespace {

// What the writer makes of two records that hold every kind of value.
std::string written(const RecordStyle& style) {
  const CapturedFd captured(1);
  Output output;
  RecordWriter writer(output, style, {"location", "name", "count", "score", "exact", "tags", "definition"});
  const std::vector<std::string> tags{"a", "b,c"};
  writer.write({Location{"src/a.c", 3, 7}, "f\t\"x\"\n\x1b[0m", 42U, 0.25, true, std::span<const std::string>(tags),
                Location{"b.h", 1, 2}});
  writer.write({Location{"c\xff.c"}, Field(), -1, std::numeric_limits<double>::infinity(), false,
                std::span<const std::string>(), Location{"d", 9}});
  const RecordCount count = writer.finish();
  CHECK(count.total == 2);
  return captured.text();
}

}  // namespace

TEST_CASE("TSV: one record a line, nothing raw that a terminal obeys") {
  CHECK(written({}) ==
        "src/a.c:3:7\tf\\t\"x\"\\n\\x1B[0m\t42\t0.25\ttrue\ta,b,c\tb.h:1:2\n"
        "c\\xFF.c\t\t-1\tinf\tfalse\t\td:9\n");
}

TEST_CASE("JSONL: stable keys, locations in three, everything escaped") {
  CHECK(written({.format = Format::kJsonl}) ==
        R"({"path":"src/a.c","line":3,"column":7,"name":"f\t\"x\"\n\u001b[0m","count":42,"score":0.25,"exact":true,)"
        R"("tags":["a","b,c"],"definition_path":"b.h","definition_line":1,"definition_column":2})"
        "\n"
        "{\"path\":\"c\xef\xbf\xbd.c\",\"line\":null,\"column\":null,"
        R"("name":null,"count":-1,"score":null,"exact":false,"tags":[],)"
        R"("definition_path":"d","definition_line":9,"definition_column":null})"
        "\n");
}

TEST_CASE("NUL: values as they are, each record ended by NUL") {
  const std::string text = written({.format = Format::kNul});
  CHECK(text == std::string("src/a.c:3:7\tf\t\"x\"\n\x1b[0m\t42\t0.25\ttrue\ta,b,c\tb.h:1:2") + '\0' +
                    "c\xff.c\t\t-1\tinf\tfalse\t\td:9" + '\0');
}

TEST_CASE("a header comes first where it is wanted") {
  CHECK(written({.header = true}).starts_with("location\tname\tcount\tscore\texact\ttags\tdefinition\nsrc/a.c"));
  CHECK(written({.format = Format::kJsonl, .header = true}).starts_with("{"));
}

TEST_CASE("colour is put around locations only, and only in TSV") {
  CHECK(written({.color = true}).starts_with("\x1b[35msrc/a.c\x1b[m\x1b[32m:3:7\x1b[m\tf\\t"));
  CHECK(written({.format = Format::kNul, .color = true}).starts_with("src/a.c:3:7"));
}

TEST_CASE("a limit cuts the output and not the count") {
  const CapturedFd captured(1);
  Output output;
  RecordWriter writer(output, {.limit = 2}, {"location"});
  CHECK(writer.write({"a"}));
  CHECK(writer.write({"b"}));
  CHECK_FALSE(writer.write({"c"}));
  CHECK_FALSE(writer.write({"d"}));
  const RecordCount count = writer.finish();
  CHECK(count.shown == 2);
  CHECK(count.total == 4);
  CHECK(captured.text() == "a\nb\n");
}

TEST_CASE("many records arrive whole and in order") {
  const CapturedFd captured(1);
  std::string expected;
  {
    Output output;
    RecordWriter writer(output, {}, {"location", "n"});
    for (unsigned i = 0; i < 50000; ++i) {
      writer.write({Location{"some/path.c", i + 1, 1}, i});
      expected += "some/path.c:" + std::to_string(i + 1) + ":1\t" + std::to_string(i) + "\n";
    }
  }  // the destructor flushes what an error would leave behind
  CHECK(captured.text() == expected);
}

TEST_CASE("a full disk is an error, a closed pipe an end") {
  const cg::UniqueFd full(::open("/dev/full", O_WRONLY));
  REQUIRE(full);
  Output output(full.get());
  RecordWriter writer(output, {}, {"location"});
  writer.write({"a"});
  CHECK_THROWS_WITH(writer.finish(), "standard output: cannot write: No space left on device");

  int fds[2];
  REQUIRE(::pipe(fds) == 0);
  ::close(fds[0]);
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  Output closed(fds[1]);
  closed.write("a");
  CHECK_THROWS_AS(closed.flush(), cg::cli::OutputClosed);
  ::signal(SIGPIPE, before);
  ::close(fds[1]);
}
