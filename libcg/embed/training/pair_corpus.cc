#include "libcg/embed/training/pair_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/base/mmap.h"

namespace cg::embed {
namespace {

// How much of a language's share each kind may have, where there is more than enough of all: what people write about code
// is nearest to what they will ask.
struct KindShare {
  std::string_view kind;
  double share;
};
constexpr std::array kShares{KindShare{"doc", 2.5},  KindShare{"comment", 1.5}, KindShare{"name", 1.0},
                             KindShare{"path", 1.0}, KindShare{"calls", 0.6},   KindShare{"near", 0.6}};

struct Line {
  std::string_view question, code;
  std::uint64_t hash;
  std::uint32_t package;
};

/// The pairs of one language and kind.
using Pile = std::vector<Line>;

template <class Each>
void for_each_word(std::string_view text, Each&& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::array<std::string_view, 5> members_of(std::string_view line, const std::string& file) {
  std::array<std::string_view, 5> members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::size_t end = i + 1 < members.size() ? line.find('\t') : line.size();
    if (end == std::string_view::npos || end == 0) throw Error(ErrorKind::kFormat, fmt::format("{}: not a pair: {}", file, line.substr(0, 60)));
    members[i] = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return members;
}

std::uint32_t number_of(std::map<std::string, std::uint32_t, std::less<>>& numbers, std::string_view name) {
  if (const auto known = numbers.find(name); known != numbers.end()) return known->second;
  return numbers.emplace(std::string(name), static_cast<std::uint32_t>(numbers.size())).first->second;
}

/// Keeps at most `most` of each package, those with the smallest hashes.
void thin_packages(Pile& pile, std::size_t most) {
  std::ranges::sort(pile, {}, [](const Line& line) { return std::pair(line.package, line.hash); });
  std::size_t of_package = 0;
  std::uint32_t package = 0;
  std::erase_if(pile, [&](const Line& line) {
    if (line.package != package) of_package = 0;
    package = line.package;
    return ++of_package > most;
  });
}

/// Keeps at most `most` over all kinds of a language: each kind gets its share, and what one does not need the others get.
void thin_kinds(std::map<std::string_view, Pile*>& kinds, std::size_t most) {
  std::vector<std::pair<KindShare, Pile*>> piles;
  double shares = 0;
  for (const KindShare& kind : kShares) {
    if (const auto pile = kinds.find(kind.kind); pile != kinds.end()) piles.emplace_back(kind, pile->second);
  }
  for (const auto& [kind, pile] : piles) shares += kind.share;
  std::ranges::stable_sort(piles, {}, [](const auto& p) { return static_cast<double>(p.second->size()) / p.first.share; });
  auto left = static_cast<double>(most);
  for (auto& [kind, pile] : piles) {
    const auto room = static_cast<std::size_t>(left * kind.share / shares);
    if (pile->size() > room) {
      std::ranges::sort(*pile, {}, &Line::hash);
      pile->resize(room);
    }
    left -= static_cast<double>(pile->size());
    shares -= kind.share;
  }
}

}  // namespace

PairCorpus PairCorpus::read(std::span<const std::string> files, const CorpusLimits& limits) {
  PairCorpus corpus;
  std::vector<MappedFile> maps;
  std::map<std::string, std::uint32_t, std::less<>> packages;
  std::map<std::pair<std::string, std::string>, Pile> piles;  // by language, then kind
  std::unordered_set<std::uint64_t> seen;
  std::vector<std::string> sorted(files.begin(), files.end());
  std::ranges::sort(sorted);
  for (const std::string& file : sorted) {
    maps.push_back(MappedFile::open(file));
    std::string_view rest = maps.back().view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const auto [kind, language, package, question, code] = members_of(rest.substr(0, end), file);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (std::ranges::none_of(kShares, [kind = kind](const KindShare& k) { return k.kind == kind; })) {
        throw Error(ErrorKind::kFormat, fmt::format("{}: no such kind of pair: {}", file, kind));
      }
      // The same code under another question, or the same question about other code, still teaches something; but a code
      // that was copied from package to package, with its comment, would be its own negative.
      const std::uint64_t hash = hash64(code, hash64(kind));
      if (!seen.insert(hash).second) continue;
      piles[{std::string(language), std::string(kind)}].push_back({question, code, hash, number_of(packages, package)});
    }
  }
  std::map<std::string, std::map<std::string_view, Pile*>> by_language;
  for (auto& [key, pile] : piles) {
    corpus.counts.push_back({key.second, key.first, 0, pile.size()});
    thin_packages(pile, limits.of_package);
    by_language[key.first].emplace(key.second, &pile);
  }
  for (auto& [language, kinds] : by_language) thin_kinds(kinds, limits.of_language);

  // The vocabulary: each token by the number of pairs it is in, found by remembering the last pair that counted it.
  struct Seen {
    std::uint32_t pairs = 0;
    std::size_t last = 0;
  };
  std::unordered_map<std::string_view, Seen> words;
  std::size_t number = 0;
  std::size_t which = 0;
  for (auto& [key, pile] : piles) {
    std::ranges::sort(pile, {}, &Line::hash);
    corpus.counts[which++].kept = pile.size();
    for (const Line& line : pile) {
      ++number;
      const auto count = [&](std::string_view word) {
        Seen& s = words[word];
        if (s.last != number) ++s.pairs;
        s.last = number;
      };
      for_each_word(line.question, count);
      for_each_word(line.code, count);
    }
  }
  std::vector<std::pair<std::uint32_t, std::string_view>> ranked;
  for (const auto& [word, s] : words) {
    if (s.pairs >= limits.least_pairs) ranked.emplace_back(s.pairs, word);
  }
  std::ranges::sort(ranked, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  if (ranked.size() > limits.vocabulary) ranked.resize(limits.vocabulary);
  std::unordered_map<std::string_view, std::uint32_t> ids;
  for (const auto& [pairs, word] : ranked) {
    ids.emplace(word, static_cast<std::uint32_t>(corpus.tokens.size()));
    corpus.tokens.emplace_back(word);
    corpus.frequency.push_back(pairs);
  }

  std::map<std::string, std::uint32_t, std::less<>> languages;
  std::vector<std::uint32_t> found;
  const auto add_bag = [&](std::string_view text) {
    found.clear();
    for_each_word(text, [&](std::string_view word) {
      if (const auto id = ids.find(word); id != ids.end()) found.push_back(id->second);
    });
    std::ranges::sort(found);
    for (std::size_t i = 0; i < found.size();) {
      std::size_t end = i;
      while (end < found.size() && found[end] == found[i]) ++end;
      corpus.ids_.push_back(found[i]);
      corpus.weights_.push_back(1.0F + static_cast<float>(std::log(static_cast<double>(end - i))));
      i = end;
    }
    corpus.ends_.push_back(corpus.ids_.size());
  };
  for (const auto& [key, pile] : piles) {
    const std::uint32_t language = number_of(languages, key.first);
    for (const Line& line : pile) {
      const std::size_t before = corpus.ids_.size();
      add_bag(line.question);
      const std::size_t between = corpus.ids_.size();
      add_bag(line.code);
      if (between == before || corpus.ids_.size() == between) {  // not a token of it is known
        corpus.ids_.resize(before);
        corpus.weights_.resize(before);
        corpus.ends_.resize(corpus.ends_.size() - 2);
        continue;
      }
      corpus.language.push_back(language);
      corpus.package.push_back(line.package);
    }
  }
  return corpus;
}

}  // namespace cg::embed
