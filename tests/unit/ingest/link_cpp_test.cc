#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// C++: what names an enumerator, which constructor makes an instance, what a test that a text names calls.

TEST_CASE("enumerators of an enum class are named through it, those of an enum without") {
  SmallTree tree({
      {"kinds.h", R"(#pragma once
namespace shop {
constexpr int kNone = -1;
constexpr int kAll = -2;
enum class Fit { kNone, kExact };
enum struct Look { kAll };
enum Plain { kOne, kTwo };
struct Row {
  enum class Side { kLeft };
  enum Corner { kTop };
};
}
)"},
      {"use.cc", R"(#include "kinds.h"
namespace shop {
enum class Own { kAll, kOwn };
int a(int x) { return x == kNone; }
int b(int x) { return x == kAll; }
int c(int x) { return x == kTwo; }
int d(Fit x) { return x == Fit::kNone; }
int e(int x) { return x == kExact || x == kOwn; }
int f(int x) { return x == Row::kTop || x == Row::kLeft; }
int g(Row::Side x) { return x == Row::Side::kLeft; }
}
)"},
  });
  CHECK(tree.uses("use.cc", 4) == "kinds:shop::kNone");
  CHECK(tree.uses("use.cc", 5) == "kinds:shop::kAll");
  CHECK(tree.uses("use.cc", 6) == "kinds:shop::Plain::kTwo");
  CHECK(tree.uses("use.cc", 7) == "kinds:shop::Fit kinds:shop::Fit kinds:shop::Fit::kNone");
  CHECK(tree.uses("use.cc", 8).empty());
  CHECK(tree.uses("use.cc", 9) == "kinds:shop::Row kinds:shop::Row::Corner::kTop kinds:shop::Row");
  CHECK(tree.uses("use.cc", 10).ends_with("kinds:shop::Row::Side::kLeft"));
}

TEST_CASE("a constructor may need less than its definition says, and one that copies copies what is of its class") {
  SmallTree tree({
      {"reader.h", R"(#pragma once
struct Options {};
class Reader {
 public:
  explicit Reader(const char* path, const Options& options = {});
  Reader(Reader&& other) noexcept;
};
const char* place();
)"},
      {"reader.cc", R"(#include "reader.h"
Reader::Reader(const char* path, const Options& options) {}
Reader::Reader(Reader&& other) noexcept {}
)"},
      {"use.cc", R"(#include "reader.h"
Reader a() { return Reader("x"); }
Reader b() { return Reader(std::getenv("x")); }
Reader c(Reader&& r) { return Reader(r); }
)"},
  });
  CHECK(tree.target_line("use.cc", 2, "Reader::Reader") == 2);
  CHECK(tree.target_line("use.cc", 3, "Reader::Reader") == 2);
  CHECK(tree.target_line("use.cc", 4, "Reader::Reader") == 3);
}

TEST_CASE("what one overload may leave out another needs") {
  SmallTree tree({
      {"print.hpp", R"(#pragma once
struct Style {};
struct Buffer {};
void print(Buffer& to, const char* text, int width = 0);
)"},
      {"print.cc", R"(#include "print.hpp"
void print(Buffer& to, const char* text, int width) {}
void print(Buffer& to, Style style, int width) {}
void a(Buffer& b) { print(b, std::getenv("x")); }
)"},
  });
  CHECK(tree.target_line("print.cc", 4, "print") == 2);
}

TEST_CASE("a test that a text names calls what its block calls, and its locals are its own") {
  SmallTree tree({
      {"sum.hpp", "#pragma once\ninline int sum(int a, int b = {}) { return a + b; }\nstruct Till { int open(int x) { return x; } };\n"},
      {"sum_test.cc", R"(#include "sum.hpp"
namespace shop {
int made(int x = {}) { return sum(x); }
TEST_CASE("sums add up", "[sum]") {
  Till till;
  const int all = till.open(sum(1));
  SECTION("and up") { CHECK(made(all) == 3); }
}
TEST_CASE("another") { int all = 1; }
}
)"},
  });
  CHECK(tree.calls("sum_test.cc", "shop::sums add up") == "sum:Till::open sum:sum sum_test:shop::made");
  CHECK(tree.uses("sum_test.cc", 9).empty());
}
