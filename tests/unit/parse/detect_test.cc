#include <string>

#include "libcg/parse/language.h"
#include "tests/unit/catch.h"

namespace cg::parse {
namespace {

std::string detected(std::string_view path, std::string_view text = {}) {
  const std::size_t number = detect_language(path, text);
  return number == kNoLanguage ? "none" : std::string(all_languages()[number].name);
}

TEST_CASE("an extension or a whole name says the language, whatever the folder") {
  CHECK(detected("a/b.c/x.py") == "python");
  CHECK(detected("x.d.ts") == "typescript");
  CHECK(detected("x.tsx") == "tsx");
  CHECK(detected("lib/Rakefile") == "ruby");
  CHECK(detected(".bashrc") == "bash");
  CHECK(detected("x.C") == "cpp");
  CHECK(detected("x.PY") == "none");
  CHECK(detected("README.md") == "none");
  CHECK(detected("python") == "none");
  CHECK(detected(".py") == "python");
  CHECK(detected("") == "none");
}

TEST_CASE("a script without an extension says it in its first line") {
  CHECK(detected("tool", "#!/usr/bin/python3.11\n") == "python");
  CHECK(detected("tool", "#!/usr/bin/env -S node --harmony\nx") == "javascript");
  CHECK(detected("tool", "#! /bin/sh -e") == "bash");
  CHECK(detected("tool", "#!/usr/bin/env FOO=1 ruby\r\n") == "ruby");
  CHECK(detected("tool", "#!/usr/bin/perl\n") == "none");
  CHECK(detected("tool", "#!") == "none");
  CHECK(detected("tool", "#!\n#!/bin/sh") == "none");
  CHECK(detected("tool", "print(1)") == "none");
  CHECK(detected("tool.txt", "#!/bin/sh\n") == "none");
}

TEST_CASE("a header is C++ when it says something that only C++ can") {
  CHECK(detected("x.h", "struct s { int x; };\n") == "c");
  CHECK(detected("x.h", "class Shape {\n public:\n};\n") == "cpp");
  CHECK(detected("x.h", "namespace a {\n") == "cpp");
  CHECK(detected("x.h", "#ifdef __cplusplus\nextern \"C\" {\nclass X {\n#endif\nint f(void);\n") == "c");
  CHECK(detected("x.h", "/* the\n   class of all things\n */\nint x;\n") == "c");
}

TEST_CASE("a .def is C++ unless a linker reads it") {
  CHECK(detected("x.def", "// all\nLIST(a, b)\n") == "cpp");
  CHECK(detected("x.def", "; exported\nEXPORTS\ncurl_easy_init @ 1 ;\n") == "none");
  CHECK(detected("x.def", "\r\nLIBRARY libcurl\r\n") == "none");
  CHECK(detected("x.def", "EXPORTS\n  f\n") == "none");
}

TEST_CASE("names and numbers of languages lead to each other") {
  for (std::size_t number = 0; number < all_languages().size(); ++number) {
    CHECK(language_of_name(all_languages()[number].name) == number);
  }
  CHECK(language_of_name("cobol") == kNoLanguage);
}

}  // namespace
}  // namespace cg::parse
