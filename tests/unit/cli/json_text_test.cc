#include "libcg/cli/json_text.h"

#include <string>

#include "libcg/base/utf8.h"
#include "tests/unit/catch.h"

namespace {

std::string json(std::string_view text) {
  std::string out;
  cg::cli::append_json_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("JSON strings") {
  CHECK(json("") == "\"\"");
  CHECK(json("plain é €") == "\"plain é €\"");
  CHECK(json("\"\\/") == "\"\\\"\\\\/\"");
  CHECK(json("\b\f\n\r\t") == "\"\\b\\f\\n\\r\\t\"");
  CHECK(json(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\\u007f\"");
  CHECK(json("\u0085\u202e\u2028") == "\"\\u0085\\u202e\\u2028\"");
  CHECK(json("a\xffz\xe2\x82") == "\"a\ufffdz\ufffd\ufffd\"");
}

TEST_CASE("whatever the bytes, the result is UTF-8 without control characters") {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; second += 3) {
      const std::string bytes{'x', static_cast<char>(first), static_cast<char>(second)};
      const std::string text = json(bytes);
      REQUIRE(cg::valid_utf8(text));
      REQUIRE(cg::printable(text) == text);
    }
  }
}
