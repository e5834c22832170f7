#include "libcg/parse/wrapped_declarations.h"

#include <algorithm>

namespace cg::parse {
namespace {

using Kind = CToken::Kind;

class Unwrapping : CTokenView {
 public:
  Unwrapping(MaskedText& out, const std::vector<CToken>& tokens) : CTokenView(out.source(), tokens), out_(out) {}

  std::vector<std::size_t> run() {
    const std::vector<std::size_t> match = pair_parentheses();
    std::vector<std::size_t> gone;
    bool starts = true;  // whether a declaration may begin here, as it may on any new line
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if ((starts || tokens_[i].first_on_line) && wraps(i, match)) {
        const std::size_t close = match[i + 1];
        out_.hide(tokens_[i].start, tokens_[i + 1].end);
        out_.hide(tokens_[close].start, tokens_[close].end);
        gone.insert(gone.end(), {i, i + 1, close});
      }
      const char c = punct(i);
      starts = c == ';' || c == '{' || c == '}' || is(i, Kind::kDirective);
    }
    return gone;
  }

 private:
  /// Whether token `i` is MACRO( and within come at least two words, a list in brackets, and the end.
  [[nodiscard]] bool wraps(std::size_t i, const std::vector<std::size_t>& match) const {
    if (!is(i, Kind::kName) || !looks_like_macro(i) || punct(i + 1) != '(' || match[i + 1] == kUnpaired) return false;
    const std::size_t close = match[i + 1];
    const char behind = punct(close + 1);
    if ((behind != '{' && behind != ';') || punct(close - 1) != ')' || match[close - 1] == kUnpaired) return false;
    const std::size_t list = match[close - 1];
    std::size_t words = 0;
    for (std::size_t at = i + 2; at < list; ++at) {
      if (is_declaring(at)) {
        ++words;
      } else if (punct(at) != '*') {
        return false;
      }
    }
    return words >= 2 && is(list - 1, Kind::kName);
  }

  MaskedText& out_;
};

}  // namespace

void mask_wrapped_declarations(MaskedText& text, std::vector<CToken>& tokens) {
  std::vector<std::size_t> gone = Unwrapping(text, tokens).run();
  if (gone.empty()) return;
  std::sort(gone.begin(), gone.end());
  std::vector<CToken> kept;
  kept.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!std::binary_search(gone.begin(), gone.end(), i)) kept.push_back(tokens[i]);
  }
  tokens = std::move(kept);
}

}  // namespace cg::parse
