#include "libcg/embed/training/make_pairs.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <vector>

#include "libcg/base/hash.h"
#include "libcg/embed/training/prose.h"
#include "libcg/embed/training/random.h"

// What teaches a table which words belong together
// ------------------------------------------------
// Nobody has labelled questions with code; but code is full of places where its author said one thing twice. Six kinds:
//
//   doc      a documentation comment     -> the definition below it, without the comment
//   name     the name of a definition    -> its body, without the name
//   comment  a comment inside a function -> the lines up to the next blank one
//   path     where a file lies           -> the names it defines
//   calls    a function                  -> one that it calls, as the graph has it
//   near     a stretch of a file         -> another stretch of it
//
// That definitions, comments and calls come from the graph, not from patterns over lines, is why one program serves all
// languages that cg reads. A text with too few tokens says too little to be told from its neighbours, and is dropped.
namespace cg::embed {
namespace {

constexpr std::size_t kLeastCodeTokens = 6;
constexpr std::size_t kLeastQuestionTokens = 2;
constexpr std::size_t kLeastCommentTokens = 4;  ///< inside of functions many comments are labels
constexpr std::size_t kMostBodyLines = 60;
constexpr std::size_t kLeastTrailingBytes = 8;  ///< of documentation to be recognised at the end of a line
constexpr std::size_t kMostCommentedLines = 25;
constexpr std::size_t kMostNames = 40;         ///< of a file
constexpr std::size_t kLeastNames = 3;
constexpr std::size_t kCallsOfOne = 2;         ///< callees of one caller; main() calls everything
constexpr std::size_t kNearFrom = 3500;        ///< bytes of a file that has stretches far enough from one another
constexpr std::size_t kNearApart = 1600;
constexpr std::size_t kNearBytes = 1100;
constexpr std::size_t kMostNear = 3;

const std::set<std::string, std::less<>> kNamed{"function", "method", "class", "struct", "interface", "trait",
                                                "enum",     "module", "macro", "union",  "namespace", "type_alias"};
const std::set<std::string, std::less<>> kCallable{"function", "method", "constructor"};
const std::set<std::string, std::less<>> kHashComments{"python", "ruby", "bash", "elixir"};
const std::set<std::string, std::less<>> kDashComments{"lua", "haskell"};

std::string_view last_name(std::string_view qualified) {
  const std::size_t at = qualified.find_last_of(".:#/\\");
  return at == std::string_view::npos ? qualified : qualified.substr(at + 1);
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\"'*/#-!|");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\"'*/#-!|") - first + 1);
}

