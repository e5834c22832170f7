#include "libcg/parse/template_defaults.h"

#include <string_view>

namespace cg::parse {
namespace {

class Defaults : CTokenView {
 public:
  Defaults(MaskedText& out, const std::vector<CToken>& tokens) : CTokenView(out.source(), tokens), out_(out) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is(i, CToken::Kind::kDirective)) {
        if (word(i).find_first_not_of("# \t\r\n") == std::string_view::npos) out_.blank(tokens_[i].start, tokens_[i].end);
        continue;
      }
      if (is(i, CToken::Kind::kKeyword) && word(i) == "case") case_range(i);
      if (word(i) != "typename" && word(i) != "class") continue;
      const std::size_t equals = is(i + 1, CToken::Kind::kName) ? i + 2 : i + 1;
      if (punct(equals) != '=' || !is(equals + 1, CToken::Kind::kName) || !looks_like_macro(equals + 1) || punct(equals + 2) != '(') continue;
      const std::size_t close = closing(equals + 2);
      if (close != kUnpaired && (punct(close + 1) == '>' || punct(close + 1) == ',')) {
        out_.hide(tokens_[equals + 2].start, tokens_[close].end);
      }
    }
  }

 private:
  /// `case 'a' ... 'z':`
  void case_range(std::size_t at) {
    for (std::size_t i = at + 1; i + 3 < tokens_.size() && i < at + 8 && punct(i) != ':'; ++i) {
      if (punct(i) != '.' || punct(i + 1) != '.' || punct(i + 2) != '.') continue;
      std::size_t colon = i + 3;
      while (colon < i + 12 && punct(colon) != ':' && colon < tokens_.size()) ++colon;
      if (punct(colon) == ':') out_.hide(tokens_[i].start, tokens_[colon - 1].end);
      return;
    }
  }

  [[nodiscard]] std::size_t closing(std::size_t open) const {
    constexpr std::size_t kMostTokens = 256;  // of a default
    std::size_t depth = 0;
    for (std::size_t i = open; i < tokens_.size() && i < open + kMostTokens; ++i) {
      if (punct(i) == '(') ++depth;
      if (punct(i) == ')' && --depth == 0) return i;
    }
    return kUnpaired;
  }

  MaskedText& out_;
};

}  // namespace

void mask_template_defaults(MaskedText& out, const std::vector<CToken>& tokens) { Defaults(out, tokens).run(); }

}  // namespace cg::parse
