#include "libcg/ingest/ignore_rules.h"

#include <algorithm>

#include "libcg/base/glob.h"

namespace cg::ingest {
namespace {

/// Cuts trailing spaces (not tabs), but keeps one that a backslash protects.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;  // behind the last byte that must stay
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
      end = std::min(at + 1, line.size());
    } else if (line[at] != ' ') {
      end = at + 1;
    }
  }
  return line.substr(0, end);
}

}  // namespace

IgnoreRules IgnoreRules::parse(std::string_view text) {
  IgnoreRules rules;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (newline != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    rules.add_line(line);
  }
  return rules;
}

void IgnoreRules::add_line(std::string_view line) {
  if (line.starts_with('#')) return;
  line = without_trailing_spaces(line);
  const bool kept = line.starts_with('!');
  if (kept) line.remove_prefix(1);
  const bool directories_only = line.ends_with('/');
  if (directories_only) line.remove_suffix(1);
  const bool any_depth = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return;

  Shape shape = Shape::kGlob;
  if (!is_glob(line)) {
    shape = Shape::kLiteral;
  } else if (any_depth && line.front() == '*' && !is_glob(line.substr(1))) {
    shape = Shape::kSuffix;
    line.remove_prefix(1);
  }
  rules_.push_back({std::string(line), shape, kept, directories_only, any_depth});
}

bool IgnoreRules::matches(const Rule& rule, std::string_view path) {
  switch (rule.shape) {
    case Shape::kLiteral: return path == rule.text;
    case Shape::kSuffix: return path.ends_with(rule.text);
    case Shape::kGlob: return glob_match(rule.text, path, GlobStyle::kPath);
  }
  return false;
}

Verdict IgnoreRules::judge(std::string_view path, bool is_directory) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0: no slash, all name
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if (rule->directories_only && !is_directory) continue;
    if (matches(*rule, rule->any_depth ? name : path)) return rule->kept ? Verdict::kKept : Verdict::kIgnored;
  }
  return Verdict::kSilent;
}

}  // namespace cg::ingest
