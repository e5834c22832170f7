#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace cg::parse {

/// What the preprocessor sees of a C or C++ file: words, punctuation, literals and directives; comments are gone.
struct CToken {
  enum class Kind : std::uint8_t {
    kName,       ///< an identifier that is no keyword, with its qualifier: `a::b` is one
    kType,       ///< a type that is a keyword, or that grammars take for one: int, size_t
    kTag,        ///< struct, union, enum, class
    kQualifier,  ///< what may stand anywhere among the words of a declaration: static, const
    kKeyword,    ///< any other keyword
    kLiteral,    ///< string, character, number
    kDirective,  ///< a whole preprocessor line
    kPunct,      ///< one character
  };
  Kind kind = Kind::kPunct;
  bool first_on_line = false;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

/// All tokens of `source`. Never fails: what is no token of C is punctuation.
void c_tokens(std::string_view source, std::vector<CToken>& out);

/// Tokens by number, beyond the last one too.
class CTokenView {
 public:
  CTokenView(std::string_view text, const std::vector<CToken>& tokens) : text_(text), tokens_(tokens) {}

  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < tokens_.size() ? text_.substr(tokens_[i].start, tokens_[i].end - tokens_[i].start) : std::string_view{};
  }
  /// The character that token `i` is; 0 if it is none.
  [[nodiscard]] char punct(std::size_t i) const { return is(i, CToken::Kind::kPunct) ? text_[tokens_[i].start] : '\0'; }
  [[nodiscard]] bool is(std::size_t i, CToken::Kind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }
  /// Whether it is one of the words that declarations string together.
  [[nodiscard]] bool is_declaring(std::size_t i) const;
  /// By token: the number of the parenthesis that closes or opens it, kUnpaired for all other tokens.
  [[nodiscard]] std::vector<std::size_t> pair_parentheses() const;
  static constexpr std::size_t kUnpaired = static_cast<std::size_t>(-1);
  /// NAMES_LIKE_THIS and __names like this.
  [[nodiscard]] bool looks_like_macro(std::size_t i) const;

 protected:
  std::string_view text_;
  const std::vector<CToken>& tokens_;
};

}  // namespace cg::parse
