// Which definition of the right file is shown.
//
// A file answers by its best parts, but a part is cut by size: three small functions, or the middle of a large one, and its words are
// mostly what these call. What a definition is about its name says, so all definitions that lie in answering chunks are weighed by the
// words of their names first: those asked for, the rarer the more, in the tree and among the names of this very file (in aof.c "aof"
// tells nothing from anything); then by how much of the name is asked for, so that a long name does not win by having every word there is.
// A name may have a relative of the word (likeness.h), or mean the same by the embedding; the type around a method says what it does not
// repeat. Then comes the best chunk that the definition touches. How much of the chunk it fills was tried, and says nothing: large
// functions are cut into several chunks, and what is asked for is one of them.
//
// Measured on documented functions whose comments were taken out of what is searched (tests/bench/symbol_choice has the method,
// tests/bench/runs/symbol_choice-* the figures): weights were found on one half of the trees and hold on the other. Signatures and
// names of what is called would gain another .03, and cost more than all the rest: they lie in pages of their own.

#include "libcg/search/definition_choice.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "libcg/search/likeness.h"
#include "libcg/search/ranking.h"
#include "libcg/search/rarity.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

/// Whether the name asked for, "Foo::bar", is that of a definition: "bar".
bool is_called(std::string_view asked, std::string_view name) {
  if (name.empty() || !asked.ends_with(name)) return false;
  return asked.size() == name.size() || !is_word_byte(asked[asked.size() - name.size() - 1]);
}

/// Parts of names that are kept for the next question, some 3 MB.
constexpr std::size_t kMostParts = 16'384;

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

float DefinitionChoice::value_of(const AnsweringChunk& chunk) { return chunk.words + ranking::kShownMeaning * chunk.meaning; }

void DefinitionChoice::ask(const Question& question, std::span<const float> rarity, bool meant) {
  words_.clear();
  ++asked_;
  if (parts_.size() > kMostParts) {
    part_names_.clear();
    parts_.clear();
  }
  meant_ = meant && meaning_ != nullptr;
  for (std::size_t t = 0; t < question.tokens.size(); ++t) {
    const QueryToken& token = question.tokens[t];
    if (token.compound) continue;
    const float rare = t < rarity.size() ? rarity[t] : 1;
    words_.push_back({token.token, letters_of(token.token), std::sqrt(question.words[token.word].weight) * rare});
  }
  const bool sole = question.names.size() == 1 && question.text.find_first_of(" \t\n") == std::string::npos;
  called_ = sole ? question.names.front() : std::string();
}

const DefinitionChoice::Part& DefinitionChoice::part(std::string_view as_written) {
  const std::uint32_t number = part_names_.intern(as_written);
  if (number == parts_.size()) {
    Part& fresh = parts_.emplace_back();
    // A part is taken apart no further.
    for (std::string& stem : tokens_of(as_written).parts) fresh.stem = std::move(stem);
    fresh.letters = letters_of(fresh.stem);
  }
  Part& part = parts_[number];
  if (part.asked == asked_) return part;
  part.asked = asked_;
  part.hits.clear();
  for (std::uint32_t w = 0; w < words_.size() && !part.stem.empty(); ++w) {
    if (!may_be_like(part.letters, words_[w].letters)) continue;
    const float likeness = part.stem == words_[w].stem ? 1 : stem_likeness(words_[w].stem, part.stem);
    if (likeness > 0) part.hits.push_back({w, likeness});
  }
  return part;
}

int DefinitionChoice::look(std::string_view name, std::span<float> likeness) {
  int parts = 0;
  initials_.clear();
  for_each_word(name, [&](std::string_view word, std::size_t) {
    for_each_part(word, [&](std::string_view as_written) {
      const Part& its = part(as_written);
      if (!its.stem.empty()) ++parts;
      initials_ += lower_letter(as_written.front());
      for (const Hit& hit : its.hits) likeness[hit.word] = std::max(likeness[hit.word], hit.likeness);
    });
  });
  for (std::size_t w = 0; parts > 1 && w < words_.size(); ++w) {
    if (likeness[w] > 0 || words_[w].stem.size() > initials_.size() || initials_.find(words_[w].stem) == std::string::npos) continue;
    likeness[w] = words_[w].stem.size() > 2 ? ranking::kInitials : ranking::kShortInitials;
  }
  return parts;
}

