#include "libcg/parse/c_tokens.h"

#include <algorithm>
#include <array>
#include <string>

namespace cg::parse {
namespace {

using Kind = CToken::Kind;

constexpr std::string_view kTypes[] = {
    "_Bool", "auto", "bool", "char", "char16_t", "char32_t", "char64_t", "char8_t", "double", "float", "int",
    "int16_t", "int32_t", "int64_t", "int8_t", "intptr_t", "long", "max_align_t", "nullptr_t", "ptrdiff_t", "short",
    "signed", "size_t", "ssize_t", "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uintptr_t", "unsigned", "void",
    "wchar_t"};
constexpr std::string_view kTags[] = {
    "class", "enum", "struct", "union"};
constexpr std::string_view kQualifiers[] = {
    "_Atomic", "_Noreturn", "__extension__", "__forceinline", "__inline", "__inline__", "__restrict__", "__thread",
    "const", "constexpr", "explicit", "extern", "friend", "inline", "mutable", "noreturn", "register", "restrict",
    "static", "thread_local", "typedef", "typename", "virtual", "volatile"};
constexpr std::string_view kKeywords[] = {
    "_Alignas", "_Alignof", "_Generic", "_Static_assert", "__asm", "__asm__", "__attribute", "__attribute__",
    "__declspec", "__typeof__", "alignas", "alignof", "asm", "break", "case", "catch", "co_await", "co_return",
    "co_yield", "concept", "const_cast", "continue", "decltype", "default", "defined", "delete", "do",
    "dynamic_cast", "else", "export", "false", "final", "for", "goto", "if", "namespace", "new", "noexcept",
    "nullptr", "offsetof", "operator", "override", "private", "protected", "public", "reinterpret_cast", "requires",
    "return", "sizeof", "static_assert", "static_cast", "switch", "template", "this", "throw", "true", "try",
    "typeof", "using", "while"};

/// The words above by a hash of a few of their bytes: most names of a program end at an empty place, before any is compared.
class ReservedWords {
 public:
  constexpr ReservedWords() {
    for (const std::string_view word : kTypes) put(word, Kind::kType);
    for (const std::string_view word : kTags) put(word, Kind::kTag);
    for (const std::string_view word : kQualifiers) put(word, Kind::kQualifier);
    for (const std::string_view word : kKeywords) put(word, Kind::kKeyword);
  }
  /// kName for a word that is not among them.
  [[nodiscard]] constexpr Kind kind_of(std::string_view word) const {
    std::size_t at = place_of(word);
    while (!words_[at].empty() && words_[at] != word) at = (at + 1) % kPlaces;
    return words_[at].empty() ? Kind::kName : kinds_[at];
  }

 private:
  static constexpr std::size_t kPlaces = 1024;  ///< eight for each word

  static constexpr std::size_t place_of(std::string_view word) {
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(word[i])); };
    return (byte(0) * 31 + byte(word.size() / 2) * 7 + byte(word.size() - 1) * 131 + word.size() * 17) % kPlaces;
  }
  constexpr void put(std::string_view word, Kind kind) {
    std::size_t at = place_of(word);
    while (!words_[at].empty()) at = (at + 1) % kPlaces;
    words_[at] = word;
    kinds_[at] = kind;
  }

  std::array<std::string_view, kPlaces> words_{};
  std::array<Kind, kPlaces> kinds_{};
};

constexpr ReservedWords kReserved;
static_assert(kReserved.kind_of("size_t") == Kind::kType && kReserved.kind_of("while") == Kind::kKeyword && kReserved.kind_of("i") == Kind::kName);

