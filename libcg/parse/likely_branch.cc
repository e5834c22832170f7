#include <algorithm>
#include <string_view>
#include <vector>

#include "libcg/parse/condition_value.h"
#include "libcg/parse/extraction.h"

// Which branches of #if a build takes cannot be known from a file, but often enough what it does not take (condition_value.cc). Two
// idioms say more of a name: `#ifndef X` around `#define X` gives it a value that it has not got yet, and what is asked for and then
// used is there:
//
//   #if defined(O_DIRECT)
//   # define FS_DIRECT O_DIRECT
//   #else
//   # define FS_DIRECT 0
//
// Definitions where the answer is no are marked. All branches stay in the graph; the mark only says which of them a compiler would
// name.

namespace cg::parse {
namespace {

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

struct Directive {
  std::string_view word;  ///< if, ifdef, ifndef, elif, else, endif
  std::string_view rest;
  std::uint32_t start = 0, end = 0;
};

/// The conditional directives of a source, found by their '#' at the beginning of a line.
std::vector<Directive> conditionals_of(std::string_view source) {
  std::vector<Directive> out;
  for (std::size_t at = source.find('#'); at != std::string_view::npos; at = source.find('#', at + 1)) {
    std::size_t before = at;
    while (before > 0 && (source[before - 1] == ' ' || source[before - 1] == '\t')) --before;
    if (before > 0 && source[before - 1] != '\n') continue;
    std::size_t from = at + 1;
    while (from < source.size() && (source[from] == ' ' || source[from] == '\t')) ++from;
    std::size_t to = from;
    while (to < source.size() && source[to] >= 'a' && source[to] <= 'z') ++to;
    const std::string_view word = source.substr(from, to - from);
    if (!word.starts_with("if") && !word.starts_with("el") && word != "endif") continue;
    std::size_t end = std::min(source.find('\n', to), source.size());
    while (end > to && end < source.size() && (source[end - 1] == '\\' || source.substr(0, end).ends_with("\\\r"))) end = std::min(source.find('\n', end + 1), source.size());
    std::string_view rest = source.substr(to, end - to);
    rest = rest.substr(0, std::min(rest.find("//"), rest.find("/*")));
    out.push_back({word, rest, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
  }
  return out;
}

/// What is not compiled, as spans.
class Untaken {
 public:
  Untaken(std::string_view source, bool plus_plus) : source_(source), all_(conditionals_of(source)), plus_plus_(plus_plus) {
    std::vector<Group> open;
    std::vector<std::uint32_t> ends(all_.size());  // by directive: where its branch ends
    std::vector<std::size_t> heads;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const bool begins = all_[i].word.starts_with("if");
      if (!begins && !heads.empty()) ends[heads.back()] = all_[i].start;
      if (begins) {
        heads.push_back(i);
      } else if (!heads.empty() && all_[i].word == "endif") {
        heads.pop_back();
      } else if (!heads.empty()) {
        heads.back() = i;
      }
    }
    for (const std::size_t head : heads) ends[head] = static_cast<std::uint32_t>(source.size());
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].word == "endif") {
        if (!open.empty()) open.pop_back();
        continue;
      }
      if (all_[i].word.starts_with("if")) open.push_back({Answer(0)});
      if (open.empty()) continue;
      branch(all_[i], ends[i], open.back());
    }
    std::sort(spans_.begin(), spans_.end(), [](const TextSpan& a, const TextSpan& b) { return a.start < b.start; });
    std::size_t kept = 0;  // what lies in another goes
    for (const TextSpan& span : spans_) {
      if (kept == 0 || span.start >= spans_[kept - 1].end) spans_[kept++] = span;
    }
    spans_.resize(kept);
  }
  [[nodiscard]] bool contains(std::uint32_t byte) const {
    const auto behind = std::upper_bound(spans_.begin(), spans_.end(), byte, [](std::uint32_t at, const TextSpan& s) { return at < s.start; });
    return behind != spans_.begin() && byte < behind[-1].end;
  }
  [[nodiscard]] bool empty() const { return spans_.empty(); }

 private:
  struct Group {
    Answer taken;  ///< whether a branch before was
  };

  void branch(const Directive& d, std::uint32_t end, Group& group) {
    constexpr std::size_t kMaxLook = 65536;  // how far names are looked for behind a condition
    const std::string_view inside = source_.substr(d.end, std::min<std::size_t>(end < d.end ? 0 : end - d.end, kMaxLook));
    Answer here = 1;
    if (d.word != "else") here = d.word.ends_with("def") ? named(d, inside) : condition_value(d.rest, inside, plus_plus_);
    const auto is = [](const Answer& answer, bool yes) { return answer && (*answer != 0) == yes; };
    if ((is(here, false) || is(group.taken, true)) && end > d.end) spans_.push_back({d.end, end});
    if (is(group.taken, true) || is(here, false)) return;
    group.taken = is(here, true) ? here : std::nullopt;
  }

  [[nodiscard]] Answer named(const Directive& d, std::string_view inside) const {
    std::string_view name = d.rest;
    while (!name.empty() && !in_word(name.front())) name.remove_prefix(1);
    std::size_t end = 0;
    while (end < name.size() && in_word(name[end])) ++end;
    Answer out = is_defined(name.substr(0, end), inside, plus_plus_);
    if (out && d.word.find("ifn") != std::string_view::npos) out = *out == 0 ? 1 : 0;
    return out;
  }

  std::string_view source_;
  std::vector<Directive> all_;
  std::vector<TextSpan> spans_;
  bool plus_plus_;
};

}  // namespace

void Extraction::mark_unlikely() {
  if (language_.policy().imports != ImportStyle::kInclude) return;
  const Untaken untaken(syntax_.source, language_.name() == "cpp");
  if (untaken.empty()) return;
  for (Symbol& s : out_.symbols) {
    if (s.kind != SymbolKind::kFile && untaken.contains(s.start_byte)) s.flags |= kUnlikely;
  }
}

}  // namespace cg::parse
