#include "libcg/search/words.h"

#include "libcg/embed/tokenise.h"
#include "libcg/search/stem.h"

namespace cg::search {
namespace {

enum class Class { kLower, kUpper, kDigit, kBreak };

Class class_of(char c) {
  if (c >= 'A' && c <= 'Z') return Class::kUpper;
  if (c >= '0' && c <= '9') return Class::kDigit;
  return c == '_' ? Class::kBreak : Class::kLower;
}

/// A part of one letter says nothing (loop counters, type parameters), and a number of many digits is data.
bool is_wanted(std::string_view part) {
  constexpr std::size_t kMostDigits = 6;
  if (part.size() < 2) return false;
  return class_of(part.front()) != Class::kDigit || part.size() <= kMostDigits;
}

/// Beyond this many distinct words the memo starts anew: some 30 MB.
constexpr std::size_t kMostWords = 300'000;

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string_view> split_word(std::string_view word) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  const auto cut = [&](std::size_t at) {
    if (at > from) parts.push_back(word.substr(from, at - from));
    from = at;
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const Class now = class_of(word[i]);
    if (now == Class::kBreak) {
      cut(i);
      from = i + 1;
      continue;
    }
    if (i == from) continue;
    const Class before = class_of(word[i - 1]);
    const bool acronym_ends = before == Class::kUpper && now == Class::kUpper && i + 1 < word.size() &&
                              class_of(word[i + 1]) == Class::kLower;
    const bool same_word = before == now || (before == Class::kUpper && now == Class::kLower);
    if (acronym_ends || !same_word) cut(i);
  }
  cut(word.size());
  return parts;
}

Tokens tokens_of(std::string_view word) {
  Tokens out;
  const auto parts = split_word(word);
  for (const std::string_view part : parts) {
    if (is_wanted(part)) out.parts.push_back(stem(lower(part)));
    if (parts.size() > 1) out.compound += lower(part);
  }
  if (out.compound.size() < 3) out.compound.clear();
  return out;
}

std::uint32_t WordMemo::number(std::string_view word) {
  const std::uint32_t id = words_.intern(word);
  if (id < entries_.size()) return id;
  const Tokens found = tokens_of(word);
  Entry entry;
  entry.first = static_cast<std::uint32_t>(lists_.size());
  for (const std::string& part : found.parts) lists_.push_back(tokens_.intern(part));
  if (!found.compound.empty()) lists_.push_back(tokens_.intern(found.compound));
  entry.tokens = static_cast<std::uint16_t>(lists_.size() - entry.first);
  if (model_ != nullptr) {
    embed::for_each_subtoken(word, [&](std::string_view part) {
      if (const auto known = model_->find(part)) lists_.push_back(*known);
    });
  }
  entry.model_tokens = static_cast<std::uint16_t>(lists_.size() - entry.first - entry.tokens);
  entries_.push_back(entry);
  return id;
}

bool WordMemo::trim() {
  if (words_.size() < kMostWords) return false;
  words_.clear();
  entries_.clear();
  lists_.clear();
  tokens_.clear();
  return true;
}

}  // namespace cg::search
