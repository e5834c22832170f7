#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_set>

#include "libcg/parse/extraction.h"
#include "libcg/parse/token_bindings.h"

// Macro bodies are text to the grammar: `#define F(x) g(x)->h` has one node for all of `g(x)->h`. They hold real calls,
// so the names in them are read lexically: chains of names joined by . -> :: and calls. Strings, numbers, comments and
// the macro's own parameters are passed over.

namespace cg::parse {

class TokenScanner {
 public:
  TokenScanner(Extraction& extraction, std::string_view text, std::uint32_t start, std::uint32_t owner, std::uint32_t scope)
      : x_(extraction), text_(text), start_(start), owner_(owner), scope_(scope) {}

  void run() {
    while (at_ < text_.size()) chain();
  }

 private:
  static bool is_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  static bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_space() {
    while (at_ < text_.size() && (std::isspace(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '\\')) ++at_;
  }

  /// One step: a literal, a comment, a chain of names, or one character of anything else.
  void chain() {
    const char c = peek();
    if (c == '"' || c == '\'') {
      skip_quoted(c);
    } else if (c == '/' && peek(1) == '/') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == '/' && peek(1) == '*') {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      while (is_part(peek()) || (peek() == '.' && peek(1) != '.')) ++at_;
    } else if (c == '.' && peek(1) == '.') {  // a range, or ...
      while (peek() == '.') ++at_;
    } else if (c == '$' && is_start(peek(1))) {  // what a macro was given, with perhaps a member of it behind
      ++at_;
      const std::size_t from = at_;
      while (is_part(peek())) ++at_;
      Expr given;
      if (text_.substr(from, at_ - from) == "crate") {
        given.op = Op::kName;
        given.name = x_.names_.intern("crate");
        given.scope = x_.lookup_scope(owner_);
      }
      members(x_.add_expr(given));
    } else if (is_start(c)) {
      names();
    } else if (c == ')' || c == ']' || c == '?') {
      ++at_;
      members(x_.add_expr(Expr{}));
    } else {
      ++at_;
    }
  }

