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

}  // namespace cg::parse
