#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/extraction.h"

// Members that a macro gives to each struct in which it stands:
//
//   #define HANDLE_FIELDS
//     void* data;
//     loop_t* loop;
//     HANDLE_PRIVATE_FIELDS
//   struct timer { HANDLE_FIELDS int id; };
//
// (with backslashes at the ends of its lines). The macro may lie in another file than the struct, and differ by platform, so the
// fields are the macro's: symbols inside it, where they are written. The struct, and a macro whose list has another macro in it, says
// with its use of the macro that it has them: a site kExpands whose call is its own expression, which linking takes for a base.
//
// Rejected: a field of the struct at each use. Facts of one file cannot know what a macro of another holds, and the one line that says
// what a field is would be found under no name.

namespace cg::parse {
namespace {

using Kind = CToken::Kind;

constexpr std::size_t kMostMade = 16384;  // of one file
constexpr auto kNoToken = static_cast<std::size_t>(-1);

struct MadeField {
  std::size_t name = 0;         ///< token
  std::size_t type = kNoToken;  ///< token that names its type; kNoToken for built-in ones
  std::size_t first = 0, last = 0;  ///< tokens of the declaration
};

/// A macro's body read as declarations of members; empty if it is anything else.
class MemberList : CTokenView {
 public:
  MemberList(std::string_view body, const std::vector<CToken>& tokens) : CTokenView(body, tokens), match_(pair_parentheses()) {}

  bool read() {
    for (at_ = 0; at_ < tokens_.size();) {
      if (stands_alone(at_)) {
        uses.push_back(at_++);
      } else if (!declaration()) {
        return false;
      }
    }
    return !fields.empty();
  }

  std::vector<MadeField> fields;
  std::vector<std::size_t> uses;  ///< tokens: other macros in the list

 private:
  [[nodiscard]] bool stands_alone(std::size_t i) const {
    return is(i, Kind::kName) && looks_like_macro(i) && (i + 1 == tokens_.size() || tokens_[i + 1].first_on_line);
  }

  /// The token behind the block at `open`.
  [[nodiscard]] std::size_t behind_block(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i < tokens_.size(); ++i) {
      if (punct(i) == '{') ++depth;
      if (punct(i) == '}' && --depth == 0) return i + 1;
    }
    return tokens_.size();
  }

  bool declaration() {
    const std::size_t first = at_;
    std::size_t type = kNoToken;
    std::size_t name = kNoToken;
    std::vector<std::size_t> names;  // of this declaration: int a, *b;
    bool tagged = false;
    bool typed = false;
    for (; at_ < tokens_.size() && punct(at_) != ';'; ++at_) {
      const char c = punct(at_);
      if (is(at_, Kind::kKeyword) || is(at_, Kind::kDirective)) return false;
      if (is(at_, Kind::kType) || is(at_, Kind::kTag)) {
        typed = typed || is(at_, Kind::kType);
        tagged = tagged || is(at_, Kind::kTag);
      } else if (is(at_, Kind::kName)) {
        if (!typed && type == kNoToken) {
          type = at_;
        } else {
          name = at_;
        }
      } else if (c == '{') {
        if (!tagged) return false;
        at_ = behind_block(at_) - 1;
        typed = true;
      } else if (c == '[') {
        while (at_ < tokens_.size() && punct(at_) != ']') ++at_;
      } else if (c == ':') {  // of so many bits
        if (!is(++at_, Kind::kLiteral) && !is(at_, Kind::kName)) return false;
      } else if (c == '(') {
        if (punct(at_ + 1) != '*' || match_[at_] == kUnpaired || !is(match_[at_] - 1, Kind::kName) || punct(match_[at_] + 1) != '(') return false;
        name = match_[at_] - 1;  // a pointer to a function
        const std::size_t close = match_[match_[at_] + 1];
        if (close == kUnpaired) return false;
        at_ = close;
      } else if (c == ',') {
        if (name == kNoToken) return false;
        names.push_back(name);
        name = kNoToken;
      } else if (c != '*' && c != '&' && !is(at_, Kind::kQualifier)) {
        return false;
      }
    }
    if (name == kNoToken || (!typed && type == kNoToken) || at_ >= tokens_.size()) return false;
    names.push_back(name);
    for (const std::size_t n : names) fields.push_back({n, type, first, at_});
    ++at_;
    return true;
  }

  std::vector<std::size_t> match_;
  std::size_t at_ = 0;
};

std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\';
    if (!blank && space && !out.empty()) out += ' ';
    if (!blank) out += c;
    space = blank;
  }
  return out;
}

