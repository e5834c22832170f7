#include "libcg/search/path_traits.h"

#include <algorithm>
#include <array>

#include "libcg/ingest/platform.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

constexpr std::array<std::string_view, 17> kTestDirectories = {
    "test",  "tests",    "testing",  "testdata", "testsuite", "spec",         "specs",    "__tests__", "__test__",
    "t",     "fixture",  "fixtures", "mock",     "mocks",     "__mocks__",    "e2e",      "testlib"};
constexpr std::array<std::string_view, 19> kExampleDirectories = {
    "example", "examples", "sample", "samples", "demo", "demos", "benchmark", "benchmarks", "bench", "benches",
    "script",  "scripts",  "tool",   "tools",   "fuzz", "fuzzing", "doc",     "docs",       "docs_src"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "foo_test", "test_foo", "foo.spec", "FooTests", "TestFoo": a part at the border says so.
bool names_test(std::string_view stem) {
  const auto parts = split_word(stem.substr(0, stem.find('.')));
  const auto says = [](std::string_view part) {
    const std::string word = lower(part);
    return word == "test" || word == "tests" || word == "spec" || word == "specs" || word == "mock" || word == "mocks";
  };
  if (!parts.empty() && parts.size() > 1 && (says(parts.front()) || says(parts.back()))) return true;
  const std::size_t dot = stem.rfind('.');
  return dot != std::string_view::npos && says(stem.substr(dot + 1));
}

}  // namespace

PathTraits path_traits(std::string_view path) {
  PathTraits out;
  const std::size_t slash = path.rfind('/');
  std::string_view name = path;
  if (slash != std::string_view::npos) {
    out.directories = path.substr(0, slash);
    name = path.substr(slash + 1);
    out.depth = 1 + static_cast<std::uint32_t>(std::count(out.directories.begin(), out.directories.end(), '/'));
  }
  const std::size_t dot = name.rfind('.');
  out.stem = dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
  out.dotted = out.stem.find_first_of(".+", 1) != std::string_view::npos;
  out.test = names_test(out.stem);
  out.foreign = !ingest::platform_of_path(path).meets(ingest::host_platform());
  for (std::size_t at = 0; at < out.directories.size();) {
    const std::size_t end = std::min(out.directories.find('/', at), out.directories.size());
    const std::string word = lower(out.directories.substr(at, end - at));
    out.test = out.test || is_one_of(kTestDirectories, word);
    out.example = out.example || is_one_of(kExampleDirectories, word);
    at = end + 1;
  }
  return out;
}

}  // namespace cg::search
