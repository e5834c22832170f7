#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "libcg/parse/extract.h"
#include "libcg/parse/facts_text.h"
#include "libcg/parse/language.h"
#include "tests/unit/catch.h"

// testdata/languages/NAME/FILE with FILE.facts beside it: what a person has read and found right once. A change of the
// engine or of a query file shows here as a difference. CG_UPDATE_FIXTURES=1 rewrites the .facts; read the diff then.

namespace cg::parse {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The fixtures of each language, by the language's name, sorted.
std::map<std::string, std::vector<fs::path>> fixtures() {
  std::map<std::string, std::vector<fs::path>> found;
  const fs::path root = fs::path(CG_TESTDATA) / "languages";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".facts") continue;
    found[entry.path().parent_path().filename().string()].push_back(entry.path());
  }
  for (auto& [name, paths] : found) std::sort(paths.begin(), paths.end());
  return found;
}

/// The first line that differs, with its number: a whole file of facts is too much to look at.
std::string first_difference(const std::string& expected, const std::string& actual) {
  std::size_t line = 1;
  std::size_t from = 0;
  for (;;) {
    const std::size_t end_expected = std::min(expected.find('\n', from), expected.size());
    const std::size_t end_actual = std::min(actual.find('\n', from), actual.size());
    const auto one = expected.substr(from, end_expected - from);
    const auto two = actual.substr(from, end_actual - from);
    if (one != two) return fmt::format("line {}\n  expected: {}\n  actual:   {}", line, one, two);
    if (end_expected == expected.size() || end_actual == actual.size()) return "one is longer";
    from = end_expected + 1;
    ++line;
  }
}

TEST_CASE("every language has a fixture, and every folder of fixtures is a language's") {
  const auto found = fixtures();
  for (const LanguagePolicy& policy : all_languages()) {
    CAPTURE(std::string(policy.name));
    CHECK(found.count(std::string(policy.name)) == 1);
  }
  for (const auto& [name, paths] : found) {
    CAPTURE(name);
    CHECK(language_of_name(name) != kNoLanguage);
  }
}

TEST_CASE("the facts of every fixture are those that were read and approved") {
  const bool update = std::getenv("CG_UPDATE_FIXTURES") != nullptr;
  Parser parser;
  Syntax scratch;
  for (const auto& [name, paths] : fixtures()) {
    for (const fs::path& path : paths) {
      DYNAMIC_SECTION(name << "/" << path.filename().string()) {
        const std::string source = read(path);
        const std::size_t number = detect_language(path.filename().string(), source);
        REQUIRE(number == language_of_name(name));
        const Facts facts = extract(number, path.filename().string(), source, parser, scratch);
        CHECK_FALSE(facts.bounded);
        const std::string actual = facts_text(facts, language(number));
        const fs::path approved = path.string() + ".facts";
        if (update) {
          std::ofstream(approved, std::ios::binary) << actual;
        } else {
          const std::string expected = read(approved);
          INFO(approved.string() << ": " << first_difference(expected, actual));
          CHECK((expected == actual));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cg::parse
