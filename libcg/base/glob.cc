// Matching with two kinds of star and no recursion.
//
// Each star remembers where it could take one more character; on a mismatch the most recent one does so. For one
// kind of star that is known to be enough: an earlier star need not be tried again, since whatever it could give
// up, the later one can take. With two kinds it still holds per kind: a '*' cannot leave its directory, so when it
// would have to, the last "**/" moves on by one directory, and only that is remembered besides. A plain recursive
// matcher tries all combinations instead, and a pattern like a*a*a*a*b takes it exponential time.
//
// "**" has its meaning only as a whole component ("**/x", "a/**", "a/**/b"); elsewhere it is a '*', as in git.
#include "libcg/base/glob.h"

#include <cctype>
#include <cstddef>
#include <optional>

#include "libcg/base/utf8.h"

namespace cg {
namespace {

// [[:name:]]: does the ASCII class have this code? Empty for a name that is none.
std::optional<bool> in_named_class(std::string_view name, char32_t code) noexcept {
  const int c = code < 0x80 ? static_cast<int>(code) : 0;
  const bool ascii = code < 0x80;
  if (name == "alpha") return ascii && std::isalpha(c) != 0;
  if (name == "digit") return ascii && std::isdigit(c) != 0;
  if (name == "alnum") return ascii && std::isalnum(c) != 0;
  if (name == "upper") return ascii && std::isupper(c) != 0;
  if (name == "lower") return ascii && std::islower(c) != 0;
  if (name == "space") return ascii && std::isspace(c) != 0;
  if (name == "blank") return code == ' ' || code == '\t';
  if (name == "punct") return ascii && std::ispunct(c) != 0;
  if (name == "print") return ascii && std::isprint(c) != 0;
  if (name == "graph") return ascii && std::isgraph(c) != 0;
  if (name == "cntrl") return ascii && std::iscntrl(c) != 0;
  if (name == "xdigit") return ascii && std::isxdigit(c) != 0;
  return std::nullopt;
}

struct BracketResult {
  bool matched;
  std::size_t end;  // behind the closing bracket
};

// pattern[at] is behind the '['. Empty if the set is never closed or is malformed.
std::optional<BracketResult> match_bracket(std::string_view pattern, std::size_t at, char32_t code) noexcept {
  bool negated = false;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) negated = true, ++at;
  bool found = false;
  // A ']' that comes first is a member.
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return BracketResult{found != negated, at + 1};
    if (pattern.substr(at, 2) == "[:") {
      const std::size_t close = pattern.find(":]", at + 2);
      if (close != std::string_view::npos) {
        const auto member = in_named_class(pattern.substr(at + 2, close - at - 2), code);
        if (!member) return std::nullopt;
        found |= *member;
        at = close + 2;
        continue;
      }
    }
    const auto next_member = [&]() -> std::optional<char32_t> {
      if (pattern[at] == '\\' && ++at == pattern.size()) return std::nullopt;
      const Utf8Char c = decode_utf8(pattern, at);
      at += c.size;
      return c.code;
    };
    const auto low = next_member();
    if (!low) return std::nullopt;
    char32_t high = *low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      const auto last = next_member();
      if (!last) return std::nullopt;
      high = *last;
    }
    found |= *low <= code && code <= high;
  }
  return std::nullopt;
}

class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view text, GlobStyle style)
      : pattern_(pattern), text_(text), path_(style == GlobStyle::kPath) {}

  bool run() noexcept {
    for (;;) {
      if (p_ == pattern_.size() && t_ == text_.size()) return true;
      if (p_ < pattern_.size()) {
        if (pattern_[p_] == '*') {
          if (take_stars()) return true;
          continue;
        }
        if (t_ < text_.size() && take_one()) continue;
      }
      if (!back_up()) return false;
    }
  }

 private:
  struct Star {
    std::size_t p;  // in the pattern, behind the star
    std::size_t t;  // in the text, where what the star has taken ends
  };

  // At a '*'. True if the rest of the text is matched whatever it is.
  bool take_stars() noexcept {
    std::size_t behind = p_;
    while (behind < pattern_.size() && pattern_[behind] == '*') ++behind;
    const bool starts_component = p_ == 0 || pattern_[p_ - 1] == '/';
    if (path_ && behind - p_ == 2 && starts_component) {
      // "a/**" wants something inside a; a pattern that is all "**" takes anything.
      if (behind == pattern_.size()) {
        if (p_ == 0 || t_ < text_.size()) return true;
      } else if (pattern_[behind] == '/') {
        p_ = behind + 1;
        directories_ = Star{p_, t_};
        star_.reset();
        return false;
      }
    }
    p_ = behind;
    star_ = Star{p_, t_};
    return false;
  }

  // One character of the text against one element of the pattern that is no star.
  bool take_one() noexcept {
    const Utf8Char c = decode_utf8(text_, t_);
    const bool separator = path_ && c.code == '/';
    switch (pattern_[p_]) {
      case '?':
        if (separator) return false;
        ++p_;
        t_ += c.size;
        return true;
      case '[': {
        const auto set = match_bracket(pattern_, p_ + 1, c.code);
        if (!set || !set->matched || separator) return false;
        p_ = set->end;
        t_ += c.size;
        return true;
      }
      case '\\':
        if (p_ + 1 == pattern_.size() || pattern_[p_ + 1] != text_[t_]) return false;
        p_ += 2;
        ++t_;
        return true;
      default:
        if (pattern_[p_] != text_[t_]) return false;
        ++p_;
        ++t_;
        return true;
    }
  }

  // Lets the last star take one character more, or the last "**/" one directory more.
  bool back_up() noexcept {
    if (star_ && star_->t < text_.size() && !(path_ && text_[star_->t] == '/')) {
      star_->t += decode_utf8(text_, star_->t).size;
      p_ = star_->p;
      t_ = star_->t;
      return true;
    }
    star_.reset();
    if (!directories_) return false;
    const std::size_t slash = text_.find('/', directories_->t);
    if (slash == std::string_view::npos) return false;
    directories_->t = slash + 1;
    p_ = directories_->p;
    t_ = directories_->t;
    return true;
  }

  std::string_view pattern_;
  std::string_view text_;
  bool path_;
  std::size_t p_ = 0;
  std::size_t t_ = 0;
  std::optional<Star> star_;
  std::optional<Star> directories_;
};

}  // namespace

bool glob_match(std::string_view pattern, std::string_view text, GlobStyle style) {
  return Matcher(pattern, text, style).run();
}

bool is_glob(std::string_view text) noexcept { return text.find_first_of("*?[\\") != std::string_view::npos; }

}  // namespace cg
