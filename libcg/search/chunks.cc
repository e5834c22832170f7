#include "libcg/search/chunks.h"

#include <algorithm>

#include "libcg/search/words.h"

namespace cg::search {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos; }

bool starts_chunk(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kFile:
    case SymbolKind::kModule:
    case SymbolKind::kNamespace:
    case SymbolKind::kEnumMember:
    case SymbolKind::kField:
    case SymbolKind::kVariable:
    case SymbolKind::kConstant: return false;
    default: return true;
  }
}

bool is_function(SymbolKind kind) {
  return kind == SymbolKind::kFunction || kind == SymbolKind::kMethod || kind == SymbolKind::kConstructor || kind == SymbolKind::kTest;
}

/// Where a chunk may begin: at definitions, and inside functions only where there is no better place.
struct Borders {
  std::vector<std::uint32_t> outer, inner;
};

/// The beginning of the line, and of the comments directly above it.
std::uint32_t with_comment(std::string_view text, const std::vector<parse::TextSpan>& comments, std::uint32_t at) {
  const auto line_start = [&](std::uint32_t byte) {
    const std::size_t newline = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
    const auto start = static_cast<std::uint32_t>(newline == std::string_view::npos ? 0 : newline + 1);
    return is_blank(text.substr(start, byte - start)) ? start : byte;
  };
  at = line_start(at);
  auto above = std::lower_bound(comments.begin(), comments.end(), at,
                                [](const parse::TextSpan& c, std::uint32_t byte) { return c.start < byte; });
  while (above != comments.begin()) {
    const parse::TextSpan& c = *--above;
    if (c.end > at || !is_blank(text.substr(c.end, at - c.end))) break;
    const std::uint32_t start = line_start(c.start);
    if (start == c.start && start != 0 && text[start - 1] != '\n') break;  // behind code, on its line
    at = start;
  }
  return at;
}

Borders find_borders(std::string_view text, const parse::Facts& facts) {
  Borders borders;
  std::vector<bool> in_function(facts.symbols.size(), false);
  for (std::size_t i = 1; i < facts.symbols.size(); ++i) {
    const parse::Symbol& s = facts.symbols[i];
    if (s.container < i) in_function[i] = in_function[s.container] || is_function(facts.symbols[s.container].kind);
    if (!starts_chunk(s.kind) || s.start_byte >= text.size()) continue;
    (in_function[i] ? borders.inner : borders.outer).push_back(with_comment(text, facts.comments, s.start_byte));
  }
  std::sort(borders.outer.begin(), borders.outer.end());
  std::sort(borders.inner.begin(), borders.inner.end());
  return borders;
}

/// The first border in (least, most].
std::uint32_t first_between(const std::vector<std::uint32_t>& borders, std::uint32_t least, std::uint32_t most) {
  const auto at = std::upper_bound(borders.begin(), borders.end(), least);
  return at != borders.end() && *at <= most ? *at : 0;
}

/// The end of the last line, of the last paragraph if there is one, in (least, most]; most where there is none.
std::uint32_t line_between(std::string_view text, std::uint32_t least, std::uint32_t most) {
  const std::string_view window = text.substr(least, most - least);
  if (const std::size_t paragraph = window.rfind("\n\n"); paragraph != std::string_view::npos) {
    return least + static_cast<std::uint32_t>(paragraph) + 2;
  }
  const std::size_t line = window.rfind('\n');
  return line == std::string_view::npos ? most : least + static_cast<std::uint32_t>(line) + 1;
}

/// Whether a symbol is a line of a table of names: a value with a few words behind its name, and no sentence.
bool is_table_line(std::string_view text, const parse::Facts& facts, const parse::Symbol& s) {
  constexpr int kMostWords = 3;
  if (s.start_line != s.end_line || s.end_byte > text.size()) return false;
  const bool value = s.kind == SymbolKind::kEnumMember || s.kind == SymbolKind::kConstant || (s.kind == SymbolKind::kMacro && (s.flags & parse::kFunctionLike) == 0);
  if (!value) return false;
  const std::string_view name = facts.names[s.name];
  const std::size_t at = text.find(name, s.start_byte);
  if (at >= s.end_byte) return false;
  const std::size_t behind = at + name.size();
  int words = 0;
  for_each_word(text.substr(behind, std::min(text.find('\n', behind), text.size()) - behind), [&](std::string_view, std::size_t) { ++words; });
  return words <= kMostWords;
}

