#include "libcg/embed/training/prose.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace cg::embed {
namespace {

constexpr std::size_t kMostBytes = 400;
constexpr std::size_t kLeastBytes = 12;
constexpr int kLeastWords = 3;
constexpr double kLeastLetters = 0.75;  ///< letters and spaces among all: less is a table, a formula or code

// A comment with one of these (lower-cased) tells lawyers or tools something, not readers.
constexpr std::array kNotForReaders{
    "copyright", "licen",   "spdx",     "redistribut", "all rights reserved", "eslint", "noqa",   "nolint",   "pylint",
    "clang-",    "vim:",    "-*-",      "generated",   "do not edit",         "todo",   "fixme",  "xxx",      "@author",
    "rubocop",   "istanbul", "prettier", "type: ignore", "shellcheck",         "phpcs",  "coverity", "go:build", "ts-ignore"};

// A line that begins so is for a documentation tool, and ends what is said to readers.
constexpr std::array kTags{"@",        "\\param",   "\\return", ":param",   ":return",  ":rtype",  ":type",   ":raises", "args:",
                           "parameters", "returns:", "raises:",  "example",  "# example", "- parameter", ">>>", "```",     "---",
                           "==="};

// Tags whose text is the description itself.
constexpr std::array kSummaries{"@brief ", "\\brief ", "@short ", "\\short ", "@summary ", "@description ", "@desc "};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Without <tags>, {@link ...} and addresses.
std::string without_markup(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("http://") || rest.starts_with("https://")) {
      i += std::min(rest.find_first_of(" \t)>"), rest.size()) - 1;
    } else if (rest.size() > 1 && rest[0] == '<' && (std::isalpha(static_cast<unsigned char>(rest[1])) != 0 || rest[1] == '/') &&
               rest.find('>') != std::string_view::npos) {
      i += rest.find('>');
      out += ' ';
    } else if (rest.starts_with("{@")) {
      i += std::min(rest.find(' '), rest.size() - 1);
      out += ' ';
    } else {
      out += text[i];
    }
  }
  return out;
}

bool reads_like_prose(std::string_view text) {
  if (text.size() < kLeastBytes) return false;
  const std::string small = lower(text);
  for (const char* word : kNotForReaders) {
    if (small.find(word) != std::string::npos) return false;
  }
  if (std::string_view(";{}=").find(text.back()) != std::string_view::npos) return false;
  for (const char* code : {");", "==", "&&", "||", "->", "::"}) {
    if (text.find(code) != std::string_view::npos && text.size() < 60) return false;
  }
  int words = 0;
  std::size_t letters = 0;
  std::size_t run = 0;
  for (const char c : text) {
    const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    if (letter || c == ' ') ++letters;
    run = letter ? run + 1 : 0;
    if (run == 2) ++words;
  }
  return words >= kLeastWords && static_cast<double>(letters) > kLeastLetters * static_cast<double>(text.size());
}

}  // namespace

std::string prose_of(std::string_view comment) {
  std::string said;
  while (!comment.empty() && said.size() < kMostBytes) {
    const std::size_t end = std::min(comment.find('\n'), comment.size());
    std::string_view line = trim(comment.substr(0, end));
    comment.remove_prefix(std::min(end + 1, comment.size()));
    for (const std::string_view summary : kSummaries) {
      if (line.starts_with(summary)) line = trim(line.substr(summary.size()));
    }
    const std::string small = lower(line);
    const bool tag = std::ranges::any_of(kTags, [&small](std::string_view t) { return small.starts_with(t); });
    if (line.empty() || tag) {
      if (!said.empty()) break;  // the first paragraph says what it is for
      continue;
    }
    if (!said.empty()) said += ' ';
    said += line;
  }
  said = without_markup(said.substr(0, kMostBytes));
  const std::string_view text = trim(said);
  return reads_like_prose(text) ? std::string(text) : std::string();
}

std::string_view comment_line(std::string_view line, bool hash, bool dashes) {
  line = trim(line);
  const auto behind = [&line](std::size_t marks) { return trim(line.substr(marks)); };
  if (hash) return line.starts_with('#') && !line.starts_with("#!") ? behind(1) : std::string_view();
  if (dashes) return line.starts_with("--") && !line.starts_with("--[") ? behind(2) : std::string_view();
  if (line.starts_with("//")) return behind(line.starts_with("///") || line.starts_with("//!") ? 3 : 2);
  if (line.starts_with("/*") && line.ends_with("*/") && line.size() > 4) return trim(line.substr(2, line.size() - 4));
  return {};
}

}  // namespace cg::embed