constexpr auto kWordBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
  }
  return table;
}();

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<CToken>& out) : text_(text), out_(out) {}

  void run() {
    out_.clear();
    while (at_ < text_.size()) token();
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  static bool is_word(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  void push(Kind kind, std::size_t from) {
    out_.push_back({kind, fresh_line_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at_)});
    fresh_line_ = false;
  }

  void token() {
    const char c = peek();
    const std::size_t from = at_;
    if (c == '\n') {
      fresh_line_ = true;
      ++at_;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\\' || c == '\f' || c == '\v') {
      ++at_;
    } else if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
      skip_comment();
    } else if (c == '#' && fresh_line_) {
      skip_directive();
      push(Kind::kDirective, from);
      fresh_line_ = true;
    } else if (c == '"' || c == '\'') {
      skip_quoted(c);
      push(Kind::kLiteral, from);
    } else if (is_digit(c)) {
      while (is_word(peek()) || peek() == '.' || (peek() == '\'' && is_word(peek(1)))) ++at_;
      push(Kind::kLiteral, from);
    } else if (is_word(c)) {
      word(from);
    } else {
      ++at_;
      push(Kind::kPunct, from);
    }
  }

  void word(std::size_t from) {
    while (is_word(peek())) ++at_;
    const std::string_view text = text_.substr(from, at_ - from);
    if (peek() == '"' && text.ends_with('R') && text.size() <= 3) {
      skip_raw_string();
      push(Kind::kLiteral, from);
      return;
    }
    const Kind kind = kReserved.kind_of(text);
    const bool joined = kind == Kind::kName && out_.size() >= 3 && is_colons(out_.size() - 2) && out_[out_.size() - 3].kind == Kind::kName &&
                        out_.back().end == from;
    if (joined) {  // a::b is one name
      out_.resize(out_.size() - 2);
      out_.back().end = static_cast<std::uint32_t>(at_);
      return;
    }
    push(kind, from);
  }

  [[nodiscard]] bool is_colons(std::size_t i) const {
    return out_[i].kind == Kind::kPunct && out_[i + 1].kind == Kind::kPunct && text_[out_[i].start] == ':' && text_[out_[i + 1].start] == ':' &&
           out_[i].end == out_[i + 1].start && out_[i - 1].end == out_[i].start;
  }

  void skip_comment() {
    if (peek(1) == '/') {
      while (at_ < text_.size() && peek() != '\n') at_ += peek() == '\\' && peek(1) == '\n' ? 2 : 1;
      return;
    }
    const std::size_t end = text_.find("*/", at_ + 2);
    const std::size_t next = end == std::string_view::npos ? text_.size() : end + 2;
    if (text_.substr(at_, next - at_).find('\n') != std::string_view::npos) fresh_line_ = true;
    at_ = next;
  }

  /// A preprocessor line with its continuations, without the newline.
  void skip_directive() {
    while (at_ < text_.size() && peek() != '\n') {
      if (peek() == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        at_ += peek(1) == '\n' ? 2 : 3;
      } else if (peek() == '/' && (peek(1) == '*' || peek(1) == '/')) {
        skip_comment();
      } else {
        ++at_;
      }
    }
  }

  void skip_quoted(char quote) {
    ++at_;
    while (at_ < text_.size() && peek() != quote && peek() != '\n') at_ += peek() == '\\' ? 2 : 1;
    at_ = std::min(at_ + (peek() == quote ? 1 : 0), text_.size());
  }

  void skip_raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos || open - at_ > 17) return skip_quoted('"');
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t end = text_.find(close, open);
    at_ = end == std::string_view::npos ? text_.size() : end + close.size();
  }

  std::string_view text_;
  std::vector<CToken>& out_;
  std::size_t at_ = 0;
  bool fresh_line_ = true;
};

}  // namespace

bool CTokenView::is_declaring(std::size_t i) const {
  return is(i, Kind::kName) || is(i, Kind::kType) || is(i, Kind::kTag) || is(i, Kind::kQualifier);
}

bool CTokenView::looks_like_macro(std::size_t i) const {
  if (!is(i, Kind::kName)) return false;
  const std::string_view name = word(i);
  if (name.starts_with("__")) return true;
  return name.size() >= 3 && std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::none_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ':'; });
}

void c_tokens(std::string_view source, std::vector<CToken>& out) { Lexer(source, out).run(); }

std::vector<std::size_t> CTokenView::pair_parentheses() const {
  std::vector<std::size_t> pairs(tokens_.size(), kUnpaired);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const char c = punct(i);
    if (c == '(') open.push_back(i);
    if (c == '{' || c == '}') open.clear();  // parentheses that a macro leaves open end with the block
    if (c == ')' && !open.empty()) {
      pairs[open.back()] = i;
      pairs[i] = open.back();
      open.pop_back();
    }
  }
  return pairs;
}

}  // namespace cg::parse