std::vector<float> DefinitionChoice::weights(std::span<const float> having, std::size_t names) const {
  std::vector<float> out;
  float sum = 0;
  for (std::size_t w = 0; w < words_.size(); ++w) sum += out.emplace_back(words_[w].weight * rarity(static_cast<std::uint64_t>(having[w] + 0.5F), names));
  for (float& weight : out) weight = sum > 0 ? weight / sum : 0;
  return out;
}

/// To those that are best without.
void DefinitionChoice::add_meaning(FileId file, std::span<WeighedDefinition> definitions) {
  std::vector<WeighedDefinition*> best;
  for (WeighedDefinition& d : definitions) best.push_back(&d);
  const auto end = best.begin() + static_cast<std::ptrdiff_t>(std::min(best.size(), ranking::kMeantNames));
  std::partial_sort(best.begin(), end, best.end(), [](const auto* a, const auto* b) { return a->value != b->value ? a->value > b->value : a->ordinal < b->ordinal; });
  for (auto at = best.begin(); at != end; ++at) {
    (*at)->value += ranking::kNameMeaning * meaning_->likeness(index_.reader().symbol({file, (*at)->ordinal}).name);
  }
}

std::vector<WeighedDefinition> DefinitionChoice::weigh(FileId file, std::span<const AnsweringChunk> chunks, FunctionRef<bool(SymbolKind)> among) {
  graph::IndexReader& reader = index_.reader();
  const std::size_t width = words_.size();
  std::vector<WeighedDefinition> out;
  std::vector<float> own, around;  // likeness by definition and word: of its name, and of what is around it
  std::vector<float> precise;      // by definition: the share of its name that is asked for
  std::vector<float> having(width);
  std::vector<AnsweringChunk> best_first(chunks.begin(), chunks.end());
  std::stable_sort(best_first.begin(), best_first.end(), [](const auto& a, const auto& b) { return value_of(a) > value_of(b); });
  std::array<bool, kSymbolKinds> wanted{};
  for (std::size_t kind = 0; kind < wanted.size(); ++kind) wanted[kind] = among(static_cast<SymbolKind>(kind));
  const std::uint32_t symbols = reader.file(file).symbols;
  std::uint32_t container = kNone;  // of the definition before
  std::string owner;
  std::span<const graph::SymbolRow> rows;
  for (std::uint32_t ordinal = 1; ordinal < symbols; ++ordinal, rows = rows.subspan(1)) {
    if (rows.empty()) rows = reader.symbols_from({file, ordinal});
    const graph::SymbolRow& s = rows.front();
    if (!wanted[static_cast<std::size_t>(s.kind)]) continue;
    const bool called = !called_.empty() && is_called(called_, s.name);
    const auto best = std::find_if(best_first.begin(), best_first.end(), [&](const AnsweringChunk& c) { return c.meets(s.start_line, s.end_line); });
    if (best == best_first.end() && !called) continue;
    own.resize(own.size() + width);
    const std::span its = std::span(own).last(width);
    const int parts = look(s.name, its);
    float met = 0;
    for (std::size_t w = 0; w < width; ++w) {
      met += its[w];
      having[w] += its[w];
    }
    precise.push_back(parts == 0 ? 0 : std::min(1.0F, met / static_cast<float>(parts)));
    const bool declaration = (s.flags & graph::kDeclarationFlag) != 0;
    float value = (best == best_first.end() ? 0 : value_of(*best)) - (declaration ? ranking::kShownDeclaration : 0) - (s.kind == SymbolKind::kMacro ? ranking::kShownMacro : 0);
    if (called) value += declaration ? ranking::kCalledDeclaration : ranking::kCalled;
    out.push_back({ordinal, s.start_line, s.end_line, value});
    around.resize(own.size());
    const std::span others = std::span(around).last(width);
    if (out.size() > 1 && s.container == container && s.owner == owner) {  // members follow each other
      std::copy_n(around.end() - static_cast<std::ptrdiff_t>(2 * width), width, others.begin());
      continue;
    }
    container = s.container;
    owner = s.owner;
    look(owner, others);
    if (container == 0 || container >= symbols) continue;
    look(reader.symbol({file, container}).name, others);
    rows = reader.symbols_from({file, ordinal});  // the container may lie in another page
  }
  const std::vector<float> weight = weights(having, out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    float named = 0, beside = 0;
    for (std::size_t w = 0; w < width; ++w) {
      named += weight[w] * own[i * width + w];
      if (own[i * width + w] < 1 && around[i * width + w] == 1) beside += weight[w];
    }
    out[i].value += ranking::kNamed * named * (1 + precise[i]) + ranking::kAround * beside;
  }
  if (meant_) add_meaning(file, out);
  return out;
}

}  // namespace cg::search
