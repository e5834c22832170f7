#include "libcg/parse/condition_value.h"

#include <optional>
#include <string>
#include <string_view>

#include "tests/unit/catch.h"

using cg::parse::Answer;
using cg::parse::condition_value;
using cg::parse::is_defined;

TEST_CASE("a condition of the preprocessor is worth what a compiler on Linux says, or perhaps") {
  const auto value = [](std::string_view text, std::string_view inside = "") { return condition_value(text, inside, false); };
  CHECK(value("1") == 1);
  CHECK(value("0") == 0);
  CHECK(value("defined(_WIN32)") == 0);
  CHECK(value("!defined(_WIN32)") == 1);
  CHECK(value("defined __linux__ && __GNUC__ >= 4") == 1);
  CHECK(value("defined(__APPLE__) || defined(__FreeBSD__)") == 0);
  CHECK(value("(defined(__clang__) || __GNUC__ > 3) && !defined(_MSC_VER)") == 1);
  CHECK(value("__STDC_VERSION__ >= 201112L") == 1);
  CHECK(value("SOME_SETTING") == std::nullopt);
  CHECK(value("!SOME_SETTING") == std::nullopt);
  CHECK(value("SOME_SETTING && _WIN32") == 0);
  CHECK(value("SOME_SETTING || __linux__") == 1);
  CHECK(value("__has_include(<x.h>)") == std::nullopt);
  CHECK(value("VERSION(1, 2) + 3 > 4") == std::nullopt);
  CHECK(value("defined(O_DIRECT)", "# define FS_DIRECT O_DIRECT") == 1);
  CHECK(value("!defined(API)", "#define API extern") == 1);
  CHECK(value("!defined(APIS)", "#define APIS_OLD 1") == std::nullopt);
  CHECK(value("") == std::nullopt);
  CHECK(value(")) && (") == std::nullopt);
  CHECK(is_defined("__cplusplus", "", true) == 1);
  CHECK(is_defined("__cplusplus", "", false) == 0);
}

TEST_CASE("a condition that nests without end is perhaps") {
  CHECK(condition_value(std::string(100000, '('), "", false) == std::nullopt);
  CHECK(condition_value(std::string(100000, '!') + "1", "", false) == std::nullopt);
}
