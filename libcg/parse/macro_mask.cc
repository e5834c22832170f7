#include "libcg/parse/macro_mask.h"

#include <algorithm>

#include "libcg/parse/conditional_text.h"
#include "libcg/parse/template_defaults.h"
#include "libcg/parse/wrapped_declarations.h"

// A grammar sees C before the preprocessor does. `UV_EXTERN int f(void);`, `struct s { UV_FIELDS };`, `int __init f(void)`
// and `SYSCALL_DEFINE2(open, ...) {` are errors to it, and its recovery may lose whole files of definitions behind them.
// Expanding macros would need every header and the compiler's options. But such macros betray themselves: two names too
// many in a declaration, a line that is nothing but a macro, a block behind what looks like a call. So one pass over the tokens, with
// brackets followed just enough to know a struct from a function's body, blanks what cannot be there, and leaves the rest alone.

namespace cg::parse {
namespace {

using Kind = CToken::Kind;

enum class Around : std::uint8_t { kDeclarations, kEnum, kValues, kCode, kBrackets };

struct Level {
  Around around = Around::kDeclarations;
  // Of the statement so far:
  bool tagged = false;       ///< has struct, union or class in it
  bool names_space = false;
  bool enumerates = false;
  bool bracketed = false;    ///< has a parameter list in it
  bool assigns = false;
  bool starts = true;        ///< nothing of it has been seen
};

class Masking : CTokenView {
 public:
  Masking(MaskedText& out, const std::vector<CToken>& tokens) : CTokenView(out.source(), tokens), out_(out) {}

