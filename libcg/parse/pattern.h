#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The pattern language of the query files: the S-expressions of tree-sitter's own queries (so that editors colour and
// check them), executed by ourselves on the flat tree of syntax.h. Why not by tree-sitter: its query cursor visits each
// node with every pattern in flight and costs 0.5 to 1 times the parse; patterns here hang on the type of their root
// node, and most nodes have none.
//
// Supported: (type), field: (type), !field, "token", _, (_), [alternatives], quantifiers ? * +, the anchor `.` between
// siblings, captures, and the predicates of the Predicate enum. Predicates and (#set! ...) may also follow a rule
// without brackets around both. A pattern's every match is delivered (two names in
// one declaration are two matches), except that expression rules stop at the first.

namespace cg::parse {

enum class Quantifier : std::uint8_t { kOne, kOptional, kStar, kPlus };

/// Capture names are interned per language; at most 255.
using CaptureId = std::uint8_t;

/// One node test with what must hold below it.
struct Step {
  std::vector<std::uint16_t> symbols;  ///< any of these; empty: any named node
  std::uint16_t field = 0;             ///< the field it must be held in; 0: any or none
  Quantifier quantifier = Quantifier::kOne;
  bool anchored = false;               ///< directly after the sibling matched before (comments aside)
  bool closed = false;                 ///< a `.` after the last child: nothing but comments follows it
  std::vector<CaptureId> captures;
  std::vector<Step> children;
  std::vector<std::uint16_t> absent;   ///< fields that must not be there
  std::vector<Step> alternatives;      ///< [a b]: the first that matches; symbols is then empty
};

struct Predicate {
  enum class Kind : std::uint8_t {
    kEqual,         ///< (#eq? @a "text") or (#eq? @a @b)
    kAnyOf,         ///< (#any-of? @a "x" "y")
    kPrefix,        ///< (#prefix? @a "text" "or" ...)
    kUpper,         ///< (#upper? @a): letters are capitals, at least one
    kCapital,       ///< (#capital? @a): the first letter is a capital
    kHasParent,     ///< (#has-parent? @a type ...)
    kHasAncestor,   ///< (#has-ancestor? @a type ...)
    kHasChild,      ///< (#has-child? @a type ...): a direct child; tokens in quotes
    kDeclares,      ///< (#declares? @a type ...): the declarator directly around @a's name, brackets aside, is of such a type
    kOutermost,     ///< (#outermost? @a type): no `type` lies around it
    kAnnotated,     ///< (#annotated? @a type "text" ...): of the nodes of that type right before @a, one begins with a text
    kAncestor,      ///< (#ancestor! @a type ...): @a becomes the nearest node of such a type around the rule's; fails if none is
  };
  Kind kind = Kind::kEqual;
  bool negated = false;  ///< written #not-...
  CaptureId capture = 0;
  CaptureId other = 0;   ///< kEqual with a capture; 0: text
  std::vector<std::string> texts;
  std::vector<std::uint16_t> symbols;
};

/// (#set! key value): read by what applies the rule.
struct Setting {
  std::string key;
  std::string value;
};

/// What a rule does is said by the capture on its outermost node, such as @def.function or @expr.call.
struct Rule {
  Step root;
  CaptureId action = 0;
  std::vector<Predicate> predicates;
  std::vector<Setting> settings;
  std::uint32_t line = 0;  ///< in the query file, for messages

  [[nodiscard]] std::string_view setting(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
};

/// Names of a grammar, as the pattern reader needs them.
class GrammarNames {
 public:
  virtual ~GrammarNames() = default;
  /// The node types of that name (an alias may have several numbers); empty: none.
  [[nodiscard]] virtual std::vector<std::uint16_t> symbols(std::string_view name, bool named) const = 0;
  [[nodiscard]] virtual std::uint16_t field(std::string_view name) const = 0;  ///< 0: none
};

struct Patterns {
  std::vector<Rule> rules;
  std::vector<std::string> captures;  ///< [0] is unused
  [[nodiscard]] CaptureId capture(std::string_view name) const;  ///< 0: not used in this file
};

/// Reads a query file. Throws Error{kFormat} "NAME.scm:LINE: cause" for what does not parse or names a node type, field
/// or predicate that the grammar or this page does not have.
Patterns read_patterns(std::string_view file_name, std::string_view text, const GrammarNames& grammar);

}  // namespace cg::parse
