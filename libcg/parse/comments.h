#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"
#include "libcg/parse/syntax.h"

namespace cg::parse {

/// The comments of a file by line, to find the one that documents a definition: the block that ends on the line
/// above it, attributes between them aside; for members also the comment behind it on its own line.
class CommentIndex {
 public:
  void clear() { blocks_.clear(); }
  /// Appends where the comments are.
  void list(std::vector<TextSpan>& out) const;
  /// In source order. `transparent`: an attribute, which does not separate a comment from what it documents.
  void add(const Syntax& syntax, std::uint32_t node, bool transparent);
  /// The documentation of what starts on `line`, markers removed; empty if none.
  [[nodiscard]] std::string above(const Syntax& syntax, std::uint32_t line) const;
  [[nodiscard]] std::string behind(const Syntax& syntax, std::uint32_t line, std::uint32_t end_byte) const;

 private:
  struct Block {
    std::uint32_t start, end;            ///< bytes
    std::uint32_t first_line, last_line;
    bool own_line;                       ///< nothing but white space before it on its first line
    bool transparent;
  };
  std::vector<Block> blocks_;
};

/// A comment's text without its markers (//, ///, /* */, #, --, "); lines kept, surrounding blank lines dropped.
[[nodiscard]] std::string comment_text(std::string_view comment);

/// Sorts the spans and drops what lies inside another.
void order_comments(std::vector<TextSpan>& spans);

/// Longest documentation kept, in bytes; what is longer is cut at a line.
inline constexpr std::size_t kMaxDocBytes = 2000;

}  // namespace cg::parse
