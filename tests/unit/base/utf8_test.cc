#include "libcg/base/utf8.h"

#include <string>

#include "tests/unit/catch.h"

TEST_CASE("valid UTF-8 is valid, at every offset from the fast path") {
  for (std::size_t pad = 0; pad < 20; ++pad) {
    const std::string before(pad, 'a');
    for (const char* good : {"", "é", "€", "𐍈", "\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "\U0010ffff"}) {
      CHECK(cg::valid_utf8(before + good + before));
    }
    for (const char* bad : {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                            "\xf8\x88\x80\x80\x80", "\xff", "\xe2\x82", "\xe2\x28\xa1"}) {
      CHECK_FALSE(cg::valid_utf8(before + bad));
      CHECK_FALSE(cg::valid_utf8(before + bad + before));
    }
  }
  CHECK(cg::valid_utf8(std::string_view("\0", 1)));
}

TEST_CASE("decoding gives code point and size, and one byte of what is none") {
  CHECK(cg::decode_utf8("€", 0).code == 0x20ac);
  CHECK(cg::decode_utf8("€", 0).size == 3);
  const cg::Utf8Char bad = cg::decode_utf8("\xe2\x82", 0);
  CHECK_FALSE(bad.valid);
  CHECK(bad.code == 0xfffd);
  CHECK(bad.size == 1);
}

TEST_CASE("printable text has no control characters and keeps the rest") {
  CHECK(cg::printable("plain é € 𐍈 \\n") == "plain é € 𐍈 \\n");
  CHECK(cg::printable("a\tb\nc\rd") == "a\\tb\\nc\\rd");
  CHECK(cg::printable("\x1b[31mred\x7f") == "\\x1B[31mred\\x7F");
  CHECK(cg::printable(std::string_view("\0", 1)) == "\\x00");
  CHECK(cg::printable("\u009b1m") == "\\xC2\\x9B1m");
  CHECK(cg::printable("\xff\xe2\x82") == "\\xFF\\xE2\\x82");
  CHECK(cg::printable("a\u202eb") == "a\\xE2\\x80\\xAEb");
  CHECK(cg::printable("").empty());
}

TEST_CASE("a text of many lines keeps its lines and tabs, and no other control character") {
  CHECK(cg::printable_lines("a\tb\n\x1b[2J\r\n\nc") == "a\tb\n\\x1B[2J\\r\n\nc");
  CHECK(cg::printable_lines("").empty());
  CHECK(cg::printable_lines("\n") == "\n");
}
