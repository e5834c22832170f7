#include <cctype>

#include "libcg/parse/extraction.h"

// Types written as text, as Python's annotations may be: `x: "list[a.B] | None"`. To the grammar they are strings; to
// their reader they are types. Read here: names joined by dots, arguments in square brackets, alternatives between bars.
// Anything else ends the reading, and what was read so far counts.

namespace cg::parse {

class TypeTextReader {
 public:
  /// `sites`: also report each name as a use of a type.
  TypeTextReader(Extraction& extraction, std::uint32_t node, bool sites)
      : x_(extraction), text_(extraction.syntax_.text(node)), node_(node), sites_(sites) {}

  ExprId alternatives() {
    std::vector<ExprId> found;
    do {
      const ExprId one = single();
      if (one != kNone) found.push_back(one);
    } while (take('|'));
    return x_.union_of(found);
  }

 private:
  static constexpr int kMaxNesting = 32;

  static bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }
  [[nodiscard]] char peek() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  ExprId single() {
    if (peek() == '[') {  // a list of parameter types
      arguments();
      return kNone;
    }
    ExprId type = kNone;
    do {
      const char first = peek();
      const std::size_t from = at_;
      if (!is_part(first) || std::isdigit(static_cast<unsigned char>(first)) != 0) return kNone;
      while (at_ < text_.size() && is_part(text_[at_])) ++at_;
      type = name(text_.substr(from, at_ - from), from, type);
    } while (take('.'));
    if (peek() != '[' || type == kNone) return type;
    const std::vector<ExprId> args = arguments();
    if (args.empty()) return type;
    Expr e;
    e.op = Op::kGeneric;
    e.base = type;
    return x_.make_args(e, args);
  }

  std::vector<ExprId> arguments() {
    std::vector<ExprId> args;
    if (nesting_ >= kMaxNesting || !take('[')) return args;
    ++nesting_;
    do {
      args.push_back(alternatives());
    } while (take(','));
    --nesting_;
    take(']');
    return args;
  }

  ExprId name(std::string_view text, std::size_t from, ExprId qualifier) {
    const std::uint32_t scope = x_.scope_of_[node_];
    const std::uint32_t symbol = x_.scopes_.at(scope).symbol;
    Expr e;
    e.name = x_.names_.intern(text);
    if (qualifier != kNone) {
      e.op = Op::kMember;
      e.base = qualifier;
    } else {
      const std::uint32_t bound = x_.scopes_.lookup(e.name, scope, x_.syntax_.nodes[node_].start, true);
      if (bound != kNone && x_.scopes_.binding(bound).symbol == kNone) return x_.convert_binding(bound);
      if (bound != kNone) {
        e = Expr{};
        e.op = Op::kSymbol;
        e.base = x_.scopes_.binding(bound).symbol;
      } else {
        e.op = Op::kName;
        e.scope = x_.lookup_scope(symbol);
      }
    }
    const ExprId expr = x_.add_expr(e);
    if (sites_) {
      Site site;
      site.kind = EdgeKind::kUsesType;
      site.owner = symbol;
      site.name = x_.names_.intern(text);
      site.expr = expr;
      site.at = x_.position(x_.syntax_.nodes[node_].start + static_cast<std::uint32_t>(from));
      x_.out_.sites.push_back(site);
    }
    return expr;
  }

  Extraction& x_;
  std::string_view text_;
  std::uint32_t node_;
  bool sites_;
  std::size_t at_ = 0;
  int nesting_ = 0;
};

bool Extraction::in_type(std::uint32_t node) const {
  for (;; node = syntax_.nodes[node].parent) {
    if (roles_[node] == Role::kType) return true;
    if (roles_[node] == Role::kSilent || node == 0) return false;
  }
}

ExprId Extraction::read_type_text(std::uint32_t node, bool sites) {
  return TypeTextReader(*this, node, sites).alternatives();
}

}  // namespace cg::parse
