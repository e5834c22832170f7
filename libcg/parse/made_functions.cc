#include <algorithm>
#include <map>
#include <string>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/extraction.h"

// `DEFINE_WATCHER(idle)` may define uv_idle_init, uv_idle_start and more: functions whose names the preprocessor pastes together in the
// body of a macro. Where the macro stands in the same file, its body says which. They are symbols at the place of the use,
// which is where a compiler sees them; what they call stays with the macro, which the use expands.
//
// Rejected: expanding the body and parsing it again. Its expressions would have no places of their own, and all that linking wants of
// these functions is that they exist.

namespace cg::parse {
namespace {

using Kind = CToken::Kind;

constexpr std::size_t kMostMade = 4096;  // of one file

/// Text with the line ends of a macro's body (backslash, newline) as spaces.
std::string unfolded(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] == '\\' && (out[i + 1] == '\n' || out[i + 1] == '\r')) out[i] = out[i + 1] = ' ';
  }
  return out;
}

struct MadeName {
  std::vector<std::string> parts;  ///< to be pasted, after parameters are replaced
  bool file_local = false;
};

/// The heads of functions in a macro's body whose names are pasted: at no depth of brackets, `a ## b ( ... ) {`.
class BodyReader : CTokenView {
 public:
  BodyReader(std::string_view body, const std::vector<CToken>& tokens) : CTokenView(body, tokens), match_(pair_parentheses()) {}

  std::vector<MadeName> names() {
    std::vector<MadeName> out;
    std::size_t depth = 0;
    bool file_local = false;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const char c = punct(i);
      if (c == '{') ++depth;
      if (c == '}' && depth > 0) --depth;
      if (c == '}' || c == ';') file_local = false;
      if (depth > 0) continue;
      file_local = file_local || word(i) == "static";
      if (c != '(' || match_[i] == kUnpaired) continue;
      if (punct(match_[i] + 1) == '{') {
        MadeName name = pasted_before(i);
        name.file_local = file_local;
        if (name.parts.size() > 1) out.push_back(std::move(name));
      }
      i = match_[i];
    }
    return out;
  }

 private:
  [[nodiscard]] MadeName pasted_before(std::size_t open) const {
    MadeName name;
    std::size_t at = open;
    while (at > 0 && punct(at - 1) == '\0' && !is(at - 1, Kind::kLiteral)) {
      name.parts.insert(name.parts.begin(), std::string(word(at - 1)));
      if (at < 4 || punct(at - 2) != '#' || punct(at - 3) != '#') break;
      at -= 3;
    }
    return name;
  }

  std::vector<std::size_t> match_;
};

struct MakingMacro {
  std::vector<std::string> parameters;
  std::vector<MadeName> names;
};

/// "#define NAME(a, b) body" as its parameters and what it makes.
MakingMacro read_macro(std::string_view definition) {
  MakingMacro out;
  const std::size_t open = definition.find('(');
  const std::size_t close = definition.find(')', open);
  if (open == std::string_view::npos || close == std::string_view::npos) return out;
  std::string parameter;
  for (const char c : definition.substr(open + 1, close - open)) {
    if (c == ',' || c == ')') {
      out.parameters.push_back(std::move(parameter));
      parameter.clear();
    } else if (c != ' ' && c != '\t' && c != '\\' && c != '\n' && c != '\r') {
      parameter += c;
    }
  }
  const std::string body = unfolded(definition.substr(close + 1));
  std::vector<CToken> tokens;
  c_tokens(body, tokens);
  out.names = BodyReader(body, tokens).names();
  return out;
}

/// The uses of macros at no depth of braces.
class Uses : CTokenView {
 public:
  Uses(std::string_view text, const std::vector<CToken>& tokens) : CTokenView(text, tokens), match_(pair_parentheses()) {}

  /// Calls visit(macro, first byte, last byte + 1, arguments).
  template <class Visit>
  void each(const std::map<std::string, MakingMacro, std::less<>>& macros, Visit&& visit) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const char c = punct(i);
      if (c == '{' && !(i > 0 && is(i - 1, Kind::kLiteral))) ++depth;  // extern "C" { is no depth
      if (c == '}' && depth > 0) --depth;
      if (depth > 0 || !is(i, Kind::kName) || punct(i + 1) != '(' || match_[i + 1] == kUnpaired) continue;
      const auto macro = macros.find(word(i));
      if (macro == macros.end()) continue;
      const std::size_t close = match_[i + 1];
      std::vector<std::string> arguments(1);
      for (std::size_t at = i + 2; at < close; ++at) {
        if (punct(at) == ',') {
          arguments.emplace_back();
        } else {
          arguments.back() += word(at);
        }
      }
      visit(macro->second, i, close, arguments);
      i = close;
    }
  }

 private:
  std::vector<std::size_t> match_;
};

