// One walk over a tree of tree-sitter's, to lay it flat.
//
// tree-sitter's own cursor gives the same nodes in the same order, and cost a fifth of the parse before it: each step copies an
// iterator and an entry of its stack, counts descendants and rows that nobody asks for, and looks up aliases and fields
// twice. So this reads the subtrees themselves, whose layout is private to tree-sitter and fixed by the version that
// grammars/package.json pins. What is taken over from its cursor (lib/src/tree_cursor.c) are three rules:
// a hidden subtree's children stand in its place; an alias of the parent's production makes any child visible; a field
// given to a hidden subtree is that of its children unless they have their own. The test walks both ways and compares.
#include "libcg/parse/flatten.h"

// language.h first: it brings the structure that parser.c files have, and the others want.
#include <language.h>
#include <subtree.h>
#include <tree.h>

#include "libcg/parse/language.h"

namespace cg::parse {
namespace {

constexpr TSSymbol kError = static_cast<TSSymbol>(-1);

/// A subtree whose children are being walked.
struct Level {
  const Subtree* child;
  const Subtree* end;
  std::uint32_t at;           ///< byte where the child before ends; of the first child, where it begins
  bool first = true;          ///< the white space before a first child belongs to the parent
  bool visible;               ///< or hidden, and its children stand in for it
  std::uint32_t node;         ///< the nearest visible one: itself or what is around it
  std::uint32_t place = 0;    ///< of the next child, comments and other extras not counted
  TSFieldId field;            ///< of a hidden one: what its children inherit
  const TSSymbol* aliases;    ///< by place; null: none
  const TSFieldMapEntry* fields;
  const TSFieldMapEntry* fields_end;
};

class Walk {
 public:
  Walk(const Language& language, const TSTree& tree, Syntax& out) : language_(language), grammar_(*tree.language), out_(out) {
    const std::uint32_t start = ts_subtree_padding(tree.root).bytes;
    add(tree.root, public_symbol(ts_subtree_symbol(tree.root)), 0, start, 0);
  }

  void run() {
    while (!levels_.empty()) step();
  }

 private:
  [[nodiscard]] TSSymbol public_symbol(TSSymbol symbol) const {
    return symbol == kError ? symbol : grammar_.public_symbol_map[symbol];
  }

  void add(Subtree tree, TSSymbol symbol, TSFieldId field, std::uint32_t start, std::uint32_t parent) {
    Node n;
    n.symbol = symbol;
    n.field = field;
    n.start = start;
    n.end = start + ts_subtree_size(tree).bytes;
    n.parent = parent;
    if (symbol == kError) out_.error_bytes += n.end - n.start;
    out_.nodes.push_back(n);
    const auto number = static_cast<std::uint32_t>(out_.nodes.size() - 1);
    out_.nodes.back().next = number + 1;
    if (open_ + 1 >= kMaxDepth) {
      out_.too_deep = true;
    } else if (ts_subtree_visible_child_count(tree) > 0) {
      ++open_;
      enter(tree, start, true, number, 0);
    }
  }

  void enter(Subtree tree, std::uint32_t start, bool visible, std::uint32_t node, TSFieldId field) {
    const std::uint32_t production = tree.ptr->production_id;
    Level level;
    level.child = ts_subtree_children(tree);
    level.end = level.child + tree.ptr->child_count;
    level.at = start;
    level.visible = visible;
    level.node = node;
    level.field = field;
    level.aliases = ts_language_alias_sequence(&grammar_, production);
    ts_language_field_map(&grammar_, production, &level.fields, &level.fields_end);
    levels_.push_back(level);
  }

  void step() {
    Level& level = levels_.back();
    if (level.child == level.end) {
      if (level.visible) {
        out_.nodes[level.node].next = static_cast<std::uint32_t>(out_.nodes.size());
        --open_;
      }
      levels_.pop_back();
      return;
    }
    const Subtree child = *level.child++;
    const std::uint32_t start = level.at + (level.first ? 0 : ts_subtree_padding(child).bytes);
    level.first = false;
    level.at = start + ts_subtree_size(child).bytes;
    TSSymbol alias = 0;
    const std::uint32_t place = level.place;
    const bool extra = ts_subtree_extra(child);
    if (!extra) {
      if (level.aliases != nullptr) alias = level.aliases[place];
      ++level.place;
    }
    if (!ts_subtree_visible(child) && alias == 0) {
      if (ts_subtree_visible_child_count(child) > 0) enter(child, start, false, level.node, extra ? 0 : field_of(level, place));
      return;
    }
    const TSSymbol symbol = public_symbol(alias != 0 ? alias : ts_subtree_symbol(child));
    if (symbol != kError && !language_.keeps(symbol)) return;
    add(child, symbol, extra ? 0 : field_of(level, place), start, level.node);
  }

  static TSFieldId field_of(const Level& level, std::uint32_t place) {
    for (const TSFieldMapEntry* f = level.fields; f < level.fields_end; ++f) {
      if (!f->inherited && f->child_index == place) return f->field_id;
    }
    return level.visible ? 0 : level.field;
  }

  const Language& language_;
  const TSLanguage& grammar_;
  Syntax& out_;
  std::vector<Level> levels_;
  std::size_t open_ = 0;  ///< visible ones of levels_
};

}  // namespace

void flatten(const Language& language, const TSTree* tree, Syntax& out) {
  out.nodes.clear();
  Walk(language, *tree, out).run();
}

}  // namespace cg::parse
