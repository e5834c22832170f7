#include "libcg/parse/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "libcg/base/error.h"

namespace cg::parse {
namespace {

/// Reads one query file, character by character: the language is too small for a token stream.
class PatternReader {
 public:
  PatternReader(std::string_view file, std::string_view text, const GrammarNames& grammar)
      : file_(file), text_(text), grammar_(grammar) {
    out_.captures.emplace_back();
  }

  Patterns read() {
    for (skip_space(); at_ < text_.size(); skip_space()) rule();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string message(std::string_view cause) const {
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
    return fmt::format("{}:{}: {}", file_, line, cause);
  }
  [[noreturn]] void fail(std::string_view cause) const { throw Error(ErrorKind::kFormat, message(cause)); }

  void skip_space() {
    while (at_ < text_.size()) {
      if (text_[at_] == ';') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        ++at_;
      } else {
        return;
      }
    }
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    skip_space();
    if (!take(c)) fail(fmt::format("expected '{}'", c));
  }

  std::string_view word() {
    const std::size_t from = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  std::string_view("_-.!?").find(text_[at_]) != std::string_view::npos)) {
      ++at_;
    }
    if (from == at_) fail("expected a name");
    return text_.substr(from, at_ - from);
  }

  std::string quoted() {
    expect('"');
    std::string out;
    while (peek() != '"') {
      if (at_ >= text_.size()) fail("unterminated string");
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_++];
    }
    ++at_;
    return out;
  }

  CaptureId capture_id(std::string_view name) {
    const auto found = std::find(out_.captures.begin(), out_.captures.end(), name);
    if (found != out_.captures.end()) return static_cast<CaptureId>(found - out_.captures.begin());
    if (out_.captures.size() > 255) fail("more than 255 capture names");
    out_.captures.emplace_back(name);
    return static_cast<CaptureId>(out_.captures.size() - 1);
  }

  std::uint16_t field_id(std::string_view name) {
    const std::uint16_t id = grammar_.field(name);
    if (id == 0 && missing_.empty()) missing_ = message(fmt::format("the grammar has no field '{}'", name));
    return id;
  }

  std::vector<std::uint16_t> symbol_ids(std::string_view name, bool named) {
    auto ids = grammar_.symbols(name, named);
    if (ids.empty() && missing_.empty()) missing_ = message(fmt::format("the grammar has no node type '{}'", name));
    return ids;
  }

  /// A top-level rule: a step, with predicates and settings either inside its outermost brackets or in brackets around it.
  void rule() {
    current_ = Rule{};
    current_.line = static_cast<std::uint32_t>(
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
    missing_.clear();
    Step step = read_step();
    read_predicates();
    if (!missing_.empty()) {
      if (current_.has("dialect")) return;  // of another grammar that shares the file
      throw Error(ErrorKind::kFormat, missing_);
    }
    static constexpr std::string_view kActions[] = {"import", "scope", "comment", "attribute", "ignore", "tokens", "returns", "outer", "operator"};
    for (const CaptureId id : step.captures) {
      const std::string_view name = out_.captures[id];
      if (name.find('.') != std::string_view::npos || std::find(std::begin(kActions), std::end(kActions), name) != std::end(kActions)) {
        current_.action = id;
      }
    }
    if (current_.action == 0) {
      fail("the outermost node needs an action: @def.*, @expr.*, @role.*, @import, @scope, @returns, @operator, @comment or @ignore");
    }
    current_.root = std::move(step);
    out_.rules.push_back(std::move(current_));
  }

  Step read_step() {
    skip_space();
    Step step;
    if (peek() == '[') {
      ++at_;
      for (skip_space(); peek() != ']'; skip_space()) step.alternatives.push_back(read_step());
      ++at_;
    } else if (peek() == '"') {
      step.symbols = symbol_ids(quoted(), false);
    } else if (peek() == '_') {
      ++at_;
    } else {
      expect('(');
      skip_space();
      if (peek() == '(' || peek() == '[' || peek() == '"') {  // ((step) (#predicate))
        step = read_step();
        read_predicates();
        expect(')');
        return step;
      }
      const std::string_view type = word();
      if (type != "_") step.symbols = symbol_ids(type, true);
      read_children(step);
    }
    read_suffix(step);
    return step;
  }

  void read_children(Step& step) {
    bool anchored = false;
    for (skip_space(); peek() != ')'; skip_space()) {
      if (at_ >= text_.size()) fail("unclosed '('");
      if (peek() == '.') {
        ++at_;
        anchored = true;
        continue;
      }
      if (peek() == '!') {
        ++at_;
        step.absent.push_back(field_id(word()));
        continue;
      }
      if (text_.substr(at_, 2) == "(#") {
        read_predicate();
        continue;
      }
      std::uint16_t field = 0;
      if (std::isalpha(static_cast<unsigned char>(peek())) != 0) {
        field = field_id(word());
        expect(':');
      }
      Step child = read_step();
      child.field = field;
      for (Step& alternative : child.alternatives) alternative.field = field;
      child.anchored = anchored;
      anchored = false;
      step.children.push_back(std::move(child));
    }
    step.closed = anchored;
    ++at_;
  }

  void read_suffix(Step& step) {
    for (;;) {
      skip_space();
      if (take('?')) {
        step.quantifier = Quantifier::kOptional;
      } else if (take('*')) {
        step.quantifier = Quantifier::kStar;
      } else if (take('+')) {
        step.quantifier = Quantifier::kPlus;
      } else if (take('@')) {
        step.captures.push_back(capture_id(word()));
      } else {
        return;
      }
    }
  }

  void read_predicates() {
    for (skip_space(); text_.substr(at_, 2) == "(#"; skip_space()) read_predicate();
  }

  void read_predicate() {
    at_ += 2;
    std::string_view name = word();
    if (name == "set!") {
      skip_space();
      Setting setting;
      setting.key = std::string(word());
      skip_space();
      if (peek() == '"') {
        setting.value = quoted();
      } else if (peek() != ')') {
        setting.value = std::string(word());
      }
      current_.settings.push_back(std::move(setting));
      expect(')');
      return;
    }
    Predicate predicate;
    if (name.starts_with("not-")) {
      predicate.negated = true;
      name.remove_prefix(4);
    }
    using K = Predicate::Kind;
    static constexpr std::pair<std::string_view, K> kNames[] = {
        {"eq?", K::kEqual},           {"any-of?", K::kAnyOf},     {"prefix?", K::kPrefix},
        {"upper?", K::kUpper},        {"capital?", K::kCapital},  {"has-parent?", K::kHasParent},
        {"has-ancestor?", K::kHasAncestor}, {"has-child?", K::kHasChild}, {"declares?", K::kDeclares},
        {"outermost?", K::kOutermost}, {"annotated?", K::kAnnotated}, {"ancestor!", K::kAncestor}};
    const auto* known = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& n) { return n.first == name; });
    if (known == std::end(kNames)) fail(fmt::format("unknown predicate '#{}'", name));
    predicate.kind = known->second;
    expect('@');
    predicate.capture = capture_id(word());
    const bool types = predicate.kind >= K::kHasParent;
    for (skip_space(); peek() != ')'; skip_space()) {
      if (take('@')) {
        predicate.other = capture_id(word());
      } else if (peek() == '"') {
        const std::string text = quoted();
        if (types && predicate.kind != K::kAnnotated) {
          for (const auto id : symbol_ids(text, false)) predicate.symbols.push_back(id);
        } else {
          predicate.texts.push_back(text);
        }
      } else {
        const std::string_view type = word();
        if (!types) fail("texts stand in quotes");
        for (const auto id : symbol_ids(type, true)) predicate.symbols.push_back(id);
      }
    }
    ++at_;
    current_.predicates.push_back(std::move(predicate));
  }

  std::string_view file_;
  std::string_view text_;
  const GrammarNames& grammar_;
  std::size_t at_ = 0;
  Patterns out_;
  Rule current_;
  std::string missing_;  ///< the first name in the current rule that the grammar lacks, as a message
};

}  // namespace

std::string_view Rule::setting(std::string_view key) const {
  for (const Setting& s : settings) {
    if (s.key == key) return s.value;
  }
  return {};
}

bool Rule::has(std::string_view key) const {
  return std::any_of(settings.begin(), settings.end(), [&](const Setting& s) { return s.key == key; });
}

CaptureId Patterns::capture(std::string_view name) const {
  const auto found = std::find(captures.begin(), captures.end(), name);
  return found == captures.end() ? CaptureId{0} : static_cast<CaptureId>(found - captures.begin());
}

Patterns read_patterns(std::string_view file_name, std::string_view text, const GrammarNames& grammar) {
  return PatternReader(file_name, text, grammar).read();
}

}  // namespace cg::parse
