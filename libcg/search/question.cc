#include "libcg/search/question.h"

#include <algorithm>

#include "libcg/ingest/platform.h"
#include "libcg/search/ranking.h"
#include "libcg/search/stop_words.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

bool looks_like_code(std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    const bool upper = word[i] >= 'A' && word[i] <= 'Z';
    const bool after_lower = word[i - 1] >= 'a' && word[i - 1] <= 'z';
    if (word[i] == '_' || (upper && after_lower)) return true;
    if (upper && i + 1 < word.size() && word[i + 1] >= 'a' && word[i + 1] <= 'z') return true;
  }
  return word.size() > 1 && (word.front() == '_' || word.find_first_of("0123456789", 1) != std::string_view::npos);
}

/// No word has a dollar, but names of some languages do.
bool is_name_byte(char c) { return is_word_byte(c) || c == '$'; }

void add_token(Question& q, QueryToken token) {
  const auto same = std::find_if(q.tokens.begin(), q.tokens.end(), [&](const QueryToken& t) { return t.token == token.token; });
  if (same == q.tokens.end()) {
    q.tokens.push_back(std::move(token));
  } else if (token.decayed > same->decayed) {
    same->decayed = token.decayed;
    same->plain = std::max(same->plain, token.plain);
  }
}

float decay_of(std::size_t place) { return 1 / (1 + ranking::kWordDecay * static_cast<float>(place)); }

void weigh(std::vector<QueryWord>& words, std::string_view home) {
  std::size_t place = 0;
  for (const bool light : {false, true}) {
    for (QueryWord& word : words) {
      const std::string low = lower(word.text);
      if ((is_light_word(low) || (!home.empty() && low == home)) == light) word.weight = decay_of(place++) * (light ? ranking::kLightWord : 1);
    }
  }
}

/// Names as written, with what joins them: "Foo::bar", "a.b.c", "Foo#bar", "$foo"; one for each maximal run.
void find_names(Question& q) {
  const auto joins = [](char c) { return c == ':' || c == '.' || c == '#' || c == '/' || c == '-' || c == '>'; };
  const std::string_view text = q.text;
  for (std::size_t at = 0; at < text.size() && q.names.size() < kMostQueryWords;) {
    while (at < text.size() && !is_name_byte(text[at])) ++at;
    std::size_t end = at;
    while (end < text.size() && (is_name_byte(text[end]) || (joins(text[end]) && end + 1 < text.size()))) ++end;
    while (end > at && !is_name_byte(text[end - 1])) --end;
    if (std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), is_word_byte) && end - at <= 4 * kMaxWordBytes) q.names.emplace_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
}

}  // namespace

Question read_question(std::string_view text, std::string_view home) {
  Question q;
  q.text = text;
  find_names(q);
  std::vector<std::string> all;
  for_each_word(text, [&](std::string_view word, std::size_t) {
    if (all.size() < 4 * kMostQueryWords) all.emplace_back(word);
  });
  std::vector<std::string> kept;
  for (const std::string& word : all) {
    if (!is_stop_word(lower(word))) kept.push_back(word);
  }
  if (kept.empty()) kept = all;
  q.platform = std::any_of(all.begin(), all.end(), [](const std::string& word) { return !ingest::platform_of_path(word).any(); });
  for (const std::string& word : kept) {
    if (q.words.size() == kMostQueryWords) break;
    const bool known = std::any_of(q.words.begin(), q.words.end(), [&](const QueryWord& w) { return w.text == word; });
    if (known) continue;
    q.words.push_back({word, decay_of(q.words.size()), 1, looks_like_code(word)});
  }
  weigh(q.words, home);
  for (std::uint32_t k = 0; k < q.words.size(); ++k) {
    const float decay = q.words[k].weight;
    const Tokens tokens = tokens_of(q.words[k].text);
    for (const std::string& part : tokens.parts) add_token(q, {part, decay, 1, k, false, false});
    if (!tokens.compound.empty()) {
      add_token(q, {tokens.compound, decay * ranking::kCompound, ranking::kCompound, k, true, false});
    }
    if (k + 1 < q.words.size()) {
      const std::string both = lower(q.words[k].text) + lower(q.words[k + 1].text);
      if (both.size() <= kMaxWordBytes && both.find('_') == std::string::npos) {
        const float weight = ranking::kCompound * ranking::kGlued;
        add_token(q, {both, decay * weight, weight, k, true, true});
      }
    }
  }
  return q;
}

}  // namespace cg::search