std::string pasted(const MakingMacro& macro, const MadeName& made, const std::vector<std::string>& arguments) {
  std::string name;
  for (const std::string& part : made.parts) {
    const auto parameter = std::find(macro.parameters.begin(), macro.parameters.end(), part);
    const auto number = static_cast<std::size_t>(parameter - macro.parameters.begin());
    name += number < arguments.size() && parameter != macro.parameters.end() ? arguments[number] : part;
  }
  return name;
}

bool is_identifier(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

/// Functions called like an argument of the macro that is their head, DEFINE(name) {, and macros that make names.
void Extraction::mark_macro_names() {
  if (language_.policy().imports != ImportStyle::kInclude) return;
  const std::string_view source = syntax_.source;
  const auto skip = [&](std::size_t at) {
    while (at < source.size() && (source[at] == ' ' || source[at] == '\t' || source[at] == '\n' || source[at] == '\r')) ++at;
    return at < source.size() ? at : source.size();
  };
  const auto at = [&](std::size_t byte) { return byte < source.size() ? source[byte] : '\0'; };
  for (Symbol& s : out_.symbols) {
    if (s.kind == SymbolKind::kMacro) {
      const bool pastes = source.substr(s.start_byte, s.end_byte - s.start_byte).find("##") != std::string_view::npos;
      if (pastes) s.flags |= kPasting;
    }
    if (s.kind != SymbolKind::kFunction || s.type == kNone || s.at.line == 0) continue;
    const std::size_t from = syntax_.line_starts[s.at.line - 1] + s.at.column - 1;
    if (from == 0 || source[from - 1] != '(') continue;
    const std::size_t behind = skip(from + names_.view(s.name).size());
    if (at(behind) == ',' || (at(behind) == ')' && at(skip(behind + 1)) == '{')) s.flags |= kMacroNamed;
  }
}

void Extraction::declare_made_functions() {
  if (language_.policy().imports != ImportStyle::kInclude) return;
  const std::string_view source = syntax_.source;
  std::map<std::string, MakingMacro, std::less<>> macros;
  for (const Symbol& s : out_.symbols) {
    if (s.kind != SymbolKind::kMacro || (s.flags & kFunctionLike) == 0) continue;
    const std::string_view definition = source.substr(s.start_byte, s.end_byte - s.start_byte);
    if (definition.find("##") == std::string_view::npos || definition.find('{') == std::string_view::npos) continue;
    MakingMacro macro = read_macro(definition);
    if (!macro.names.empty()) macros.insert_or_assign(std::string(names_.view(s.name)), std::move(macro));
  }
  if (macros.empty()) return;
  std::vector<CToken> tokens;
  c_tokens(source, tokens);
  std::size_t made = 0;
  Uses(source, tokens).each(macros, [&](const MakingMacro& macro, std::size_t first, std::size_t last, const std::vector<std::string>& arguments) {
    for (const MadeName& name : macro.names) {
      const std::string text = pasted(macro, name, arguments);
      if (!is_identifier(text) || ++made > kMostMade) continue;
      Symbol s;
      s.kind = SymbolKind::kFunction;
      s.flags = name.file_local ? kFileLocal : 0U;
      s.name = names_.intern(text);
      s.container = 0;
      s.start_byte = tokens[first].start;
      s.end_byte = tokens[last].end;
      const auto line = std::upper_bound(syntax_.line_starts.begin(), syntax_.line_starts.end(), s.start_byte);
      s.start_line = static_cast<std::uint32_t>(line - syntax_.line_starts.begin());
      s.end_line = static_cast<std::uint32_t>(std::upper_bound(line - 1, syntax_.line_starts.end(), s.end_byte) - syntax_.line_starts.begin());
      s.at = {s.start_line, s.start_byte - *(line - 1) + 1};
      s.variadic = true;  // its parameters are in the macro's body
      s.signature = std::string(source.substr(s.start_byte, s.end_byte - s.start_byte));
      out_.symbols.push_back(std::move(s));
    }
  });
  out_.bounded = out_.bounded || made > kMostMade;
}

}  // namespace cg::parse
