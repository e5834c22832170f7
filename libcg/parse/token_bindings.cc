#include "libcg/parse/token_bindings.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <vector>

namespace cg::parse {
namespace {

bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

class Scan {
 public:
  Scan(std::string_view text, std::string_view macro) : text_(text), matches_(macro.ends_with(kMatches)) {}

  std::unordered_set<std::string_view> run() {
    while (at_ < text_.size()) step();
    return std::move(bound_);
  }

 private:
  static constexpr std::string_view kMatches = "matches!";  ///< and assert_matches!
  /// What is being read.
  enum class In : std::uint8_t { kCode, kLet, kFor, kBars, kHead, kMatched };

  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step() {
    const char c = peek();
    if (is_space(c)) {
      ++at_;
    } else if (c == '"') {
      skip_string();
    } else if (c == '\'') {
      skip_quote();
    } else if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
      skip_comment();
    } else if (is_part(c)) {
      word();
    } else {
      sign(c);
    }
  }

  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\' ? 1U : 0U;
    at_ = std::min(at_ + 1, text_.size());
    before_ = '"';
  }

  /// 'a' is a character, 'a a lifetime.
  void skip_quote() {
    const bool character = peek(1) == '\\' || peek(2) == '\'';
    at_ = std::min(at_ + (character ? 2U : 1U) + (peek(1) == '\\' ? 1U : 0U), text_.size());
    if (character) at_ = std::min(text_.find('\'', at_), text_.size() - 1) + 1;
    before_ = '\'';
  }

  void skip_comment() {
    const bool line = peek(1) == '/';
    const std::size_t end = text_.find(line ? "\n" : "*/", at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + (line ? 1 : 2);
  }

  void word() {
    const std::size_t from = at_;
    while (is_part(peek())) ++at_;
    const std::string_view word = text_.substr(from, at_ - from);
    before_ = 'a';
    if (word == "let") {
      in_ = In::kLet;
    } else if (word == "for") {
      in_ = In::kFor;
    } else if (word == "fn") {
      in_ = In::kHead;
    } else if (word == "in" && in_ == In::kFor) {
      in_ = In::kCode;
    } else if (word == "move" || word == "return" || word == "else") {
      before_ = ';';  // an expression begins
    } else if (in_ != In::kCode) {
      bound_.insert(word);
    } else {
      arm_.push_back({word, depth_});
    }
  }

  void sign(char c) {
    const char before = before_;
    before_ = c;
    ++at_;
    if (c == '!') matches_ = text_.substr(0, at_).ends_with(kMatches);
    if (c == '|') return bar(before);
    if (c == '=' && peek() == '>') {
      ++at_;
      for (const Word& word : arm_) bound_.insert(word.text);
      arm_.clear();
    } else if (c == '=' && peek() == '=') {
      ++at_;
    } else if (c == '=' && in_ == In::kLet) {
      in_ = In::kCode;
    } else if (c == '(' || c == '[') {
      ++depth_;
      if (matches_) matched_depth_ = depth_;
      matches_ = false;
    } else if (c == ')' || c == ']') {
      if (depth_-- == matched_depth_) {
        matched_depth_ = kNoDepth;
        if (in_ == In::kMatched) in_ = In::kCode;
      }
    } else if (c == '{' || c == '}' || c == ';') {
      if (in_ == In::kHead || c == ';') in_ = In::kCode;
      if (in_ != In::kLet && in_ != In::kFor) arm_.clear();
    } else if (c == ',') {
      if (in_ == In::kCode && depth_ == matched_depth_) in_ = In::kMatched;
      std::erase_if(arm_, [&](const Word& word) { return word.depth <= depth_; });
    }
  }

  /// A closure's bars stand where an expression begins; behind a value it is an operator, or between patterns.
  void bar(char before) {
    if (in_ == In::kBars) {
      in_ = In::kCode;
    } else if (in_ == In::kCode && std::string_view("\0(,={;:>[&!}", 12).find(before) != std::string_view::npos) {
      if (peek() == '|') {
        ++at_;
      } else {
        in_ = In::kBars;
      }
      before_ = ';';
    } else if (peek() == '|') {
      ++at_;
    }
  }

  struct Word {
    std::string_view text;
    int depth;
  };
  std::string_view text_;
  std::size_t at_ = 0;
  In in_ = In::kCode;
  char before_ = '\0';      ///< last character that is none of white space; 'a' for a word
  int depth_ = 0;
  bool matches_;  ///< the next bracket is that of matches!(value, pattern)
  static constexpr int kNoDepth = -1'000'000'000;
  int matched_depth_ = kNoDepth;
  std::vector<Word> arm_;  ///< what may turn out to be a pattern in front of =>
  std::unordered_set<std::string_view> bound_;
};

}  // namespace

std::unordered_set<std::string_view> names_bound_in(std::string_view text, std::string_view macro) { return Scan(text, macro).run(); }

}  // namespace cg::parse
