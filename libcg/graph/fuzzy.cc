#include "libcg/graph/fuzzy.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace cg::graph {
namespace {

// Names are compared as bytes: identifiers are ASCII nearly always, and a misspelt umlaut is just two errors.
constexpr std::size_t kLongest = 256;  // of pattern and name; longer ones are compared as far

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string lowered(std::string_view text) {
  std::string out(text.substr(0, kLongest));
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool starts_word(std::string_view name, std::size_t at) {
  if (at == 0) return true;
  const auto here = static_cast<unsigned char>(name[at]);
  const auto before = static_cast<unsigned char>(name[at - 1]);
  if (std::isalnum(before) == 0) return true;
  return std::isupper(here) != 0 && std::isupper(before) == 0;
}

/// Optimal string alignment, given up (limit + 1) once it must be over the limit.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

FuzzyPattern::FuzzyPattern(std::string_view pattern) : pattern_(pattern), lower_(lowered(pattern)) {}

std::optional<int> FuzzyPattern::score(std::string_view name) const {
  if (name == pattern_) return 100;
  const std::string name_lower = lowered(name);
  if (name_lower == lower_) return 99;
  const auto abbreviation = as_abbreviation(name, name_lower);
  const auto misspelling = as_misspelling(name_lower);
  if (!abbreviation) return misspelling;
  return misspelling ? std::max(*abbreviation, *misspelling) : *abbreviation;
}

/// Greedy from the left, preferring the start of a word within reach: not always the best fit, but linear, and the same for
/// the same name.
std::optional<int> FuzzyPattern::as_abbreviation(std::string_view name, std::string_view name_lower) const {
  if (lower_.empty() || lower_.size() > name_lower.size()) return std::nullopt;
  std::size_t at = 0;
  std::size_t good = 0;  // characters that start a word or follow on the one before
  bool follows = false;
  for (std::size_t i = 0; i < lower_.size(); ++i) {
    std::size_t found = name_lower.find(lower_[i], at);
    if (found == std::string_view::npos) return std::nullopt;
    const bool next = follows && found == at;
    if (!next && !starts_word(name, found)) {
      for (std::size_t j = found + 1; j + (lower_.size() - i) <= name_lower.size(); ++j) {
        if (name_lower[j] != lower_[i] || !starts_word(name, j)) continue;
        // Only if the rest still fits behind it.
        std::size_t rest = j + 1;
        bool fits = true;
        for (std::size_t k = i + 1; k < lower_.size() && fits; ++k) {
          rest = name_lower.find(lower_[k], rest);
          fits = rest != std::string_view::npos;
          ++rest;
        }
        if (fits) found = j;
        break;
      }
    }
    if ((follows && found == at) || starts_word(name, found)) ++good;
    follows = true;
    at = found + 1;
  }
  // Fewer than half of the characters in good places is chance, not abbreviation.
  if (good * 2 < lower_.size() || lower_.size() < 2) return std::nullopt;
  const std::size_t placed = 40 * good / lower_.size();
  const std::size_t covered = 40 * lower_.size() / name_lower.size();
  return static_cast<int>(15 + placed + covered);
}

std::optional<int> FuzzyPattern::as_misspelling(std::string_view name_lower) const {
  const std::size_t limit = lower_.size() / 4 + (lower_.size() >= 3 ? 1U : 0U);
  const std::size_t errors = distance(lower_, name_lower, limit);
  if (errors > limit || errors == 0) return std::nullopt;
  const std::size_t longer = std::max(lower_.size(), name_lower.size());
  return static_cast<int>(98 - std::min<std::size_t>(90, 100 * errors / longer));
}

}  // namespace cg::graph
