#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// C: what a file has read of others, and what the linker brings together without its having read it.

TEST_CASE("a file of C uses what it has read, and what the linker brings") {
  SmallTree tree({
      {"win/compat.h", "#define strcasecmp _stricmp\n#define LIMIT 10\ntypedef unsigned long u_word;\nvoid release(void *p);\n"},
      {"src/words.h", "#define LIMIT 20\nint measure(int n);\n"},
      {"src/measure.c", "#include \"words.h\"\nint measure(int n) { return n; }\nint unseen(int n) { return n; }\nstatic int own(void) { return 1; }\n"},
      {"src/main.c", R"(#include "words.h"
int main(void) {
  strcasecmp("a", "b");
  int n = LIMIT;
  u_word w = 0;
  release(&n);
  unseen(n);
  own();
  return measure(n);
}
)"},
  });
  CHECK(tree.uses("src/main.c", 3).empty());  // the library's, not the macro of a header for another system
  CHECK(tree.uses("src/main.c", 4) == "words:LIMIT");
  CHECK(tree.uses("src/main.c", 5).empty());
  CHECK(tree.uses("src/main.c", 6).empty());  // a declaration that this file has not read says nothing to it
  CHECK(tree.calls("src/main.c", "main") == "measure:unseen measure:measure");
}

TEST_CASE("a list of X macros uses what its includers define") {
  SmallTree tree({
      {"main.c", "#include \"make.h\"\n#include \"list.h\"\n"},
      {"make.h", "#define ENTRY(name) int name;\n"},
      {"other.h", "#define OTHER(name) int name;\n"},
      {"list.h", "ENTRY(one)\nOTHER(two)\n"},
  });
  CHECK(tree.uses("list.h", 1) == "make:ENTRY");
  CHECK(tree.uses("list.h", 2).empty());
}

TEST_CASE("a declared name in parentheses keeps macros from expanding it, and is the name") {
  SmallTree tree({
      {"api.h", "#define API extern\nAPI void (push)(int n);\nAPI int (size)(void);\n"},
      {"api.c", "#include \"api.h\"\nAPI void (push)(int n) { size(); }\nAPI int (size)(void) { return 1; }\n"},
  });
  CHECK(tree.calls("api.c", "push") == "api:size");
}
