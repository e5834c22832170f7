#include "libcg/parse/wrapped_items.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <iterator>

#include "libcg/base/ids.h"

// Rust's cfg_net! { pub struct TcpStream {...} }: a macro that lets definitions through, under a condition or with something added
// (thread_local!, pin_project!). The grammar has tokens there, and half of tokio would not exist: TcpStream, spawn, the runtime.
//
// What such a macro does is not known, so its content is looked at: if it begins as definitions do, in Rust's own syntax and
// not in that of a macro (bitflags! { struct A: u32 {...} }, lazy_static! { static ref A ... }), it is shown to the grammar
// without the macro. Whoever parses it again keeps the result only if no more of it is an error than before.

namespace cg::parse {
namespace {

bool is_part(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Reads the beginning of a text as an item of Rust.
class ItemReader {
 public:
  explicit ItemReader(std::string_view text) : text_(text) {}

  bool begins_item() {
    skip_attributes();
    std::string_view word = next_word();
    if (word == "pub") {
      skip_space();
      if (peek() == '(') skip_brackets();
      word = next_word();
    }
    while (word == "unsafe" || word == "async" || word == "extern" || word == "default") {
      skip_space();
      if (word == "extern" && peek() == '"') at_ = std::min(text_.find('"', at_ + 1), text_.size() - 1) + 1;
      word = next_word();
    }
    skip_space();
    if (word == "impl") return peek() == '<' || is_part(peek()) || peek() == '!' || peek() == '&' || peek() == '(' || peek() == '[' || peek() == '*';
    if (word == "use") return true;
    if (word == "const") return is_part(peek());
    if (!word.empty() && peek() == '!') return begins_braces();  // one inside the other
    const std::string_view name = next_word();
    skip_space();
    if (word == "static") return name != "ref" && (name == "mut" || peek() == ':');
    if (name.empty()) return false;
    if (word == "fn") return peek() == '(' || peek() == '<';
    if (word == "mod") return peek() == '{' || peek() == ';';
    if (word == "type") return true;
    if (word == "trait") return peek() == '{' || peek() == '<' || peek() == ':' || is_part(peek());
    if (word == "struct" || word == "enum" || word == "union") {
      return peek() == '{' || peek() == '<' || peek() == '(' || peek() == ';' || text_.substr(at_).starts_with("where");
    }
    return false;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  /// White space and comments.
  void skip_space() {
    for (;;) {
      while (is_space(peek())) ++at_;
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        at_ = std::min(text_.find("*/", at_), text_.size() - 2) + 2;
      } else {
        return;
      }
    }
  }
  std::string_view next_word() {
    skip_space();
    const std::size_t from = at_;
    while (is_part(peek())) ++at_;
    return text_.substr(from, at_ - from);
  }
  void skip_brackets() {
    int depth = 0;
    do {
      if (peek() == '(' || peek() == '[') ++depth;
      if (peek() == ')' || peek() == ']') --depth;
      ++at_;
    } while (depth > 0 && at_ < text_.size());
  }
  void skip_attributes() {
    for (;;) {
      skip_space();
      const std::string_view rest = text_.substr(at_);
      if (!rest.starts_with("#[") && !rest.starts_with("#![")) return;
      at_ += rest.find('[');
      skip_brackets();
    }
  }
  bool begins_braces() {
    ++at_;
    skip_space();
    return peek() == '{';
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The number of a type of named nodes; 0 if the grammar has none.
std::uint16_t symbol_of(const Language& language, std::string_view name) {
  return ts_language_symbol_for_name(language.grammar(), name.data(), static_cast<std::uint32_t>(name.size()), true);
}

}  // namespace

bool has_wrapped_items(std::string_view language) { return language == "rust"; }

bool unwrap_items(const Language& language, const Syntax& seen, MaskedText& text) {
  const std::uint16_t invocation = symbol_of(language, "macro_invocation"), tokens = symbol_of(language, "token_tree");
  const std::uint16_t statement = symbol_of(language, "expression_statement");
  const std::uint16_t around[] = {symbol_of(language, "source_file"), symbol_of(language, "declaration_list")};
  bool any = false;
  for (std::uint32_t i = 0; i < seen.nodes.size(); ++i) {
    const Node& macro = seen.nodes[i];
    if (macro.symbol != invocation) continue;
    std::uint32_t parent = macro.parent;
    if (seen.nodes[parent].symbol == statement) parent = seen.nodes[parent].parent;
    if (std::find(std::begin(around), std::end(around), seen.nodes[parent].symbol) == std::end(around)) continue;
    std::uint32_t held = kNone;
    for (std::uint32_t child = i + 1; child < macro.next; child = seen.nodes[child].next) {
      if (seen.nodes[child].symbol == tokens) held = child;
    }
    if (held == kNone) continue;
    const Node& tree = seen.nodes[held];
    const std::string_view source = text.source();
    if (tree.end - tree.start < 2 || source[tree.start] != '{' || source[tree.end - 1] != '}') continue;
    if (!ItemReader(source.substr(tree.start + 1, tree.end - tree.start - 2)).begins_item()) continue;
    text.hide(macro.start, tree.start + 1);
    text.blank(tree.end - 1, tree.end);
    any = true;
  }
  return any;
}

}  // namespace cg::parse
