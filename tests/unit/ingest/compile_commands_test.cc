#include "libcg/ingest/compile_commands.h"

#include "tests/unit/catch.h"

namespace cg::ingest {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("a command is split as a shell splits it") {
  CHECK(split_command("cc -c  a.c") == Words{"cc", "-c", "a.c"});
  CHECK(split_command(R"(cc '-DA="b c"' "-I\"x\" y" a\ b.c "")") == Words{"cc", R"(-DA="b c")", R"(-I"x" y)", "a b.c", ""});
  CHECK(split_command("cc 'never ends") == Words{"cc", "never ends"});
  CHECK(split_command("").empty());
}

TEST_CASE("folders of the tree are kept in the order in which the compiler looks") {
  CollectedEvents events;
  CompileCommands commands;
  commands.read(R"([{"directory": "/tree/build", "file": "/tree/a.c",
                     "command": "cc -idirafter ../last -isystem ../system -I.. -Igen -iquote /tree/q -I/usr/include -I gen a.c"},
                    {"directory": "/tree", "file": "b.c", "arguments": ["cc", "-Ib", "-include-pch", "x.pch", "-D", "A=B", "-DB=1", "-I"]}])",
                "build/compile_commands.json", "/tree", events);
  const CompileUnit* a = commands.unit("a.c");
  REQUIRE(a != nullptr);
  CHECK(a->quote_folders == Words{"q"});
  CHECK(a->folders == Words{"", "build/gen", "system", "last"});
  CHECK(a->forced.empty());
  const CompileUnit* b = commands.unit("b.c");
  REQUIRE(b != nullptr);
  CHECK(b->folders == Words{"b"});
  CHECK(b->names == std::unordered_map<std::string, std::string>{{"A", "B"}});
  CHECK(commands.all_folders() == Words{"q", "", "build/gen", "system", "last", "b"});
  CHECK(commands.unit("c.c") == nullptr);
  CHECK(events.events().empty());
}

TEST_CASE("what is no compilation database is noted, and odd entries are passed over") {
  CollectedEvents events;
  CompileCommands commands;
  commands.read("{}", "compile_commands.json", "/tree", events);
  CHECK(events.events().size() == 1);
  commands.read(R"([1, null, {"file": 3}, {"file": "/elsewhere/a.c"}, {"file": "..", "command": 1}])", "compile_commands.json", "/tree", events);
  CHECK(events.events().size() == 1);
  CHECK(commands.empty());
}

}  // namespace
}  // namespace cg::ingest
