#include "libcg/embed/external_embedder.h"

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::embed {
namespace {

using cg_matchers::Contains;

const std::vector<Chunk> kThree{{"one", "a/b.c", {"f"}}, {"two \xff", "", {}}, {"three\nlines", "", {}}};

TEST_CASE("Another program's vectors are taken as arrays or as objects") {
  const Vectors v = embed_externally("cat >/dev/null; printf '[1,2]\\n{\"id\":1,\"vector\":[3,4.5]}\\n[5,-6e-1]\\n'", kThree, 20000);
  CHECK(v.dim == 2);
  CHECK(v.numbers == std::vector<float>{1, 2, 3, 4.5F, 5, -0.6F});
  CHECK(embed_externally("exit 3", {}, 20000).numbers.empty());
}

TEST_CASE("It gets a line of JSON a chunk") {
  // A shell can only count: the bytes of each line, the second with U+FFFD (three bytes) for one that is no UTF-8.
  const Vectors v = embed_externally("LC_ALL=C; while read -r line; do echo \"[${#line}]\"; done", kThree, 20000);
  const auto size = [](std::string_view line) { return static_cast<float>(line.size()); };
  CHECK(v.numbers == std::vector<float>{size(R"({"id":0,"names":["f"],"path":"a/b.c","text":"one"})"),
                                        size("{\"id\":1,\"names\":[],\"path\":\"\",\"text\":\"two \xef\xbf\xbd\"}"),
                                        size(R"({"id":2,"names":[],"path":"","text":"three\nlines"})")});
}

TEST_CASE("Whatever goes wrong with it is told with the record") {
  const auto refused = [](const std::string& command, const std::string& why, int silence_ms = 20000) {
    CHECK_THROWS_WITH(embed_externally(command, kThree, silence_ms), Contains(why));
  };
  refused("printf '[1,2]\\n'; echo 'no memory' >&2; exit 3", "status 3 at record 1 of 3 (no memory)");
  refused("printf '[1,2]\\n[1,'; exit 1", "status 1 at record 1 of 3");
  refused("printf '[1,2]\\n[3,4]\\n'", "record 2: no vector: it printed 2 lines for 3 records");
  refused("printf '[1,2]\\n[3]\\n[4,5]\\n'", "record 1: 1 numbers, where record 0 has 2");
  refused("printf '[1]\\n[2]\\n[3]\\n[4]\\n'", "record 3: a line more");
  refused("printf '[1]\\nnull\\n[3]\\n'", "record 1: no array");
  refused("printf '[1]\\n[2\\n[3]\\n'", "record 1: no array");
  refused("printf '[1]\\n[\"x\"]\\n[3]\\n'", "record 1: something other than a number");
  refused("printf '[]\\n'", "record 0: an array without numbers");
  refused("printf '[1]\\n[1e99]\\n[3]\\n'", "record 1: a number that float32 cannot hold");
  refused("/nowhere/there-is-no-such-program", "status 127 at record 0");
  refused("kill -9 $$", "status 137");
}

TEST_CASE("A program that hangs is ended, with what it started") {
  CHECK_THROWS_WITH(embed_externally("printf '[1]\\n'; sleep 1000", kThree, 300), Contains("silent for 0.3 s at record 1 of 3"));
  CHECK_THROWS_WITH(embed_externally("exec >&- 2>&-; sleep 1000", kThree, 300), Contains("silent for 0.3 s at record 0 of 3"));
}

TEST_CASE("Chunks are read from JSON, and nothing else is") {
  const Chunk chunk = parse_chunk(R"({"text": "int f();", "path": "a.c", "names": ["f"], "other": 1})");
  CHECK(chunk.text == "int f();");
  CHECK(chunk.path == "a.c");
  CHECK(chunk.names == std::vector<std::string>{"f"});
  CHECK(parse_chunk(R"({"text": ""})").names.empty());
  for (const char* bad : {"", "[]", "{}", "{\"text\": 1}", "{\"text\": \"\", \"names\": \"f\"}", "{\"text\": \"\", \"names\": [1]}", "{\"text\": \"\"", "\xff"}) {
    CHECK_THROWS_AS(parse_chunk(bad), Error);
  }
}

}  // namespace
}  // namespace cg::embed
