#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/base/string_table.h"
#include "libcg/embed/model.h"
#include "libcg/search/word_table.h"

namespace cg::search {

/// Longer runs of letters are data (keys, base64), not words: they are passed over.
inline constexpr std::size_t kMaxWordBytes = 64;

/// Calls visit(word, offset) for every word: a run of ASCII letters, digits, underscores and bytes of other scripts.
template <class Visit>
void for_each_word(std::string_view text, Visit&& visit);

/// Whether a byte belongs to a word. Bytes above ASCII do: other scripts are neither split nor stemmed.
[[nodiscard]] inline bool is_word_byte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return static_cast<unsigned char>((u | 0x20U) - 'a') < 26 || static_cast<unsigned char>(u - '0') < 10 || u == '_' || u >= 0x80;
}

/// Calls visit(part) for the parts of an identifier as written, cut at underscores, at changes of case ("HTTPServer": HTTP, Server) and
/// between letters and digits.
template <class Visit>
void for_each_part(std::string_view word, Visit&& visit);
/// The same as a list.
[[nodiscard]] std::vector<std::string_view> split_word(std::string_view word);

/// ASCII letters lowered.
[[nodiscard]] std::string lower(std::string_view text);

/// What a word is looked up by: its parts, lowered and stemmed, and all parts glued where there are several
/// ("parseJSON": "pars", "json" and the compound "parsejson").
struct Tokens {
  std::vector<std::string> parts;
  std::string compound;  ///< empty for a word of one part
};
[[nodiscard]] Tokens tokens_of(std::string_view word);

/// Numbers words, and knows of each its tokens and what a model of embedding calls its parts. Each distinct word is taken apart
/// once, and each distinct part is stemmed once: redis has 37,000 words among 1.3 million, of far fewer parts. Numbers are this memo's
/// own, given in the order of first sight. One thread each.
class WordMemo {
 public:
  /// Without a model, which must outlive the memo, words have no model tokens.
  explicit WordMemo(const embed::Model* model = nullptr) : model_(model) {}

  /// The number of a word. Spans of other words hold until a new one is numbered.
  [[nodiscard]] std::uint32_t number(std::string_view word) { return known(words_.intern(word)); }
  /// The same for who has its key and has asked for its place before.
  [[nodiscard]] std::uint32_t number(std::string_view word, const WordKey& key, std::uint64_t start) { return known(words_.intern(word, key, start)); }
  [[nodiscard]] std::uint64_t prefetch(std::string_view word, const WordKey& key) const { return words_.prefetch(word, key); }
  [[nodiscard]] std::string_view word(std::uint32_t number) const { return words_.view(number); }
  [[nodiscard]] std::size_t word_count() const { return entries_.size(); }
  /// What search looks a word up by, as numbers of tokens.
  [[nodiscard]] std::span<const std::uint32_t> tokens(std::uint32_t word) const {
    const Entry& e = entries_[word];
    return {lists_.data() + e.first, e.tokens};
  }
  /// The subtokens that the model knows, in order, by their numbers there.
  [[nodiscard]] std::span<const std::uint32_t> model_tokens(std::uint32_t word) const {
    const Entry& e = entries_[word];
    return {lists_.data() + e.first + e.tokens, e.model_tokens};
  }
  [[nodiscard]] std::string_view token(std::uint32_t id) const { return tokens_.view(id); }
  [[nodiscard]] std::size_t token_count() const { return tokens_.size(); }
  /// Forgets everything once it has grown large, so that a tree of any size takes bounded memory, and says so. Between files
  /// only.
  bool trim();

 private:
  struct Entry {
    std::uint32_t first = 0;
    std::uint16_t tokens = 0, model_tokens = 0;  ///< a word of kMaxWordBytes has far fewer
  };
  /// What a part of words is looked up by; kNone: nothing.
  struct Part {
    std::uint32_t token = kNone, model_token = kNone;
  };
  Part part(std::string_view lowered);
  std::uint32_t known(std::uint32_t id) {
    if (id == entries_.size()) take_apart(id);
    return id;
  }
  void take_apart(std::uint32_t id);

  const embed::Model* model_;
  WordTable words_;
  std::vector<Entry> entries_;  ///< by word
  std::vector<std::uint32_t> lists_;
  WordTable part_names_;        ///< in small letters
  std::vector<Part> parts_;     ///< by their number there
  Interner tokens_;
  std::string lowered_, glued_;                ///< of the last word
  std::vector<std::uint32_t> model_tokens_;    ///< likewise
};

namespace letters {

enum class Class : unsigned char { kLower, kUpper, kDigit, kBreak };

inline Class class_of(char c) {
  if (c >= 'A' && c <= 'Z') return Class::kUpper;
  if (c >= '0' && c <= '9') return Class::kDigit;
  return c == '_' ? Class::kBreak : Class::kLower;
}

}  // namespace letters

template <class Visit>
void for_each_part(std::string_view word, Visit&& visit) {
  using letters::Class;
  std::size_t from = 0;
  Class before = Class::kBreak;
  const auto cut = [&](std::size_t at) {
    if (at > from) visit(word.substr(from, at - from));
    from = at;
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const Class now = letters::class_of(word[i]);
    if (now == Class::kBreak) {
      cut(i);
      from = i + 1;
    } else if (i > from) {
      const bool acronym_ends = before == Class::kUpper && now == Class::kUpper && i + 1 < word.size() && letters::class_of(word[i + 1]) == Class::kLower;
      const bool same_word = before == now || (before == Class::kUpper && now == Class::kLower);
      if (acronym_ends || !same_word) cut(i);
    }
    before = now;
  }
  cut(word.size());
}

template <class Visit>
void for_each_word(std::string_view text, Visit&& visit) {
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && !is_word_byte(text[at])) ++at;
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end > at && end - at <= kMaxWordBytes) visit(text.substr(at, end - at), at);
    at = end;
  }
}

}  // namespace cg::search