  void skip_quoted(char quote) {
    ++at_;
    if (quote == '\'' && is_start(peek())) {  // 'a is a lifetime, 'a' a character
      std::size_t end = at_;
      while (end < text_.size() && is_part(text_[end])) ++end;
      if (end >= text_.size() || text_[end] != '\'') {
        at_ = end;
        return;
      }
    }
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] != quote && (text_[at_] != '\n' || !ends_with_line_)) at_ += text_[at_] == '\\' ? 2 : 1;
    if (quote == '"' && !x_.out_.parameters.empty()) use_printed(from, std::min(at_, text_.size()));
    at_ = std::min(at_ + 1, text_.size());
  }

  /// A chain that starts with a name.
  void names() {
    const std::size_t from = at_;
    while (is_part(peek())) ++at_;
    const std::string_view name = text_.substr(from, at_ - from);
    if (peek() == '"' || (peek() == '#' && (peek(1) == '"' || peek(1) == '#'))) return prefixed_string();
    use_parameter(name, from);
    if (const ExprId known = local(name); known != kNone) {
      skip_space();
      const bool called = peek() == '(';
      if (called) arguments();
      return members(called ? x_.wrap(Op::kCall, known) : known);
    }
    members(link(plain(name), name, from));
  }

  /// The binding of a name that is a parameter of the function around, and surely that one: the tokens bind no other so called.
  std::uint32_t parameter(std::string_view name) {
    if (x_.out_.parameters.empty()) return kNone;
    const std::uint32_t bound = x_.scopes_.lookup(x_.names_.intern(name), scope_, start_, x_.language_.policy().hoisted);
    if (bound == kNone || x_.scopes_.binding(bound).parameter == kNone) return kNone;
    if (!bound_here_) bound_here_ = names_bound_in(text_, x_.syntax_.source.substr(0, start_));
    return bound_here_->contains(name) ? kNone : bound;
  }

  void use(std::uint32_t parameter, std::size_t from, Role role) {
    x_.use_binding(parameter, scope_, start_ + static_cast<std::uint32_t>(from), role);
  }

  /// A parameter that is no label (`x: 1`, `f(x = 1)`), path or macro there.
  void use_parameter(std::string_view name, std::size_t from) {
    const std::uint32_t bound = parameter(name);
    if (bound == kNone) return;
    const std::size_t behind = text_.find_first_not_of(" \t\r\n", from + name.size());
    const std::string_view rest = behind == std::string_view::npos ? std::string_view{} : text_.substr(behind);
    if (rest.starts_with(':') || (rest.starts_with('!') && opens_arguments(behind + 1))) return;
    const bool written = rest.starts_with('=') && !rest.starts_with("==");
    if (written) {
      const std::size_t before = from == 0 ? std::string_view::npos : text_.find_last_not_of(" \t\r\n", from - 1);
      if (before == std::string_view::npos || std::string_view("([,").find(text_[before]) != std::string_view::npos) return;
    }
    use(bound, from, written ? Role::kWrite : Role::kRead);
  }

  /// A string of a macro that formats names what it prints: "{x} of {y:>8}". Doubled braces stand for themselves.
  void use_printed(std::size_t from, std::size_t end) {
    for (std::size_t at = from; at < end; ++at) {
      if (text_[at] != '{') continue;
      std::size_t name_end = at + 1;
      if (name_end < end && text_[name_end] == '{') {
        ++at;
        continue;
      }
      while (name_end < end && is_part(text_[name_end])) ++name_end;
      const bool named = name_end > at + 1 && is_start(text_[at + 1]) && name_end < end && (text_[name_end] == '}' || text_[name_end] == ':');
      if (named) use(parameter(text_.substr(at + 1, name_end - at - 1)), at + 1, Role::kRead);
      at = name_end - 1;
    }
  }

  /// L"...", r#"..."#: the letters before a string are no name.
  void prefixed_string() {
    std::string closer = "\"";
    while (peek() == '#') {
      closer += '#';
      ++at_;
    }
    if (peek() != '"') return;
    if (closer.size() == 1) return skip_quoted('"');
    const std::size_t end = text_.find(closer, at_ + 1);
    at_ = end == std::string_view::npos ? text_.size() : end + closer.size();
  }

  /// The names behind a value: .b()->c::d
  void members(ExprId base) {
    for (;;) {
      skip_space();
      while (peek() == '?' && (peek(1) == '.' || peek(1) == '?')) ++at_;
      bool is_static = false;
      if (text_.substr(at_, 2) == "->" || text_.substr(at_, 2) == "::") {
        is_static = peek() == ':';
        at_ += 2;
      } else if (peek() == '.' && std::isdigit(static_cast<unsigned char>(peek(1))) != 0) {  // part of a tuple
        ++at_;
        while (is_part(peek())) ++at_;
        base = x_.add_expr(Expr{});
        continue;
      } else if (peek() == '.' && is_start(peek(1))) {
        ++at_;
      } else {
        return;
      }
      skip_space();
      if (!is_start(peek())) return;
      const std::size_t from = at_;
      while (is_part(peek())) ++at_;
      const std::string_view name = text_.substr(from, at_ - from);
      base = link(member(base, name, is_static), name, from);
    }
  }

  [[nodiscard]] bool opens_arguments(std::size_t at) const {
    while (at < text_.size() && std::isspace(static_cast<unsigned char>(text_[at])) != 0) ++at;
    return at < text_.size() && (text_[at] == '(' || text_[at] == '[' || text_[at] == '{');
  }

  /// Reports the name at `from` and passes over what it is called with; the expression of the whole.
  ExprId link(ExprId expr, std::string_view name, std::size_t from) {
    const bool pasted = from >= 2 && text_.substr(from - 2, 2) == "##";
    skip_space();
    const bool expands = peek() == '!' && opens_arguments(at_ + 1);
    const bool called = peek() == '(';
    const bool pastes = text_.substr(at_, 2) == "##";
    if (expr != kNone && !pasted && !pastes) {
      Site site;
      site.kind = expands ? EdgeKind::kExpands : called ? EdgeKind::kCalls : EdgeKind::kReads;
      site.owner = owner_;
      site.name = x_.names_.intern(name);
      site.expr = expr;
      site.at = x_.position(start_ + static_cast<std::uint32_t>(from));
      x_.out_.sites.push_back(site);
    }
    if (expands) ++at_;
    if (called) arguments();
    return called ? x_.wrap(Op::kCall, expr) : expands ? kNone : expr;
  }

  void arguments() {
    ++at_;
    constexpr int kMaxNesting = 64;
    if (++nesting_ < kMaxNesting) {
      while (at_ < text_.size() && peek() != ')') chain();
    }
    --nesting_;
    if (peek() == ')') ++at_;
  }

  /// What is known of a local, or of the instance around: no uses in themselves, but something may hang on them.
  ExprId local(std::string_view name) {
    Expr e;
    if (x_.is_self_name(name)) {
      e.op = Op::kSelf;
      e.scope = x_.lookup_scope(owner_);
      return x_.add_expr(e);
    }
    const std::uint32_t bound = x_.scopes_.lookup(x_.names_.intern(name), scope_, start_, true);
    if (bound == kNone || x_.scopes_.binding(bound).symbol != kNone) return kNone;
    const ExprId known = x_.convert_binding(bound);
    return known == kNone ? x_.add_expr(e) : known;
  }

  /// kNone for what is local or a keyword that the scanner should not report.
  ExprId plain(std::string_view name) {
    static constexpr std::string_view kKeywords[] = {
        "if", "else", "for", "while", "do", "switch", "case", "return", "sizeof", "break", "continue", "goto", "default",
        "const", "volatile", "static", "extern", "inline", "struct", "union", "enum", "int", "char", "long", "short",
        "unsigned", "signed", "float", "double", "void", "typeof", "__typeof__", "defined", "__VA_ARGS__", "__VA_OPT__",
        "let", "mut", "match", "fn", "as", "in", "ref", "true", "false", "nullptr", "new", "delete", "template",
        "typename", "class", "pub", "impl", "move", "dyn", "crate", "async", "await", "unsafe", "where", "this", "auto", "bool",
        "operator", "using", "namespace", "__attribute__", "asm"};
    if (std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords)) return kNone;
    Expr e;
    e.name = x_.names_.intern(name);
    const std::uint32_t bound = x_.scopes_.lookup(e.name, scope_, start_, true);
    if (bound != kNone) {  // a function in the function around
      e.op = Op::kSymbol;
      e.base = x_.scopes_.binding(bound).symbol;
      e.name = 0;
      return x_.add_expr(e);
    }
    e.op = Op::kName;
    e.scope = x_.lookup_scope(owner_);
    return x_.add_expr(e);
  }

  ExprId member(ExprId base, std::string_view name, bool is_static) {
    Expr e;
    if (base == kNone) base = x_.add_expr(e);  // unknown
    e.op = Op::kMember;
    e.base = base;
    e.name = x_.names_.intern(name);
    e.is_static = is_static;
    return x_.add_expr(e);
  }

  Extraction& x_;
  std::string_view text_;
  std::uint32_t start_;
  std::uint32_t owner_;
  std::uint32_t scope_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  const bool ends_with_line_ = x_.language_.policy().imports == ImportStyle::kInclude;  ///< a string does
  std::optional<std::unordered_set<std::string_view>> bound_here_;
};

/// The scope is that of the innermost node around.
void Extraction::scan_hidden(TextRange range) {
  const auto& nodes = syntax_.nodes;
  const auto behind = std::upper_bound(nodes.begin(), nodes.end(), range.start,
                                       [](std::uint32_t byte, const Node& node) { return byte < node.start; });
  std::uint32_t node = behind == nodes.begin() ? 0 : static_cast<std::uint32_t>(behind - nodes.begin() - 1);
  while (node != 0 && nodes[node].end < range.end) node = nodes[node].parent;
  const std::uint32_t scope = opens_[node] == kNone ? scope_of_[node] : opens_[node];
  TokenScanner(*this, syntax_.source.substr(range.start, range.end - range.start), range.start, scopes_.at(scope).symbol, scope).run();
}

void Extraction::scan_tokens(std::uint32_t node, std::uint32_t owner, std::uint32_t scope) {
  TokenScanner(*this, syntax_.text(node), syntax_.nodes[node].start, owner, scope).run();
}

}  // namespace cg::parse
