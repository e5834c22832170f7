#include "libcg/ingest/test_code.h"

#include <algorithm>
#include <array>
#include <string>

#include "libcg/parse/extraction.h"
#include "libcg/parse/language.h"

namespace cg::ingest {
namespace {

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Where a runner takes "spec" for a test; elsewhere it is a specification.
bool has_specs(std::string_view language) {
  static constexpr std::array<std::string_view, 9> kLanguages = {"ruby",  "lua",     "javascript", "typescript", "tsx",
                                                                 "scala", "haskell", "kotlin",     "php"};
  return is_one_of(kLanguages, language);
}

bool is_test_word(std::string_view word, std::string_view language) {
  static constexpr std::array<std::string_view, 4> kWords = {"test", "tests", "unittest", "unittests"};
  return is_one_of(kWords, word) || ((word == "spec" || word == "specs") && has_specs(language));
}

/// "foo_test", "test-foo", "foo.spec": the first or the last of several words; "FooTest": a last word by its capital.
bool names_test(std::string_view stem, std::string_view language) {
  constexpr std::string_view kBorders = "_-.";
  if (const auto first = stem.find_first_of(kBorders); first != std::string_view::npos) {
    return is_test_word(stem.substr(0, first), language) || is_test_word(stem.substr(stem.find_last_of(kBorders) + 1), language);
  }
  const std::size_t capital = stem.find_last_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (capital == std::string_view::npos || capital == 0) return false;
  std::string word(stem.substr(capital));
  word[0] = static_cast<char>(word[0] - 'A' + 'a');
  return is_test_word(word, language);
}

/// Tests by their name, in files that the runner looks into.
bool is_test_by_name(const parse::Symbol& s, std::string_view name, std::string_view language) {
  if (s.kind != SymbolKind::kFunction && s.kind != SymbolKind::kMethod) return false;
  if (language == "python") return name.starts_with("test");
  return language == "ruby" && s.kind == SymbolKind::kMethod && name.starts_with("test_");
}

/// Whether what is around a test is there for tests only. Rust and Zig have tests beside the code; in Rust a module under #[cfg(test)] is
/// theirs.
bool is_for_tests(const parse::Symbol& around, std::string_view language) {
  if (language == "zig") return false;
  if (language == "rust") return around.kind == SymbolKind::kModule && (around.flags & parse::kConditional) != 0;
  return parse::is_class_like(around.kind) || around.kind == SymbolKind::kModule;
}

}  // namespace

bool is_test_path(std::string_view path, std::string_view language) {
  std::size_t at = 0;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', at)) {
    const std::string_view folder = path.substr(at, slash - at);
    if (folder == "__tests__" || folder == "e2e" || is_test_word(folder, language)) return true;
    at = slash + 1;
  }
  const std::string_view name = path.substr(at);
  const std::size_t dot = name.rfind('.');
  const std::string_view stem = name.substr(0, dot);
  if (language == "python" && (stem == "conftest" || stem == "tests")) return true;
  if (language == "bash" && name.ends_with(".bats")) return true;
  return names_test(stem, language);
}

void mark_test_code(parse::Facts& facts, std::size_t language, std::string_view path) {
  const std::string_view spoken = parse::all_languages()[language].name;
  const bool all = is_test_path(path, spoken);
  for (parse::Symbol& s : facts.symbols) {
    if (all) s.flags |= parse::kTestCode;
    if (all && is_test_by_name(s, facts.names[s.name], spoken)) s.kind = SymbolKind::kTest;
    if (s.kind != SymbolKind::kTest) continue;
    s.flags |= parse::kTestCode;
    if (s.container != kNone && s.container != 0 && is_for_tests(facts.symbols[s.container], spoken)) {
      facts.symbols[s.container].flags |= parse::kTestCode;
    }
  }
  if (all) return;
  for (parse::Symbol& s : facts.symbols) {  // containers come first
    if (s.container != kNone && (facts.symbols[s.container].flags & parse::kTestCode) != 0) s.flags |= parse::kTestCode;
  }
}

}  // namespace cg::ingest
