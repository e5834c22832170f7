#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/extraction.h"

// Enumerators of a list: in
//
//   #define ERRORS(X) X(NOENT, "not there") X(BUSY, "in use")
//   enum error {
//   #define X(name, _) E_ ## name,
//     ERRORS(X)
//   #undef X
//   };
//
// the preprocessor makes E_NOENT and E_BUSY, which are what the rest of the program asks for. Where the list and the macro for its
// elements stand in the same file, so do these: symbols at the place of the list's use, with that use as their signature.

namespace cg::parse {
namespace {

constexpr std::size_t kMostMade = 65536;  // of one file
constexpr int kMaxLists = 4;              // lists of lists

struct Define {
  std::string_view name;
  std::vector<std::string_view> parameters;
  std::string body;
  std::uint32_t start = 0;
};

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && in_word(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

/// "#define NAME(a, b) body"; nothing for other lines and for macros without parameters.
std::optional<Define> read_define(std::string_view line, std::uint32_t start) {
  if (line.empty() || line.front() != '#') return std::nullopt;
  line.remove_prefix(1);
  if (take_word(line) != "define") return std::nullopt;
  Define out;
  out.start = start;
  out.name = take_word(line);
  const std::size_t close = line.find(')');
  if (line.empty() || line.front() != '(' || close == std::string_view::npos) return std::nullopt;
  for (std::string_view rest = line.substr(1, close - 1); !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    out.parameters.push_back(trimmed(rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  out.body = std::string(line.substr(close + 1));
  for (std::size_t i = 0; i + 1 < out.body.size(); ++i) {
    if (out.body[i] == '\\' && (out.body[i + 1] == '\n' || out.body[i + 1] == '\r')) out.body[i] = ' ';
  }
  std::replace(out.body.begin(), out.body.end(), '\n', ' ');
  std::replace(out.body.begin(), out.body.end(), '\r', ' ');
  return out;
}

class Defines {
 public:
  explicit Defines(std::string_view source) {
    std::vector<CToken> tokens;
    c_tokens(source, tokens);
    for (const CToken& token : tokens) {
      if (token.kind != CToken::Kind::kDirective) continue;
      if (auto define = read_define(source.substr(token.start, token.end - token.start), token.start)) all_.push_back(std::move(*define));
    }
  }
  /// The one in force at a byte, else the first of that name.
  [[nodiscard]] const Define* find(std::string_view name, std::uint32_t at) const {
    const Define* found = nullptr;
    for (const Define& d : all_) {
      if (d.name == name && (found == nullptr || d.start < at)) found = &d;
    }
    return found;
  }

 private:
  std::vector<Define> all_;
};

/// The names that a list makes with the macro for its elements.
class Expansion : CTokenView {
 public:
  Expansion(const Define& list, const std::vector<CToken>& tokens) : CTokenView(list.body, tokens), list_(list), match_(pair_parentheses()) {}

  void run(const Defines& defines, const Define& element, std::uint32_t at, int depth, std::vector<std::string>& out) {
    if (list_.parameters.size() != 1) return;
    for (std::size_t i = 0; i < tokens_.size() && out.size() < kMostMade; ++i) {
      if (!is(i, CToken::Kind::kName) || punct(i + 1) != '(' || match_[i + 1] == kUnpaired) continue;
      const std::size_t close = match_[i + 1];
      if (word(i) == list_.parameters[0]) {
        if (std::string name = made(element, arguments(i + 2, close)); !name.empty()) out.push_back(std::move(name));
      } else if (const Define* inner = defines.find(word(i), at); inner != nullptr && depth < kMaxLists && word(i + 2) == list_.parameters[0]) {
        std::vector<CToken> tokens;
        c_tokens(inner->body, tokens);
        Expansion(*inner, tokens).run(defines, element, at, depth + 1, out);
      }
      i = close;
    }
  }

 private:
  [[nodiscard]] std::vector<std::string> arguments(std::size_t from, std::size_t close) const {
    std::vector<std::string> out(1);
    for (std::size_t at = from; at < close; ++at) {
      if (punct(at) == '(' && match_[at] != kUnpaired) {
        at = match_[at];
      } else if (punct(at) == ',') {
        out.emplace_back();
      } else {
        out.back() += word(at);
      }
    }
    return out;
  }

  /// What an element's body begins with: `E_ ## name = ...`.
  static std::string made(const Define& element, const std::vector<std::string>& arguments) {
    std::string out;
    std::string_view rest = element.body;
    while (true) {
      const std::string_view part = take_word(rest);
      if (part.empty()) return {};
      const auto parameter = std::find(element.parameters.begin(), element.parameters.end(), part);
      const auto number = static_cast<std::size_t>(parameter - element.parameters.begin());
      if (parameter != element.parameters.end() && number >= arguments.size()) return {};
      out += parameter == element.parameters.end() ? std::string(part) : arguments[number];
      rest = trimmed(rest);
      if (!rest.starts_with("##")) break;
      rest.remove_prefix(2);
    }
    const bool ends = rest.empty() || rest.front() == ',' || rest.front() == '=';
    const bool identifier = !out.empty() && std::all_of(out.begin(), out.end(), in_word) && (out[0] < '0' || out[0] > '9');
    return ends && identifier ? out : std::string();
  }

  const Define& list_;
  std::vector<std::size_t> match_;
};

struct ListUse {
  std::string_view list, element;
  std::uint32_t start = 0, end = 0;
};

/// Lines of an enum that are LIST(X).
std::vector<ListUse> uses_in(std::string_view source, std::uint32_t from, std::uint32_t to) {
  std::vector<ListUse> out;
  for (std::size_t line = from; line < to;) {
    const std::size_t end = std::min<std::size_t>(source.find('\n', line), to);
    std::string_view rest = source.substr(line, end - line);
    const std::size_t indent = std::min(rest.find_first_not_of(" \t"), rest.size());
    ListUse use;
    use.list = take_word(rest);
    if (!use.list.empty() && rest.starts_with('(')) {
      rest.remove_prefix(1);
      use.element = take_word(rest);
      rest = trimmed(rest);
      if (!use.element.empty() && rest.starts_with(')')) {
        use.start = static_cast<std::uint32_t>(line + indent);
        use.end = static_cast<std::uint32_t>(rest.data() + 1 - source.data());
        out.push_back(use);
      }
    }
    line = end + 1;
  }
  return out;
}

}  // namespace

void Extraction::declare_made_enumerators() {
  if (language_.policy().imports != ImportStyle::kInclude) return;
  const std::string_view source = syntax_.source;
  std::optional<Defines> defines;
  std::size_t made = 0;
  const auto symbols = static_cast<std::uint32_t>(out_.symbols.size());
  for (std::uint32_t ordinal = 0; ordinal < symbols; ++ordinal) {
    if (out_.symbols[ordinal].kind != SymbolKind::kEnum) continue;
    for (const ListUse& use : uses_in(source, out_.symbols[ordinal].start_byte, out_.symbols[ordinal].end_byte)) {
      if (!defines) defines.emplace(source);
      const Define* list = defines->find(use.list, use.start);
      const Define* element = defines->find(use.element, use.start);
      if (list == nullptr || element == nullptr) continue;
      std::vector<CToken> tokens;
      c_tokens(list->body, tokens);
      std::vector<std::string> names;
      Expansion(*list, tokens).run(*defines, *element, use.start, 0, names);
      for (const std::string& name : names) {
        if (++made > kMostMade) break;
        Symbol s;
        s.kind = SymbolKind::kEnumMember;
        s.flags = out_.symbols[ordinal].flags & kFileLocal;
        s.name = names_.intern(name);
        s.container = ordinal;
        s.start_byte = use.start;
        s.end_byte = use.end;
        s.at = position(use.start);
        s.start_line = s.end_line = s.at.line;
        s.signature = std::string(source.substr(use.start, use.end - use.start));
        out_.symbols.push_back(std::move(s));
      }
    }
  }
  out_.bounded = out_.bounded || made > kMostMade;
}

}  // namespace cg::parse
