#include "libcg/parse/conditional_text.h"

#include <algorithm>
#include <string_view>
#include <utility>

// Grammars take #if around whole statements and members. Elsewhere (inside a call, an initialiser, a condition, around half a
// block) the directives must go, and of branches that do not balance only the first can stay.

namespace cg::parse {
namespace {

using Kind = CToken::Kind;

struct Branch {
  std::size_t directive = 0;  ///< token
  int braces = 0;
  int brackets = 0;
};

struct Group {
  std::vector<Branch> branches;
  bool inside = false;  ///< stands where no grammar expects it
  bool values = false;  ///< in an initialiser, where branches may follow each other
};

enum class Brace { kBlock, kEnum, kValues };

class Conditionals {
 public:
  Conditionals(MaskedText& out, std::vector<CToken>& tokens) : out_(out), text_(out.source()), tokens_(tokens) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == Kind::kDirective) {
        directive(i);
      } else if (tokens_[i].kind == Kind::kPunct) {
        bracket(i, text_[tokens_[i].start]);
      }
    }
    std::erase_if(tokens_, [](const CToken& t) { return t.end == t.start; });
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return text_.substr(tokens_[i].start, tokens_[i].end - tokens_[i].start); }
  [[nodiscard]] char punct(std::size_t i) const { return tokens_[i].kind == Kind::kPunct ? text_[tokens_[i].start] : '\0'; }
  [[nodiscard]] std::string_view line_of(std::size_t i) const {
    std::string_view line = word(i).substr(1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    return line;
  }

  void directive(std::size_t i) {
    const std::string_view line = line_of(i);
    if (line.starts_with("el") || line.starts_with("endif")) end_label(i);
    if (line.starts_with("define")) {
      mask_comments(i);
      if (in(Brace::kValues) || in(Brace::kEnum)) drop(i);
    } else if (line.starts_with("if")) {
      if ((line.find("(<") != std::string_view::npos || line.find("::") != std::string_view::npos)) mask_condition(i, '1');
      Group group;
      group.values = in(Brace::kValues);
      group.inside = brackets_ > 0 || group.values || amid_statement(i);
      group.branches.push_back({i, 0, 0});
      open_.push_back(std::move(group));
    } else if (line.starts_with("el") && !open_.empty()) {
      brackets_ -= open_.back().branches.back().brackets;  // a branch begins where the first did
      open_.back().branches.push_back({i, 0, 0});
    } else if (line.starts_with("endif") && !open_.empty()) {
      const Group group = std::move(open_.back());
      open_.pop_back();
      const Branch& first = group.branches.front();
      if (group.branches.size() > 1) brackets_ += first.brackets - group.branches.back().brackets;
      settle(group, i);
      if (!open_.empty()) {
        open_.back().branches.back().braces += first.braces;
        open_.back().branches.back().brackets += first.brackets;
      }
    } else if (in(Brace::kValues) || in(Brace::kEnum) || brackets_ > 0) {
      drop(i);
    }
  }

  /// A label, which wants a statement behind it, as the last of a branch: it gets an empty one.
  void end_label(std::size_t directive) {
    if (directive < 3 || punct(directive - 1) != ':' || tokens_[directive - 2].kind != Kind::kName) return;
    const std::size_t behind = tokens_[directive - 1].end;
    const bool begins = tokens_[directive - 3].kind == Kind::kDirective || std::string_view(";{}").find(punct(directive - 3)) != std::string_view::npos;
    if (begins && (text_[behind] == '\n' || text_[behind] == '\r' || text_[behind] == ' ')) out_.write(behind, ';');
  }

  [[nodiscard]] bool in(Brace brace) const { return !braces_.empty() && braces_.back() == brace; }

  /// `#if __has_include(<x>)` is no expression to grammars.
  void mask_condition(std::size_t i, char value) {
    const std::string_view line = word(i);
    const std::size_t from = line.find("if");
    if (from == std::string_view::npos) return;  // #else
    std::size_t end = from;
    while (end < line.size() && line[end] >= 'a' && line[end] <= 'z') ++end;
    if (end + 1 >= line.size()) return;
    out_.hide(tokens_[i].start + end, tokens_[i].end);
    out_.write(tokens_[i].start + end + 1, value);
  }

  void bracket(std::size_t i, char c) {
    const int brace = c == '{' ? 1 : c == '}' ? -1 : 0;
    const int bracket = c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    if (brace > 0) braces_.push_back(kind_of_brace(i));
    if (brace < 0 && !braces_.empty()) braces_.pop_back();
    if (brace != 0 && (braces_.empty() || braces_.back() == Brace::kBlock)) brackets_ = std::min(brackets_, 1);
    if (brace < 0 && braces_.empty()) brackets_ = 0;  // what a macro left open ends here
    brackets_ = std::max(brackets_ + bracket, 0);
    if (open_.empty()) return;
    open_.back().branches.back().braces += brace;
    open_.back().branches.back().brackets += bracket;
  }

  [[nodiscard]] Brace kind_of_brace(std::size_t i) const {
    const bool in_values = !braces_.empty() && braces_.back() == Brace::kValues;
    const char before = i > 0 ? punct(i - 1) : '\0';
    if (in_values || before == '=') return Brace::kValues;
    for (std::size_t at = i; at > 0 && at + 6 > i; --at) {
      if (word(at - 1) == "enum") return Brace::kEnum;
      if (punct(at - 1) == ';' || punct(at - 1) == ')' || punct(at - 1) == '}') break;
    }
    return Brace::kBlock;
  }

  [[nodiscard]] bool amid_statement(std::size_t i) const {
    while (i > 0 && tokens_[i - 1].end == tokens_[i - 1].start) --i;  // what an #if before this one lost: it was amid a statement
    if (i == 0) return false;
    const CToken& before = tokens_[i - 1];
    if (before.kind == Kind::kDirective) return false;
    const char c = punct(i - 1);
    if (c == ':') return i > 1 && punct(i - 2) == ')';                                    // initialisers of a constructor
    if (c == ',') return !in(Brace::kEnum);
    if (c != '\0') return std::string_view(";{})").find(c) == std::string_view::npos;
    if (before.kind == Kind::kLiteral) return word(i - 1).front() != '"' || !braces_.empty();
    if (before.kind == Kind::kName) {  // a line that is nothing but a macro ends there; any other name goes on
      const std::string_view name = word(i - 1);
      return !in(Brace::kEnum) && std::any_of(name.begin(), name.end(), [](char b) { return b >= 'a' && b <= 'z'; });
    }
    if (before.kind != Kind::kKeyword) return false;
    return word(i - 1) == "else" || word(i - 1) == "do" || word(i - 1) == "return";
  }

  /// Whether the parenthesis that closes at `close` is that of an if or a loop, with nothing behind it.
  [[nodiscard]] bool is_condition(std::size_t from, std::size_t close) const {
    int depth = 0;
    for (std::size_t at = close; at > from; --at) {
      if (punct(at) == ')') ++depth;
      if (punct(at) == '(' && --depth == 0) return word(at - 1) == "if" || word(at - 1) == "while" || word(at - 1) == "for" || word(at - 1) == "switch";
    }
    return false;
  }

  /// Whether all of a branch is `template <...>`, the head of what stands behind #endif.
  [[nodiscard]] bool is_template_head(std::size_t from, std::size_t to) const {
    if (word(from) != "template" || punct(to - 1) != '>') return false;
    for (std::size_t at = from; at < to; ++at) {
      if (punct(at) == ';' || punct(at) == '{') return false;
    }
    return true;
  }

  /// Whether the branches are heads of one function, whose body stands behind #endif.
  [[nodiscard]] bool heads_of_body(const Group& group, std::size_t end) const {
    if (group.branches.size() < 2 || end + 1 >= tokens_.size() || punct(end + 1) != '{') return false;
    for (std::size_t b = 0; b < group.branches.size(); ++b) {
      const std::size_t to = b + 1 < group.branches.size() ? group.branches[b + 1].directive : end;
      const std::size_t from = group.branches[b].directive + 1;
      if (to <= from || punct(to - 1) != ')' || is_condition(from, to - 1)) return false;
    }
    return true;
  }

  /// Whether a branch ends in the middle of a statement: `res =` or `if (failed)` before #endif, and the rest behind it.
  [[nodiscard]] bool dangles(const Group& group, std::size_t end) const {
    if (heads_of_body(group, end)) return true;
    for (std::size_t b = 0; b < group.branches.size(); ++b) {
      const std::size_t to = b + 1 < group.branches.size() ? group.branches[b + 1].directive : end;
      const std::size_t from = group.branches[b].directive + 1;
      if (to <= from) continue;
      const char last = punct(to - 1);
      if (last != '\0' && std::string_view("=+-&|?").find(last) != std::string_view::npos) return true;
      if (is_template_head(from, to)) return true;
      if (word(to - 1) == "else" || (last == ')' && is_condition(from, to - 1))) return true;
    }
    return false;
  }

  void settle(const Group& group, std::size_t end) {
    const bool odd = std::any_of(group.branches.begin(), group.branches.end(),
                                 [](const Branch& b) { return b.braces != 0 || b.brackets != 0; });
    if (!odd && !group.inside && !dangles(group, end)) return;
    const bool never = group.branches.size() > 1 && line_of(group.branches[0].directive).starts_with("if 0");
    const std::size_t kept = never ? 1 : 0;
    const bool all = group.values && !odd;
    const bool heads = heads_of_body(group, end);
    for (std::size_t b = 0; b < group.branches.size(); ++b) {
      const std::size_t from = group.branches[b].directive;
      const std::size_t to = b + 1 < group.branches.size() ? group.branches[b + 1].directive : end;
      mask_condition(from, ' ');
      const bool goes = b != kept && !all && from + 1 < to;
      if (goes && heads) out_.blank(tokens_[from + 1].start, tokens_[to - 1].end);  // it calls nothing, it would have a name
      if (goes && !heads) out_.hide(tokens_[from + 1].start, tokens_[to - 1].end);
      for (std::size_t i = from; i < to; ++i) {
        if (i == from || (b != kept && !all)) drop(i);
      }
    }
    drop(end);
  }

  void drop(std::size_t i) {
    out_.blank(tokens_[i].start, tokens_[i].end);
    if (tokens_[i].kind == Kind::kDirective) {  // a continuation holds nothing together any more, and must not be one
      tokens_[i].kind = Kind::kPunct;
    }
    tokens_[i].end = tokens_[i].start;
  }

  /// Grammars end a macro's body at the first comment in it.
  void mask_comments(std::size_t i) {
    const std::size_t end = tokens_[i].end;
    const std::size_t line_end = std::min(text_.find('\n', tokens_[i].start), text_.size());
    if (line_end >= end) return;
    for (std::size_t at = tokens_[i].start; at + 1 < end; ++at) {
      if (text_[at] == '"') at = std::min(closing_quote(at, end), end);
      if (at + 1 >= end || text_[at] != '/' || text_[at + 1] != '*') continue;
      const std::size_t close = std::min(text_.find("*/", at + 2), end - std::min<std::size_t>(end, 2)) + 2;
      for (; at < close && at < end; ++at) out_.write(at, ' ');
      --at;
    }
  }

  [[nodiscard]] std::size_t closing_quote(std::size_t at, std::size_t end) const {
    for (++at; at < end && text_[at] != '"' && text_[at] != '\n'; ++at) {
      if (text_[at] == '\\') ++at;
    }
    return at;
  }

  MaskedText& out_;
  std::string_view text_;
  std::vector<CToken>& tokens_;
  std::vector<Group> open_;
  std::vector<Brace> braces_;
  int brackets_ = 0;
};

}  // namespace

void mask_conditionals(MaskedText& text, std::vector<CToken>& tokens) { Conditionals(text, tokens).run(); }

}  // namespace cg::parse
