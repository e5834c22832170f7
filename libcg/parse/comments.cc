#include "libcg/parse/comments.h"

#include <algorithm>

namespace cg::parse {
namespace {

constexpr std::string_view kSpace = " \t\r\f\v";

std::string_view trim(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

/// One line of a comment without the decoration in front of and behind it.
std::string_view strip_line(std::string_view line) {
  line = trim(line);
  static constexpr std::string_view kOpeners[] = {"/**/", "/**", "/*!", "/*", "///", "//!", "//", "{-|", "{-", "-- |", "-- ^", "---",
                                                  "--", "\"\"\"", "'''", "#:", "=begin", "=end"};
  for (const std::string_view opener : kOpeners) {
    if (line.starts_with(opener)) {
      line.remove_prefix(opener.size());
      while (opener.starts_with("//") && line.starts_with('/')) line.remove_prefix(1);      // a ruler
      if (opener.size() == 3 && opener[0] == '/' && line.starts_with('<')) line.remove_prefix(1);  // ///< what stands before
      break;
    }
  }
  for (const std::string_view closer : {std::string_view("*/"), std::string_view("-}"), std::string_view("\"\"\""),
                                        std::string_view("'''")}) {
    if (line.ends_with(closer)) line.remove_suffix(closer.size());
  }
  while (!line.empty() && (line.front() == '#' || line.front() == '*')) line.remove_prefix(1);
  return trim(line);
}

/// What Elixir's `@doc "..."` says. The quotes of a heredoc are left, for they open a comment in other languages, too.
std::string_view documenting_string(std::string_view attribute) {
  const std::size_t quote = attribute.find_first_of("\"'");
  if (quote == std::string_view::npos) return {};
  attribute.remove_prefix(quote);
  const bool heredoc = attribute.starts_with("\"\"\"") || attribute.starts_with("'''");
  return heredoc || attribute.size() < 2 ? attribute : attribute.substr(1, attribute.size() - 2);
}

}  // namespace

std::string comment_text(std::string_view comment) {
  if (comment.starts_with("@doc ")) comment = documenting_string(comment);
  std::string out;
  for (std::size_t at = 0; at <= comment.size();) {
    const std::size_t end = std::min(comment.find('\n', at), comment.size());
    const std::string_view line = strip_line(comment.substr(at, end - at));
    at = end + 1;
    if (out.size() + line.size() > kMaxDocBytes) break;
    if (line.empty() && out.empty()) continue;
    out += line;
    out += '\n';
  }
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

void CommentIndex::add(const Syntax& syntax, std::uint32_t node, bool transparent) {
  Block b{};
  b.start = syntax.nodes[node].start;
  b.end = syntax.nodes[node].end;
  while (b.end > b.start && (syntax.source[b.end - 1] == '\n' || syntax.source[b.end - 1] == '\r')) --b.end;
  b.first_line = syntax.line_of(b.start);
  b.last_line = syntax.line_of(b.end > b.start ? b.end - 1 : b.start);
  const std::uint32_t line_start = syntax.line_starts[b.first_line - 1];
  b.own_line = trim(syntax.source.substr(line_start, b.start - line_start)).empty();
  b.transparent = transparent;
  blocks_.push_back(b);
}

void CommentIndex::list(std::vector<TextSpan>& out) const {
  for (const Block& b : blocks_) {
    if (!b.transparent && b.end > b.start) out.push_back({b.start, b.end});
  }
}

void order_comments(std::vector<TextSpan>& spans) {
  std::sort(spans.begin(), spans.end(), [](const TextSpan& a, const TextSpan& b) {
    return a.start != b.start ? a.start < b.start : a.end > b.end;
  });
  std::size_t kept = 0;
  for (const TextSpan& span : spans) {
    if (kept == 0 || span.start >= spans[kept - 1].end) spans[kept++] = span;
  }
  spans.resize(kept);
}

std::string CommentIndex::above(const Syntax& syntax, std::uint32_t line) const {
  auto at = std::lower_bound(blocks_.begin(), blocks_.end(), line,
                             [](const Block& b, std::uint32_t l) { return b.last_line < l; });
  const Block* first = nullptr;
  const Block* last = nullptr;
  while (at != blocks_.begin()) {
    const Block& b = *--at;
    if (b.last_line + 1 < line || !b.own_line) break;
    if (b.last_line >= line) continue;
    line = b.first_line;
    if (b.transparent) {
      if (last != nullptr) break;
      continue;
    }
    // A block comment stands alone; line comments above each other are one.
    if (last != nullptr && (b.last_line != b.first_line || last->last_line != last->first_line)) break;
    first = &b;
    if (last == nullptr) last = &b;
  }
  if (first == nullptr) return {};
  return comment_text(syntax.source.substr(first->start, last->end - first->start));
}

std::string CommentIndex::behind(const Syntax& syntax, std::uint32_t line, std::uint32_t end_byte) const {
  const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), end_byte,
                                   [](const Block& b, std::uint32_t byte) { return b.start < byte; });
  if (at == blocks_.end() || at->first_line != line || at->transparent || at->own_line) return {};
  return comment_text(syntax.source.substr(at->start, at->end - at->start));
}

}  // namespace cg::parse
