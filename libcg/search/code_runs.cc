// Telling near-duplicates from code about the same thing.
//
// Two copies of a function have the same runs of tokens, whatever became of their layout and comments; a copy with other
// names has the same runs once a name is read as "the one that stood seven tokens ago". Runs are compared as sets of
// hashes. Sketches of them (MinHash) were not needed: only some hundred stretches are compared for a question, each of a few thousand
// bytes, which takes less time than reading their files.
//
// No grammar is asked, so that a fragment that does not parse, or is in no language known, is compared as well. What that
// costs: a literal's words are names, and two loops of other keywords that hold the same are only nearly the same.

#include "libcg/search/code_runs.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "libcg/base/hash.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

/// Words that languages reserve and nobody can choose: left out are those that some language reserves and others use for variables, as
/// end, from, in, is, new and type. Sorted.
constexpr auto kReserved = std::to_array<std::string_view>({
    "False", "None", "True", "and", "async", "auto", "await", "bool", "break", "case", "catch", "char", "class", "const",
    "continue", "default", "do", "double", "elif", "else", "enum", "except", "extends", "false", "finally", "float", "for",
    "foreach", "goto", "if", "implements", "import", "int", "interface", "long", "nil", "not", "null", "nullptr", "or",
    "private", "protected", "public", "return", "self", "short", "signed", "sizeof", "static", "struct", "super", "switch",
    "this", "throw", "true", "try", "typedef", "typename", "union", "unsigned", "void", "volatile", "while", "with", "yield",
});
static_assert(std::ranges::is_sorted(kReserved));

/// What other code costs beside the code asked for. With a fifth, a fragment of a function five times as long still scores
/// .55, above strangers; without, every long file would hold everything.
constexpr float kOfOthers = 0.2F;

bool is_reserved(std::string_view word) { return std::ranges::binary_search(kReserved, word); }

/// The end of the comment that begins at a byte; the byte itself if none does. "#" begins one before a space, since in C it
/// begins a directive, and "--" likewise, since elsewhere it counts down.
std::size_t end_of_comment(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("/*")) {
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  if (rest.starts_with("//") || rest.starts_with("# ") || rest.starts_with("-- ")) return std::min(text.find('\n', at), text.size());
  return at;
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15U;  // 2^64 over the golden ratio
  return hash ^ hash >> 29U;
}

void sort_distinct(std::vector<std::uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace

std::vector<CodeToken> code_tokens(std::string_view text, std::uint32_t first_line) {
  std::vector<CodeToken> tokens;
  std::unordered_map<std::uint64_t, std::size_t> last;  // by name: the place behind its last token
  std::uint32_t line = first_line;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v') {
      ++at;
      continue;
    }
    if (const std::size_t end = end_of_comment(text, at); end != at) {
      line += static_cast<std::uint32_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
      at = end;
      continue;
    }
    std::size_t end = at + 1;
    if (is_word_byte(c)) {
      while (end < text.size() && is_word_byte(text[end])) ++end;
    }
    CodeToken token;
    token.text = text.substr(at, end - at);
    token.hash = hash64(token.text);
    token.line = line;
    token.name = is_word_byte(c) && !is_reserved(token.text);
    if (token.name) {
      std::size_t& behind = last[token.hash];
      if (behind != 0) token.before = static_cast<std::uint32_t>(tokens.size() + 1 - behind);
      behind = tokens.size() + 1;
    }
    tokens.push_back(token);
    at = end;
  }
  return tokens;
}

void find_runs(std::span<const CodeToken> tokens, std::size_t written_run, std::size_t shape_run, CodeRuns& runs) {
  runs.written.clear();
  runs.shapes.clear();
  const auto each = [&](std::size_t length, std::vector<std::uint64_t>& out, auto&& value) {
    length = std::min(length, tokens.size());
    if (length == 0) return;
    for (std::size_t first = 0; first + length <= tokens.size(); ++first) {
      std::uint64_t hash = 0;
      for (std::size_t i = 0; i < length; ++i) hash = mixed(hash, value(tokens[first + i], i));
      out.push_back(hash);
    }
    sort_distinct(out);
  };
  each(written_run, runs.written, [](const CodeToken& token, std::size_t) { return token.hash; });
  each(shape_run, runs.shapes, [](const CodeToken& token, std::size_t place) -> std::uint64_t {
    if (!token.name) return token.hash;
    return token.before <= place ? token.before : 0;
  });
}

float shared_runs(std::span<const std::uint64_t> asked, std::span<const std::uint64_t> found) {
  if (asked.empty()) return 0;
  std::size_t common = 0;
  for (auto a = asked.begin(), f = found.begin(); a != asked.end() && f != found.end();) {
    if (*a == *f) ++common;
    const bool step_asked = *a <= *f;
    const bool step_found = *f <= *a;
    if (step_asked) ++a;
    if (step_found) ++f;
  }
  const auto extra = static_cast<float>(found.size() - common);
  return static_cast<float>(common) / (static_cast<float>(asked.size()) + kOfOthers * extra);
}

}  // namespace cg::search
