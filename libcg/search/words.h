#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/string_table.h"
#include "libcg/embed/model.h"

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

/// The parts of an identifier as written, cut at underscores, at changes of case ("HTTPServer": HTTP, Server) and between
/// letters and digits.
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
/// once; redis has 37,000 of them among 1.3 million. Numbers are this memo's own, given in the order of first sight. One thread
/// each.
class WordMemo {
 public:
  /// Without a model, which must outlive the memo, words have no model tokens.
  explicit WordMemo(const embed::Model* model = nullptr) : model_(model) {}

  /// The number of a word. Spans of other words hold until a new one is numbered.
  [[nodiscard]] std::uint32_t number(std::string_view word);
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
  const embed::Model* model_;
  Interner words_;
  std::vector<Entry> entries_;  ///< by word
  std::vector<std::uint32_t> lists_;
  Interner tokens_;
};

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
