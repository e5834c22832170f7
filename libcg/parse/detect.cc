#include <algorithm>
#include <optional>
#include <unordered_map>

#include "libcg/parse/language.h"

// Which language a file is in: by its extension or whole name; a script without either by its #! line; a .h, which C and
// C++ share, by whether its text says something only C++ can; a .def by whether it is a linker's.

namespace cg::parse {
namespace {

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string_view file_name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// The program a #! line asks for, without its folder, version digits after a dot, or env.
std::string_view interpreter_of(std::string_view head) {
  if (!head.starts_with("#!")) return {};
  std::string_view line = head.substr(2, head.find_first_of("\r\n") == std::string_view::npos
                                             ? std::string_view::npos
                                             : head.find_first_of("\r\n") - 2);
  for (int words = 0; words < 4; ++words) {
    const std::size_t from = line.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    line.remove_prefix(from);
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view program = file_name_of(line.substr(0, end));
    line.remove_prefix(end);
    if (program == "env" || program.starts_with("-") || program.find('=') != std::string_view::npos) continue;
    return program.substr(0, program.find('.'));
  }
  return {};
}

/// A line that begins with one of these is C++, unless it stands under #ifdef __cplusplus (where only extern "C" is usual).
bool looks_like_cpp(std::string_view text) {
  static constexpr std::string_view kOpeners[] = {"class ",   "namespace ", "template <", "template<",   "public:",
                                                  "private:", "protected:", "using ",     "constexpr ", "#include <string>",
                                                  "#include <vector>", "#include <memory>"};
  int guarded = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with("#if") && (guarded > 0 || line.find("__cplusplus") != std::string_view::npos)) ++guarded;
    if (line.starts_with("#endif") && guarded > 0) --guarded;
    if (guarded > 0) continue;
    for (const std::string_view opener : kOpeners) {
      if (!line.starts_with(opener)) continue;
      // Prose in a comment may begin with "class " or "using "; code ends in punctuation.
      const char last = line.find_last_not_of(" \t\r") == std::string_view::npos ? '\0' : line[line.find_last_not_of(" \t\r")];
      if (opener.back() != ' ' || std::string_view(";{>:,)").find(last) != std::string_view::npos) return true;
    }
  }
  return false;
}

/// Lists of X macros, and what linkers of Windows are told to export.
constexpr std::string_view kLists = ".def";

/// A linker's .def file: comments begin with a semicolon, the first statement with one of its words.
bool looks_like_exports(std::string_view text) {
  static constexpr std::string_view kStatements[] = {"EXPORTS", "LIBRARY", "NAME", "DESCRIPTION", "STUB", "HEAPSIZE", "VERSION"};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r\xef\xbb\xbf"), line.size()));
    if (line.empty()) continue;
    const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
    return line.front() == ';' || std::find(std::begin(kStatements), std::end(kStatements), word) != std::end(kStatements);
  }
  return false;
}

/// Which language has a word in one of its lists of words; the first, if several have it.
class WordTable {
 public:
  explicit WordTable(std::string_view LanguagePolicy::*list) {
    const auto policies = all_languages();
    for (std::size_t i = 0; i < policies.size(); ++i) {
      std::string_view words = policies[i].*list;
      while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        if (!word.empty()) languages_.emplace(word, i);
      }
    }
  }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view word) const {
    const auto found = languages_.find(word);
    if (found == languages_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> languages_;
};

}  // namespace

std::size_t language_of_name(std::string_view name) {
  const auto policies = all_languages();
  const auto found = std::find_if(policies.begin(), policies.end(), [&](const LanguagePolicy& p) { return p.name == name; });
  return found == policies.end() ? kNoLanguage : static_cast<std::size_t>(found - policies.begin());
}

NameEvidence language_of_path(std::string_view path) {
  // Asked for every file of a tree whenever it is listed.
  static const WordTable extensions(&LanguagePolicy::extensions);
  static const WordTable file_names(&LanguagePolicy::file_names);
  const std::string_view file = file_name_of(path);
  const std::size_t dot = file.rfind('.');
  if (dot != std::string_view::npos) {
    const std::string_view extension = file.substr(dot);
    if (const auto language = extensions.find(extension)) return {*language, extension == ".h" || extension == kLists};
  }
  if (const auto language = file_names.find(file)) return {*language, false};
  return {kNoLanguage, dot == std::string_view::npos};
}

std::size_t detect_language(std::string_view path, std::string_view head) {
  const NameEvidence evidence = language_of_path(path);
  if (!evidence.ask_text) return evidence.language;
  if (evidence.language != kNoLanguage && path.ends_with(kLists)) return looks_like_exports(head) ? kNoLanguage : evidence.language;
  if (evidence.language != kNoLanguage) return looks_like_cpp(head) ? language_of_name("cpp") : evidence.language;
  const std::string_view interpreter = interpreter_of(head);
  if (interpreter.empty()) return kNoLanguage;
  const auto policies = all_languages();
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (has_word(policies[i].interpreters, interpreter)) return i;
  }
  return kNoLanguage;
}

}  // namespace cg::parse