  void run() {
    match_ = pair_parentheses();
    std::vector<Level> levels{{}};
    for (i_ = 0; i_ < tokens_.size();) step(levels);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  void write(std::size_t at, char c) { out_.write(at, c); }
  void blank_tokens(std::size_t from, std::size_t to) { out_.hide(tokens_[from].start, tokens_[to].end); }

  // -- brackets

  /// The token behind `i` and its arguments, if it has some.
  [[nodiscard]] std::size_t behind(std::size_t i) const {
    if (punct(i + 1) == '(' && match_[i + 1] != kNone) return match_[i + 1] + 1;
    return i + 1;
  }

  // -- the walk

  void step(std::vector<Level>& levels) {
    Level& level = levels.back();
    const std::size_t at = i_;
    if (is(at, Kind::kDirective)) {
      ++i_;
      return;
    }
    if (is(at, Kind::kKeyword) && word(at) == "operator") return operator_name(level);
    if (is(at, Kind::kKeyword) && word(at) == "if" && looks_like_macro(at + 1) && punct(at + 2) == '(') blank_tokens(at + 1, at + 1);
    if (is(at, Kind::kKeyword) && word(at) == "template" && punct(at + 1) == '<') template_parameters(at + 2);
    if (is(at, Kind::kName) && (level.starts || is(at - 1, Kind::kQualifier)) && level.around != Around::kEnum && variable(level)) return;
    if (level.starts && is(at, Kind::kName)) {
      if (level.around == Around::kCode && loop_macro()) return;
      if (level.around == Around::kEnum ? enum_items() : (macro_line(level) || definition(level))) {
        level = Level{level.around};
        return;
      }
    }
    if (is_declaring(at) && level.around != Around::kEnum && level.around != Around::kValues) {
      run(level);
      level.starts = false;
      return;
    }
    ++i_;
    const char c = punct(at);
    if (c == '{') {
      const Around inner = block(level, at);
      level.starts = false;
      levels.push_back(Level{inner});
    } else if (c == '}') {
      const bool code = levels.back().around == Around::kCode;
      if (levels.size() > 1) levels.pop_back();
      const Level& outer = levels.back();
      const bool goes_on = outer.assigns || ((outer.tagged || outer.enumerates) && !outer.bracketed);  // struct {...} x;
      if (!goes_on || (code && outer.around == Around::kDeclarations)) levels.back() = Level{outer.around};  // f(T x = {}) {...} ends, too
    } else if (c == ';' || (c == ',' && level.around == Around::kEnum)) {
      level = Level{level.around};
    } else if (c == ':' && at > 0 && (is(at - 1, Kind::kKeyword) || level.around == Around::kCode)) {
      level = Level{level.around};  // public:, case and labels
    } else if (c == '(') {
      const bool attribute = at > 0 && (word(at - 1).starts_with("__attribute") || looks_like_macro(at - 1));
      level.bracketed = level.bracketed || !attribute;
      level.starts = false;
    } else if (c == ')' || c == ']') {
      level.starts = false;
      if (level.around == Around::kDeclarations) attributes_behind(at);
    } else {
      level.assigns = level.assigns || c == '=';
      level.enumerates = level.enumerates && c != '=';
      level.starts = false;
      level.names_space = level.names_space || word(at) == "namespace";
    }
  }

  /// The = of operator= assigns nothing.
  void operator_name(Level& level) {
    level.starts = false;
    if (punct(++i_) == '(') i_ += 2;
    while (punct(i_) != '\0' && punct(i_) != '(') ++i_;
  }

  [[nodiscard]] Around block(const Level& level, std::size_t brace) const {
    if (level.around == Around::kValues) return Around::kValues;
    if (level.assigns) return punct(brace - 1) == ')' && level.around == Around::kDeclarations && level.bracketed ? Around::kCode : Around::kValues;
    if (level.enumerates && !level.bracketed) return Around::kEnum;
    if (level.names_space || (level.tagged && !level.bracketed)) return Around::kDeclarations;
    if (brace > 0 && is(brace - 1, Kind::kLiteral)) return Around::kDeclarations;  // extern "C" {
    return Around::kCode;
  }

  /// `FIELDS` or `DECLARE(x)` alone on a line, without the semicolon that the grammar waits for.
  bool macro_line(const Level& level) {
    if (level.around == Around::kValues || !tokens_[i_].first_on_line || !looks_like_macro(i_)) return false;
    const std::size_t next = behind(i_);
    if (punct(i_ + 1) == '(' && next == i_ + 1) return false;
    const bool last = next >= tokens_.size();
    if (!last && (!tokens_[next].first_on_line || (tokens_[next].kind == Kind::kPunct && punct(next) != '}'))) return false;
    if (!last && level.around == Around::kCode && next == i_ + 1 && punct(next) == '}') return false;
    if (level.around == Around::kDeclarations) {
      blank_tokens(i_, next - 1);
    } else if (tokens_[next - 1].end < text_.size()) {
      write(tokens_[next - 1].end, ';');
    }
    i_ = next;
    return true;
  }

  /// `for_each_cpu(cpu)` in front of the statement it repeats. Only a macro can stand there, whatever its case; blanked, it
  /// leaves the statement. (Before a block grammars see a call and a block, which is as good.)
  bool loop_macro() {
    const std::size_t next = behind(i_);
    if (next == i_ + 1 || next >= tokens_.size() || word(i_).find("typeof") != std::string_view::npos) return false;
    if (!is(next, Kind::kName) && !is(next, Kind::kKeyword)) return false;
    blank_tokens(i_, next - 1);
    i_ = next;
    return true;
  }

  /// `LIST(ITEM)` among enumerators.
  bool enum_items() {
    const std::size_t next = behind(i_);
    const bool called = next != i_ + 1;
    if (!called && !(looks_like_macro(i_) && is(next, Kind::kName))) return false;
    const std::size_t last = called && punct(next) == ',' ? next : next - 1;
    blank_tokens(i_, last);
    i_ = last + 1;
    return true;
  }

  /// `DEFINE(name, ...) {`: a function whose name is the macro's first argument. The macro becomes its type.
  bool definition(const Level& level) {
    if (level.around != Around::kDeclarations || punct(i_ + 1) != '(' || match_[i_ + 1] == kNone) return false;
    const std::size_t open = i_ + 1;
    const std::size_t close = match_[open];
    if (punct(close + 1) != '{' || !looks_like_macro(i_)) return false;
    if (quoted_test(open, close)) return true;
    if (!is(open + 1, Kind::kName)) return false;
    const char after_name = punct(open + 2);
    if (after_name == ',' && close == open + 4 && is(open + 3, Kind::kName)) return false;  // TEST(suite, name): the grammar's own affair
    if (after_name == ',') {
      write(tokens_[open].start, ' ');
      write(tokens_[open + 2].start, '(');
      pair_parameters(open + 2, close);
    } else if (after_name == ')' && tokens_[close].end < tokens_[close + 1].start) {
      write(tokens_[open].start, ' ');
      write(tokens_[close].start, '(');
      write(tokens_[close].end, ')');
    } else {
      return false;
    }
    i_ = close + 1;
    return true;
  }

  /// `TEST_CASE("what it shows", "[tag]") {`, `TEST_CASE_METHOD(Fixture, "what it shows") {`: the text names the test.
  bool quoted_test(std::size_t open, std::size_t close) {
    const bool fixture = is(open + 1, Kind::kName) && punct(open + 2) == ',';
    const std::size_t text = fixture ? open + 3 : open + 1;
    if (!is(text, Kind::kLiteral) || text_[tokens_[text].start] != '"') return false;
    blank_tokens(fixture ? open + 2 : text, close - 1);
    i_ = close + 1;
    return true;
  }

  [[nodiscard]] bool defines(std::size_t i) const {
    return is(i, Kind::kName) && (word(i).starts_with("DEFINE_") || word(i).starts_with("DECLARE_")) && punct(i + 1) == '(' &&
           match_[i + 1] != kNone && (punct(match_[i + 1] + 1) == ';' || punct(match_[i + 1] + 1) == '=');
  }

  /// `DEFINE_LOCK(name);`, `DECLARE_BITMAP(name, 8);`, `DEFINE_PER_CPU(struct s, name);` become declarations of `name`.
  bool variable(Level& level) {
    if (!defines(i_) || level.around == Around::kValues) return false;
    const std::size_t open = i_ + 1;
    const std::size_t close = match_[open];
    std::size_t comma = kNone;
    for (std::size_t i = open + 1; i < close; ++i) {
      if (punct(i) == '(' && match_[i] != kNone) i = match_[i];
      if (punct(i) != ',') continue;
      if (comma != kNone) return false;
      comma = i;
    }
    const bool typed = comma != kNone && comma + 2 == close && is(comma + 1, Kind::kName) && (comma > open + 2 || is(open + 1, Kind::kType));
    if (typed) {
      blank_tokens(i_, open);
      write(tokens_[comma].start, ' ');
      write(tokens_[close].start, ' ');
    } else if (is(open + 1, Kind::kName) && (comma == kNone ? close : comma) == open + 2) {
      const bool declared = word(i_).starts_with("DECLARE_");
      write(tokens_[open].start, ' ');
      if (comma != kNone) write(tokens_[comma].start, declared ? '[' : '=');
      write(tokens_[close].start, comma != kNone && declared ? ']' : ' ');
    } else {
      return false;
    }
    level.starts = false;
    i_ = close + 1;
    return true;
  }

  /// `template <typename T, ENABLE_IF(is_number<T>())>`
  void template_parameters(std::size_t at) {
    for (std::size_t angles = 1; at < tokens_.size() && angles > 0; ++at) {
      const char c = punct(at);
      if (c == '{' || c == ';') return;
      if (c == '<') ++angles;
      if (c == '>') --angles;
      if (c == '(' && match_[at] != kNone) at = match_[at];
      const bool macro = angles == 1 && looks_like_macro(at) && (punct(at - 1) == ',' || punct(at - 1) == '<');
      if (!macro || punct(at + 1) != '(' || match_[at + 1] == kNone) continue;
      const std::size_t close = match_[at + 1], last = close + (punct(close + 1) == '=' && close + 2 < tokens_.size() ? 2 : 0);  // ENABLE_IF(...) = 0
      blank_tokens(at, last);
      if (punct(at - 1) == ',') write(tokens_[at - 1].start, ' ');
      at = last;
    }
  }

  /// `DEFINE2(open, const char *, name, int, mode)`: types and names alternate where the macro's name ends in their number.
  void pair_parameters(std::size_t from, std::size_t close) {
    const char digit = text_[tokens_[i_].end - 1];
    if (digit < '1' || digit > '9') return;
    std::vector<std::size_t> commas;
    for (std::size_t i = from + 1; i < close; ++i) {
      if (punct(i) == '(' && match_[i] != kNone) i = match_[i];
      if (punct(i) == ',') commas.push_back(i);
    }
    if (commas.size() + 1 != 2 * static_cast<std::size_t>(digit - '0')) return;
    for (std::size_t c = 0; c < commas.size(); c += 2) write(tokens_[commas[c]].start, ' ');
    for (std::size_t i = from + 1; i < close; ++i) {
      if (is(i, Kind::kName) && word(i).starts_with("__")) blank_tokens(i, i);  // __user
    }
  }

  /// `) GUARDED_BY(x) {` and the like.
  void attributes_behind(std::size_t close) {
    std::size_t at = close + 1;
    while (is(at, Kind::kQualifier) || (is(at, Kind::kKeyword) && (word(at) == "override" || word(at) == "noexcept" || word(at) == "final"))) ++at;
    while (looks_like_macro(at)) {
      const std::size_t next = behind(at);
      const char c = punct(next);
      if (c != ';' && c != '{' && c != ':' && c != '=' && !is(next, Kind::kName) && !is(next, Kind::kKeyword)) return;
      if (is(next, Kind::kName) && !looks_like_macro(next) && tokens_[at].first_on_line) return;
      blank_tokens(at, next - 1);
      at = next;
      i_ = next;
    }
  }

  /// Words that stand side by side in a declaration: at most a type and a name among them, beside keywords.
  void run(Level& level) {
    const std::size_t from = i_;
    std::vector<std::size_t>& names = names_;  // every statement has some: not an allocation each
    names.clear();
    bool typed = false;
    bool tagged = false;
    while ((is_declaring(i_) && !(i_ > from && defines(i_))) || decorates(from, level)) {
      if (!is_declaring(i_)) {  // int ATTRIBUTE(x) f()
        const std::size_t macro = i_ - 1;
        i_ = behind(macro);
        blank_tokens(macro, i_ - 1);
        names.pop_back();
        continue;
      }
      const Kind kind = tokens_[i_].kind;
      if (kind == Kind::kName) names.push_back(i_);
      typed = typed || kind == Kind::kType;
      tagged = tagged || kind == Kind::kTag;
      if (kind == Kind::kTag) (word(i_) == "enum" ? level.enumerates : level.tagged) = true;
      ++i_;
    }
    const char next = punct(i_);
    // MACRO(args) in front of what it decorates
    if (next == '(' && i_ == from + 1 && looks_like_macro(from) && level.around == Around::kDeclarations && !level.bracketed &&
        is_declaring(behind(from)) && !is(behind(from), Kind::kDirective)) {
      const std::size_t after = behind(from);
      blank_tokens(from, after - 1);
      i_ = after;
      return;
    }
    if (names.size() == 1 && next == '*' && calling_convention(from)) {
      blank_tokens(from, from);
      return;
    }
    if (!names.empty() && word(i_) == "operator") {  // the operator is the name; what it converts to needs no type before it
      const std::size_t types = typed || is_declaring(i_ + 1) ? 0 : 1;
      while (names.size() > types && drop_one(names, true)) {
      }
      return;
    }
    if (!typed && !tagged && names.size() == 2 && next == '(' && constructs(i_)) blank_tokens(names.front(), names.front());
    if (names.empty() || std::string_view(";,=[(){*&:<").find(next) == std::string_view::npos || next == '\0') return;
    const bool wrapped = next == '(' && is(i_ + 1, Kind::kName) && punct(i_ + 2) == ')' && punct(i_ + 3) == '(';  // int (f)(void)
    const bool pointer = next == '*' || next == '&' || next == '<' || (next == '(' && punct(i_ + 1) == '*') || wrapped;
    const bool templated = from > 1 && punct(from - 1) == '>' && punct(from - 2) != '-';
    const bool pointed = templated || (from > 1 && punct(from - 1) == '*' && is_declaring(from - 2));
    std::size_t allowed = pointer || pointed ? 1 : 2;
    if (typed) --allowed;
    if (tagged) allowed = pointer || next == '{' || next == ':' ? 1 : 2;
    if (level.around == Around::kCode && from > 0 && punct(from - 1) == '.') return;
    while (names.size() > allowed && drop_one(names, pointer || next == '{')) {
    }
    if (names.size() > std::max<std::size_t>(allowed, 1) && !tagged && !pointer && next == '(' && level.around == Around::kDeclarations) {
      blank_tokens(names.front(), names.front());  // asmlinkage, noinline: lower case, but nothing else can be meant
    }
  }

  /// Whether the run's last word is a macro whose arguments follow, and a declaration goes on behind them.
  [[nodiscard]] bool decorates(std::size_t from, const Level& level) const {
    return level.around == Around::kDeclarations && !level.bracketed && i_ > from + 1 && punct(i_) == '(' && looks_like_macro(i_ - 1) &&
           match_[i_] != kNone && is_declaring(match_[i_] + 1);
  }

  /// Whether the parameter list at `open` belongs to a constructor: MACRO T(int x) : x_(x) {}
  [[nodiscard]] bool constructs(std::size_t open) const {
    if (match_[open] == kNone) return false;
    std::size_t at = match_[open] + 1;
    while (word(at) == "noexcept") ++at;
    return punct(at) == ':' && punct(at + 1) != ':';
  }

  /// `int (WINAPI *name)(`
  [[nodiscard]] bool calling_convention(std::size_t i) const {
    return i > 1 && looks_like_macro(i) && punct(i - 1) == '(' && is_declaring(i - 2) && is(i + 2, Kind::kName) && punct(i + 3) == ')' &&
           punct(i + 4) == '(';
  }

  /// Blanks the first name that looks like a macro; the last only if it is no declared name.
  bool drop_one(std::vector<std::size_t>& names, bool last_too) {
    for (std::size_t n = 0; n < names.size(); ++n) {
      const bool last = n + 1 == names.size();
      if (!looks_like_macro(names[n]) || (last && names[n] + 1 == i_ && !last_too && punct(i_) != '(' && punct(i_) != ';' && punct(i_) != '=')) continue;
      if (last && punct(i_) == '{') continue;
      if (names[n] + 1 == i_ && punct(i_) == '(') {  // int x GUARDED_BY(y)
        if (match_[i_] == kNone) continue;
        i_ = match_[i_] + 1;
        blank_tokens(names[n], i_ - 1);
      } else {
        blank_tokens(names[n], names[n]);
      }
      names.erase(names.begin() + static_cast<std::ptrdiff_t>(n));
      return true;
    }
    return false;
  }

  MaskedText& out_;
  std::vector<std::size_t> names_;  ///< of run()
  std::vector<std::size_t> match_;  ///< by token: the other bracket
  std::size_t i_ = 0;
};

}  // namespace

std::string_view MacroMask::apply(std::string_view source) {
  masked_.reset(source);
  c_tokens(source, tokens_);
  mask_conditionals(masked_, tokens_);
  mask_wrapped_declarations(masked_, tokens_);
  mask_template_defaults(masked_, tokens_);
  Masking(masked_, tokens_).run();
  return masked_.text();
}

}  // namespace cg::parse