bool only_blanks(std::string_view text) { return text.find_first_not_of(" \t\r\\") == std::string_view::npos; }

}  // namespace

/// Marks the site at a byte as a macro that gives its owner members.
void Extraction::mark_mixed_in(std::uint32_t byte) {
  const Position at = position(byte);
  const auto site = std::lower_bound(out_.sites.begin(), out_.sites.end(), at, [](const Site& s, const Position& p) { return s.at < p; });
  if (site == out_.sites.end() || site->at != at || site->kind != EdgeKind::kReads || site->expr == kNone) return;
  if (out_.exprs[site->expr].op != Op::kName) return;
  site->kind = EdgeKind::kExpands;
  site->call = site->expr;
}

/// What reading a macro's body by tokens took for a use. It loses its name; all such sites go together, in one pass.
void Extraction::drop_site(std::uint32_t byte) {
  const Position at = position(byte);
  const auto site = std::lower_bound(out_.sites.begin(), out_.sites.end(), at, [](const Site& s, const Position& p) { return s.at < p; });
  if (site != out_.sites.end() && site->at == at) site->name = 0;
}

void Extraction::declare_made_members() {
  if (language_.policy().imports != ImportStyle::kInclude) return;
  const std::string_view source = syntax_.source;
  std::vector<CToken> tokens;
  std::size_t made = 0;
  const auto symbols = static_cast<std::uint32_t>(out_.symbols.size());
  for (std::uint32_t macro = 0; macro < symbols; ++macro) {
    const Symbol& m = out_.symbols[macro];
    if (m.kind != SymbolKind::kMacro || (m.flags & kFunctionLike) != 0 || m.at.line == 0) continue;
    const std::size_t from = syntax_.line_starts[m.at.line - 1] + m.at.column - 1 + names_.view(m.name).size();
    if (from >= m.end_byte) continue;
    const std::string_view body = source.substr(from, m.end_byte - from);
    if (body.find(';') == std::string_view::npos) continue;
    c_tokens(body, tokens);
    MemberList list(body, tokens);
    if (!list.read()) continue;
    const auto byte = [&](std::size_t token) { return static_cast<std::uint32_t>(from) + tokens[token].start; };
    for (const std::size_t use : list.uses) mark_mixed_in(byte(use));
    for (const MadeField& field : list.fields) {
      if (++made > kMostMade) break;
      drop_site(byte(field.name));
      Symbol s;
      s.kind = SymbolKind::kField;
      s.name = names_.intern(body.substr(tokens[field.name].start, tokens[field.name].end - tokens[field.name].start));
      s.container = macro;
      s.flags = out_.symbols[macro].flags & (kFileLocal | kUnlikely);
      s.start_byte = byte(field.first);
      s.end_byte = static_cast<std::uint32_t>(from) + tokens[field.last].end;
      s.at = position(byte(field.name));
      s.start_line = position(s.start_byte).line;
      s.end_line = position(s.end_byte - 1).line;
      s.signature = one_line(body.substr(tokens[field.first].start, tokens[field.last].start - tokens[field.first].start));
      if (field.type != kNoToken) {
        Expr type;
        type.op = Op::kName;
        type.is_type = true;
        type.name = names_.intern(body.substr(tokens[field.type].start, tokens[field.type].end - tokens[field.type].start));
        s.type = add_expr(type);
      }
      out_.symbols.push_back(std::move(s));
    }
  }
  out_.bounded = out_.bounded || made > kMostMade;
  if (made > 0) std::erase_if(out_.sites, [](const Site& s) { return s.name == 0; });

  for (const TextRange& hidden : syntax_.hidden) {  // lines of a struct that are nothing but a macro
    const std::size_t begins = source.rfind('\n', hidden.start) + 1;
    const std::size_t ends = std::min(source.find('\n', hidden.end), source.size());
    const std::string_view text = source.substr(hidden.start, hidden.end - hidden.start);
    const bool name = std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (!name || !only_blanks(source.substr(begins, hidden.start - begins))) continue;
    const std::string_view rest = source.substr(hidden.end, ends - hidden.end);
    if (!only_blanks(rest.substr(0, std::min(rest.find("/*"), rest.find("//"))))) continue;
    const Position at = position(hidden.start);
    const auto site = std::lower_bound(out_.sites.begin(), out_.sites.end(), at, [](const Site& s, const Position& p) { return s.at < p; });
    if (site != out_.sites.end() && site->at == at && is_class_like(out_.symbols[site->owner].kind)) mark_mixed_in(hidden.start);
  }
}

}  // namespace cg::parse
