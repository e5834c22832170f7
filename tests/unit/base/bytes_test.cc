#include "libcg/base/bytes.h"

#include <cstdint>
#include <limits>
#include <string>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

using cg::ByteReader;
using cg::ByteWriter;
using cg::Error;

TEST_CASE("what is written is read back") {
  ByteWriter writer;
  writer.u8(0xfe);
  writer.u32(0x01020304);
  writer.u64(0x0102030405060708);
  for (int bit = 0; bit < 64; ++bit) writer.varint(std::uint64_t{1} << bit);
  writer.varint(std::numeric_limits<std::uint64_t>::max());
  for (const std::int64_t value : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                   std::int64_t{1}, std::numeric_limits<std::int64_t>::max()}) {
    writer.signed_varint(value);
  }
  writer.string(std::string_view("a\0b", 3));
  writer.string("");
  writer.raw("tail");

  const std::string bytes = writer.take();
  ByteReader reader(bytes);
  CHECK(reader.u8() == 0xfe);
  CHECK(reader.u32() == 0x01020304);
  CHECK(reader.u64() == 0x0102030405060708);
  for (int bit = 0; bit < 64; ++bit) CHECK(reader.varint() == std::uint64_t{1} << bit);
  CHECK(reader.varint() == std::numeric_limits<std::uint64_t>::max());
  for (const std::int64_t value : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                   std::int64_t{1}, std::numeric_limits<std::int64_t>::max()}) {
    CHECK(reader.signed_varint() == value);
  }
  CHECK(reader.string() == std::string_view("a\0b", 3));
  CHECK(reader.string().empty());
  CHECK(reader.raw(4) == "tail");
  CHECK(reader.done());
}

TEST_CASE("numbers lie in the buffer little-endian, and small varints are small") {
  ByteWriter writer;
  writer.u32(0x01020304);
  writer.varint(127);
  writer.varint(128);
  writer.signed_varint(-1);
  CHECK(writer.view() == std::string_view("\x04\x03\x02\x01\x7f\x80\x01\x01", 8));
}

TEST_CASE("every cut of a record is an error") {
  ByteWriter writer;
  writer.u8(1);
  writer.u32(2);
  writer.u64(3);
  writer.varint(300);
  writer.string("text");
  const std::string bytes = writer.take();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteReader reader(std::string_view(bytes).substr(0, size));
    const auto read_all = [&] {
      static_cast<void>(reader.u8());
      static_cast<void>(reader.u32());
      static_cast<void>(reader.u64());
      static_cast<void>(reader.varint());
      static_cast<void>(reader.string());
    };
    CHECK_THROWS_AS(read_all(), Error);
  }
}

TEST_CASE("numbers beyond their width are errors") {
  const std::string eleven(10, '\x80');
  CHECK_THROWS_AS(ByteReader(eleven + "\x01").varint(), Error);
  CHECK_THROWS_AS(ByteReader(std::string(9, '\x80') + "\x02").varint(), Error);
  CHECK(ByteReader(std::string(9, '\x80') + "\x01").varint() == std::uint64_t{1} << 63);
  CHECK_THROWS_AS(ByteReader("\x80\x80\x80\x80\x10").varint32(), Error);
  CHECK(ByteReader("\xff\xff\xff\xff\x0f").varint32() == 0xffffffffU);
}

TEST_CASE("a count is believed only as far as the bytes go") {
  CHECK(ByteReader(std::string_view("\x03" "abc", 4)).count() == 3);
  CHECK_THROWS_AS(ByteReader(std::string_view("\x04" "abc", 4)).count(), Error);
  CHECK(ByteReader(std::string_view("\x01" "abcd", 5)).count(4) == 1);
  CHECK_THROWS_AS(ByteReader(std::string_view("\x02" "abcd", 5)).count(4), Error);
  CHECK_THROWS_AS(ByteReader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").count(16), Error);
  CHECK(ByteReader(std::string_view("\0", 1)).count(0) == 0);
}

TEST_CASE("a string of an absurd length is an error") {
  CHECK_THROWS_AS(ByteReader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").string(), Error);
}
