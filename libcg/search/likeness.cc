#include "libcg/search/likeness.h"

#include <algorithm>

#include "libcg/search/ranking.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

bool is_subsequence(std::string_view inner, std::string_view outer) {
  std::size_t at = 0;
  for (const char c : outer) {
    if (at < inner.size() && inner[at] == c) ++at;
  }
  return at == inner.size();
}

/// "cfg" of "config", "conn" of "connection": the first letter, then some of the others in their order. A short word is a
/// subsequence of many long ones by chance, so two letters say nothing, and longer ones must be a beginning or drop vowels.
bool is_abbreviation(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < 3 || shorter.size() + 2 > longer.size() || shorter.front() != longer.front()) return false;
  if (longer.starts_with(shorter)) return true;
  const auto is_vowel = [](char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; };
  if (std::any_of(shorter.begin() + 1, shorter.end(), is_vowel)) return false;
  return is_subsequence(shorter, longer);
}

}  // namespace

float stem_likeness(std::string_view asked, std::string_view stem_word) {
  if (asked == stem_word) return 0;
  constexpr std::size_t kLeastInside = 4;
  const std::string_view shorter = asked.size() < stem_word.size() ? asked : stem_word;
  const std::string_view longer = asked.size() < stem_word.size() ? stem_word : asked;
  if (shorter.size() >= kLeastInside && longer.find(shorter) != std::string_view::npos) return ranking::kSubstring;
  return is_abbreviation(shorter, longer) ? ranking::kAbbreviation : 0;
}

std::vector<Initials> initials_of(const Question& question) {
  constexpr std::size_t kMostInitials = 6;
  std::vector<Initials> out;
  for (std::uint32_t from = 0; from < question.words.size(); ++from) {
    std::string letters;
    for (std::uint32_t k = from; k < question.words.size() && letters.size() < kMostInitials; ++k) {
      for (const std::string_view part : split_word(question.words[k].text)) letters += lower(part.substr(0, 1));
      if (letters.size() >= 2 && letters.size() <= kMostInitials) out.push_back({letters, from, k});
    }
  }
  return out;
}

std::vector<std::string> other_cases(std::string_view name) {
  std::vector<std::string> out;
  const auto add = [&](std::string text) {
    if (!text.empty() && text != name && std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  };
  const auto upper_first = [](std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  };
  std::string camel, snake, loud;
  for (const std::string_view part : split_word(name)) {
    const std::string low = lower(part);
    camel += camel.empty() ? low : upper_first(low);
    snake += (snake.empty() ? "" : "_") + low;
  }
  for (const char c : snake) loud += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  add(lower(name));
  add(upper_first(std::string(name)));
  add(camel);
  add(upper_first(camel));
  add(snake);
  add(loud);
  return out;
}

float definition_worth(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kClass:
    case SymbolKind::kStruct:
    case SymbolKind::kUnion:
    case SymbolKind::kEnum:
    case SymbolKind::kInterface:
    case SymbolKind::kTrait:
    case SymbolKind::kImpl:
    case SymbolKind::kTypeAlias:
    case SymbolKind::kModule:
    case SymbolKind::kNamespace: return ranking::kTypeDefinition;
    case SymbolKind::kFunction:
    case SymbolKind::kMethod:
    case SymbolKind::kConstructor:
    case SymbolKind::kMacro: return ranking::kFunctionDefinition;
    default: return ranking::kOtherDefinition;
  }
}

}  // namespace cg::search
