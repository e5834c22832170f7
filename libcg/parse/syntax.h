#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace cg::parse {

/// A node of a syntax tree, laid flat: parents before children, siblings in source order.
struct Node {
  std::uint16_t symbol = 0;  ///< the grammar's number of the node's type
  std::uint16_t field = 0;   ///< the grammar's number of the field the parent holds it in; 0: none
  std::uint32_t start = 0;   ///< bytes
  std::uint32_t end = 0;
  std::uint32_t next = 0;    ///< index one past the last node below this one: the next sibling, if any
  std::uint32_t parent = 0;
};

struct TextRange {
  std::uint32_t start, end;
};

/// The whole tree of one file in one array. tree-sitter's own nodes find their parent by walking from the root and
/// their n-th child by counting; matching patterns on them costs as much as parsing. One walk
/// (flatten.cc) buys arrays on which parents, children and ancestors are one index away.
/// Punctuation and keywords that no pattern mentions are left out: half of all nodes.
struct Syntax {
  std::string_view source;
  std::vector<Node> nodes;                   ///< nodes[0] is the root
  std::vector<std::uint32_t> line_starts;    ///< byte offset of each line's first byte
  std::vector<TextRange> hidden;             ///< text that the grammar was not shown (macro_mask.h), but that has names in it
  std::uint32_t error_bytes = 0;
  bool too_deep = false;                     ///< nodes below kMaxDepth were left out

  [[nodiscard]] std::string_view text(std::uint32_t node) const {
    return source.substr(nodes[node].start, nodes[node].end - nodes[node].start);
  }
  [[nodiscard]] bool is_leaf(std::uint32_t node) const { return nodes[node].next == node + 1; }
  /// Line from 1.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t byte) const;
  /// Column from 1, in bytes; `line` from line_of.
  [[nodiscard]] std::uint32_t column_of(std::uint32_t byte, std::uint32_t line) const {
    return byte - line_starts[line - 1] + 1;
  }
};

/// Recursion over a tree is bounded by this many levels; what lies deeper (100,000 parentheses) is not looked at.
inline constexpr std::uint32_t kMaxDepth = 512;

class Language;

/// Parses files of any language, one after the other; one per thread (tree-sitter's parser keeps its buffers).
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  /// Parses `source` (which the result points into) and lays the tree flat into `out`, whose buffers are reused.
  /// False if the parser gave up (its timeout or memory).
  bool parse(const Language& language, std::string_view source, Syntax& out);
  /// Only parses, and returns the number of nodes: what `cg-index --parse-only` measures everything else against.
  std::uint64_t parse_only(const Language& language, std::string_view source);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cg::parse