std::size_t indent(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t");
  return at == std::string_view::npos ? line.size() : at;
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

bool word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Without the whole words `name`, so that its body has to say what the name says.
std::string without_word(std::string_view text, std::string_view name) {
  std::string out;
  for (std::size_t at = 0; !name.empty();) {
    const std::size_t found = text.find(name, at);
    if (found == std::string_view::npos) return out.append(text.substr(at));
    const std::size_t end = found + name.size();
    const bool whole = (found == 0 || !word_byte(text[found - 1])) && (end == text.size() || !word_byte(text[end]));
    out.append(text.substr(at, (whole ? found : end) - at)).append(whole ? " " : "");
    at = end;
  }
  return out;
}

/// One file and its lines.
struct Text {
  std::string content;
  std::vector<std::string_view> lines;

  explicit Text(std::string bytes) : content(std::move(bytes)) {
    std::string_view rest = content;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      lines.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  /// A definition without the lines of its own documentation (Python and Elixir have it inside).
  [[nodiscard]] std::string body(const ExportedSymbol& symbol) const {
    std::set<std::string_view> said;
    for (std::string_view doc = symbol.doc; !doc.empty();) {
      const std::size_t end = std::min(doc.find('\n'), doc.size());
      if (const std::string_view line = trim(doc.substr(0, end)); line.size() > 3) said.insert(line);
      doc.remove_prefix(std::min(end + 1, doc.size()));
    }
    std::string out;
    std::size_t taken = 0;
    for (std::size_t i = symbol.line - 1; i < std::min<std::size_t>(symbol.end_line, lines.size()) && taken < kMostBodyLines; ++i) {
      std::string_view line = lines[i];
      if (said.contains(trim(line))) continue;
      // Or behind it on its line, as fields and enumerators have it.
      for (const std::string_view words : said) {
        if (words.size() >= kLeastTrailingBytes) line = line.substr(0, line.find(words));
      }
      out.append(line).append("\n");
      ++taken;
    }
    return out;
  }
};

class PairMaker {
 public:
  PairMaker(const PairSources& sources, const std::function<void(const Pair&)>& each) : sources_(sources), each_(each) {}

  void file(const std::string& path, const ExportedFile& file) {
    const Text text(sources_.read(path));
    if (text.content.empty() || sources_.held_out.holds(text.content)) return;
    language_ = file.language;
    std::vector<std::string_view> names;
    std::set<std::uint32_t> starts;
    for (const ExportedSymbol& symbol : file.symbols) {
      if (symbol.line == 0 || symbol.line > text.lines.size()) continue;
      starts.insert(symbol.line);
      if (kNamed.contains(symbol.kind)) names.push_back(last_name(symbol.name));
      of_symbol(text, symbol);
    }
    comments(text, starts);
    of_path(path, names);
    near(text, path);
  }

  void calls() {
    std::map<std::string, Text> texts;
    const auto body = [&](const std::string& path, std::uint32_t line) -> std::string {
      const auto file = sources_.graph.files().find(path);
      if (file == sources_.graph.files().end()) return {};
      const auto& symbols = file->second.symbols;
      const auto symbol = std::ranges::find_if(symbols, [line](const ExportedSymbol& s) { return s.line == line && kCallable.contains(s.kind); });
      if (symbol == symbols.end()) return {};
      language_ = file->second.language;
      return texts.try_emplace(path, sources_.read(path)).first->second.body(*symbol);
    };
    std::pair<std::string_view, std::uint32_t> caller;
    std::size_t of_caller = 0;
    const std::vector<ExportedCall> all = sources_.graph.calls();
    for (const ExportedCall& call : all) {
      if (caller != std::pair<std::string_view, std::uint32_t>(call.caller_path, call.caller_line)) {
        if (call.caller_path != caller.first) texts.clear();  // sorted by caller: few files are needed at a time
        caller = {call.caller_path, call.caller_line};
        of_caller = 0;
      }
      if (of_caller == kCallsOfOne || (call.caller_path == call.callee_path && call.caller_line == call.callee_line)) continue;
      const std::string callee = body(call.callee_path, call.callee_line);
      const std::string text = callee.empty() ? std::string() : body(call.caller_path, call.caller_line);
      if (text.empty()) continue;
      ++of_caller;
      emit("calls", token_line(text, kMostCodeTokens), kLeastCodeTokens, callee);
    }
  }

 private:
  void emit(const char* kind, const TokenLine& question, std::size_t least, std::string_view code) {
    if (question.count < least) return;
    const TokenLine tokens = token_line(code, kMostCodeTokens);
    if (tokens.count < kLeastCodeTokens || sources_.held_out.holds(code)) return;
    // What was copied within a package, or generated, teaches nothing when it is seen again.
    if (!seen_.insert(hash64(tokens.text, hash64(kind))).second) return;
    each_({kind, language_, std::string(sources_.package), question.text, tokens.text});
  }

  void of_symbol(const Text& text, const ExportedSymbol& symbol) {
    const std::string body = text.body(symbol);
    if (const std::string doc = prose_of(symbol.doc); !doc.empty()) {
      emit("doc", token_line(doc, kMostQuestionTokens), kLeastQuestionTokens, body);
    }
    if (kNamed.contains(symbol.kind) && symbol.end_line >= symbol.line + 3) {
      const std::string_view name = last_name(symbol.name);
      emit("name", token_line(name, kMostQuestionTokens), kLeastQuestionTokens, without_word(body, name));
    }
  }

  void comments(const Text& text, const std::set<std::uint32_t>& starts) {
    const bool hash = kHashComments.contains(language_);
    const bool dashes = kDashComments.contains(language_);
    const auto& lines = text.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string said;
      while (i < lines.size()) {
        const std::string_view line = comment_line(lines[i], hash, dashes);
        if (line.empty()) break;
        said.append(line).append("\n");
        ++i;
      }
      // A comment above a definition is its documentation, which the graph has.
      if (said.empty() || i >= lines.size() || blank(lines[i]) || starts.contains(static_cast<std::uint32_t>(i + 1))) continue;
      const std::size_t margin = indent(lines[i]);
      std::string code;
      std::size_t end = i;
      for (; end < lines.size() && end - i < kMostCommentedLines; ++end) {
        if (blank(lines[end]) || indent(lines[end]) < margin) break;
        if (indent(lines[end]) == margin && !comment_line(lines[end], hash, dashes).empty()) break;
        code.append(lines[end]).append("\n");
      }
      emit("comment", token_line(prose_of(said), kMostQuestionTokens), kLeastCommentTokens, code);
      if (end > i) i = end - 1;
    }
  }

  void of_path(std::string_view path, std::vector<std::string_view>& names) {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.size() < kLeastNames) return;
    Random random(hash64(path));
    random.shuffle(names);
    if (names.size() > kMostNames) names.resize(kMostNames);
    std::string code;
    for (const std::string_view name : names) code.append(name).append(" ");
    // The stem and the last directories, as the encoder takes them (encode.cc).
    if (const std::size_t dot = path.rfind('.'); dot != std::string_view::npos && dot > path.rfind('/') + 1) path = path.substr(0, dot);
    for (std::size_t at = path.size(), slashes = 0; at-- > 0;) {
      if (path[at] == '/' && ++slashes == 3) {
        path.remove_prefix(at + 1);
        break;
      }
    }
    emit("path", token_line(path, kMostQuestionTokens), kLeastQuestionTokens, code);
  }

  void near(const Text& text, std::string_view path) {
    const std::string_view all = text.content;
    if (all.size() < kNearFrom) return;
    Random random(hash64(path, all.size()));
    for (std::size_t i = 0; i < std::min(kMostNear, all.size() / 6000 + 1); ++i) {
      const std::size_t one = random.below(all.size() - kNearBytes);
      const std::size_t other = random.below(all.size() - kNearBytes);
      if (std::max(one, other) - std::min(one, other) < kNearApart) continue;
      emit("near", token_line(all.substr(one, kNearBytes), kMostCodeTokens), kLeastCodeTokens, all.substr(other, kNearBytes));
    }
  }

  const PairSources& sources_;
  const std::function<void(const Pair&)>& each_;
  std::string language_;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace

void make_pairs(const PairSources& sources, const std::function<void(const Pair&)>& each) {
  PairMaker maker(sources, each);
  for (const auto& [path, file] : sources.graph.files()) maker.file(path, file);
  maker.calls();
}

}  // namespace cg::embed
