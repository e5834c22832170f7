#include "libcg/search/words.h"

#include <algorithm>

#include "libcg/embed/tokenise.h"
#include "libcg/search/stem.h"

namespace cg::search {
namespace {

/// A part of one letter says nothing (loop counters, type parameters), and a number of many digits is data.
bool is_wanted(std::string_view part) {
  constexpr std::size_t kMostDigits = 6;
  if (part.size() < 2) return false;
  return letters::class_of(part.front()) != letters::Class::kDigit || part.size() <= kMostDigits;
}

/// Shorter ones are loop counters beside each other.
constexpr std::size_t kLeastCompoundBytes = 3;

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
  for_each_part(word, [&](std::string_view part) { parts.push_back(part); });
  return parts;
}

Tokens tokens_of(std::string_view word) {
  Tokens out;
  const auto parts = split_word(word);
  for (const std::string_view part : parts) {
    if (is_wanted(part)) out.parts.push_back(stem(lower(part)));
    if (parts.size() > 1) out.compound += lower(part);
  }
  if (out.compound.size() < kLeastCompoundBytes) out.compound.clear();
  return out;
}

WordMemo::Part WordMemo::part(std::string_view lowered) {
  const std::uint32_t id = part_names_.intern(lowered);
  if (id < parts_.size()) return parts_[id];
  Part part;
  if (is_wanted(lowered)) part.token = tokens_.intern(stem(lowered));
  if (model_ != nullptr) {
    // A part in one script is what the model calls a subtoken, if it is neither too long nor too short for it.
    embed::for_each_subtoken(lowered, [&](std::string_view token) {
      if (const auto known = model_->find(token); known && token.size() == lowered.size()) part.model_token = *known;
    });
  }
  parts_.push_back(part);
  return part;
}

void WordMemo::take_apart(std::uint32_t id) {
  const std::string_view word = words_.view(id);
  Entry entry;
  entry.first = static_cast<std::uint32_t>(lists_.size());
  lowered_.assign(word);
  for (char& c : lowered_) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  glued_.clear();
  model_tokens_.clear();
  int parts = 0;
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  for_each_part(word, [&](std::string_view as_written) {
    const std::string_view lowered = std::string_view(lowered_).substr(static_cast<std::size_t>(as_written.data() - word.data()), as_written.size());
    const Part known = part(lowered);
    if (known.token != kNone) lists_.push_back(known.token);
    if (known.model_token != kNone && ascii) model_tokens_.push_back(known.model_token);
    glued_ += lowered;
    ++parts;
  });
  if (parts > 1 && glued_.size() >= kLeastCompoundBytes) lists_.push_back(tokens_.intern(glued_));
  entry.tokens = static_cast<std::uint16_t>(lists_.size() - entry.first);
  if (model_ != nullptr && !ascii) {  // other scripts separate subtokens and not parts
    embed::for_each_subtoken(word, [&](std::string_view token) {
      if (const auto known = model_->find(token)) model_tokens_.push_back(*known);
    });
  }
  lists_.insert(lists_.end(), model_tokens_.begin(), model_tokens_.end());
  entry.model_tokens = static_cast<std::uint16_t>(model_tokens_.size());
  entries_.push_back(entry);
}

bool WordMemo::trim() {
  if (words_.size() < kMostWords) return false;
  words_.clear();
  entries_.clear();
  lists_.clear();
  part_names_.clear();
  parts_.clear();
  tokens_.clear();
  return true;
}

}  // namespace cg::search