/// Makes large chunks of those that are tables of names.
void join_tables(std::string_view text, const parse::Facts& facts, std::vector<Chunk>& chunks) {
  if (text.size() < kLeastTableBytes) return;
  std::vector<std::uint32_t> defining(chunks.size());  // lines, by chunk
  std::size_t at = 0;
  std::uint32_t last_line = 0;
  for (const parse::Symbol& s : facts.symbols) {
    if (s.start_line == last_line || !is_table_line(text, facts, s)) continue;
    last_line = s.start_line;
    if (s.start_byte < chunks[at].start_byte) {  // mostly symbols come in the order of the text
      const auto after = std::upper_bound(chunks.begin(), chunks.end(), s.start_byte, [](std::uint32_t byte, const Chunk& c) { return byte < c.start_byte; });
      at = static_cast<std::size_t>(after - chunks.begin()) - 1;
    }
    while (at + 1 < chunks.size() && s.start_byte >= chunks[at].end_byte) ++at;
    ++defining[at];
  }
  auto comment = facts.comments.begin();
  const auto is_table = [&](std::size_t i) {
    const Chunk& c = chunks[i];
    if (defining[i] * 4 < c.end_line - c.start_line + 1) return false;  // at most half can be blank, or no chunk is that long
    std::uint32_t comment_bytes = 0;
    while (comment != facts.comments.end() && comment->end <= c.start_byte) ++comment;
    for (auto its = comment; its != facts.comments.end() && its->start < c.end_byte; ++its) {
      comment_bytes += std::min(its->end, c.end_byte) - std::max(its->start, c.start_byte);
    }
    if (comment_bytes > (c.end_byte - c.start_byte) / 4) return false;
    std::uint32_t lines = 0;
    for (std::uint32_t from = c.start_byte; from < c.end_byte;) {
      const std::uint32_t end = std::min(static_cast<std::uint32_t>(std::min(text.find('\n', from), text.size())), c.end_byte);
      if (!is_blank(text.substr(from, end - from))) ++lines;
      from = end + 1;
    }
    return defining[i] * 2 >= lines;
  };
  std::vector<Chunk> joined;
  for (std::size_t i = 0; i < chunks.size();) {
    std::size_t end = i;
    while (end < chunks.size() && is_table(end)) ++end;
    const bool table = end > i && chunks[end - 1].end_byte - chunks[i].start_byte >= kLeastTableBytes;
    if (end == i) ++end;
    for (bool first = true; i < end; ++i, first = false) {
      if (!table || first || chunks[i].end_byte - joined.back().start_byte > kMostTableBytes) {
        joined.push_back(chunks[i]);
        joined.back().table = table;
      } else {
        joined.back().end_byte = chunks[i].end_byte;
        joined.back().end_line = chunks[i].end_line;
      }
    }
  }
  chunks = std::move(joined);
}

}  // namespace

std::vector<Chunk> cut_into_chunks(std::string_view text, const parse::Facts& facts) {
  std::vector<Chunk> chunks;
  const Borders borders = find_borders(text, facts);
  const auto size = static_cast<std::uint32_t>(text.size());
  std::uint32_t line = 1;
  for (std::uint32_t start = 0; start < size;) {
    const std::uint32_t least = std::min(start + kLeastChunkBytes, size);
    const std::uint32_t most = std::min(start + kMostChunkBytes, size);
    std::uint32_t end = first_between(borders.outer, least, most);
    if (end == 0 && size - start <= kMostChunkBytes) end = size;
    if (end == 0) end = first_between(borders.inner, least, most);
    if (end == 0) end = line_between(text, least, most);
    // A tail too small to stand alone belongs to what is before it.
    if (size - end < kLeastChunkBytes / 4) end = size;
    const auto newlines = static_cast<std::uint32_t>(std::count(text.begin() + start, text.begin() + end, '\n'));
    const bool ends_line = end > start && text[end - 1] == '\n';
    chunks.push_back({start, end, line, line + newlines - (ends_line ? 1U : 0U)});
    line += newlines;
    start = end;
  }
  join_tables(text, facts, chunks);
  return chunks;
}

}  // namespace cg::search
