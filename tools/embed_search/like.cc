#include "tools/embed_search/like.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/graph/name_query.h"
#include "tools/embed_search/read_stdin.h"

namespace cg::tools {
namespace {

// Longer than any function; of more than that, each part is better asked for by itself.
constexpr std::size_t kMaxFragmentBytes = std::size_t{1} << 20U;

search::Fragment fragment_of_stdin() {
  search::Fragment fragment{read_stdin(kMaxFragmentBytes, "ask for its parts"), {}};
  if (fragment.text.find('\0') != std::string::npos) throw Error(ErrorKind::kFormat, "standard input: no text, but binary data; --like wants code");
  return fragment;
}

bool has_code(SymbolKind kind) {
  return graph::is_function_like(kind) || graph::is_class_like(kind) || kind == SymbolKind::kMacro;
}

/// The line that a place ends in: 0 if it is a name.
std::uint32_t line_named(std::string_view named) {
  const std::size_t colon = named.rfind(':');
  if (colon == std::string_view::npos) return 0;
  const char* const end = named.data() + named.size();
  std::uint32_t line = 0;
  const auto [stop, error] = std::from_chars(named.data() + colon + 1, end, line);
  return error == std::errc() && stop == end ? line : 0;
}

/// A definition's lines; around what has no code of its own, a variable or a field, those of what it is in.
search::CodePlace place_of(search::SearchIndex& index, SymbolRef ref, std::uint32_t line) {
  graph::IndexReader& reader = index.reader();
  while (ref.ordinal != 0 && ref.ordinal != kNone && !has_code(reader.symbol(ref).kind)) {
    const std::uint32_t container = reader.symbol(ref).container;
    if ((container == 0 || container == kNone) && line == 0) break;  // asked for by its name
    ref.ordinal = container;
  }
  if (ref.ordinal != 0 && ref.ordinal != kNone) return {ref.file, reader.symbol(ref).start_line, reader.symbol(ref).end_line};
  const search::FileColumn& file = index.file(ref.file);
  for (std::uint32_t k = 0; line != 0 && k < file.chunks; ++k) {
    const search::ChunkColumn chunk = index.chunk(file.first_chunk + k);
    if (line >= chunk.start_line && line <= chunk.end_line) return {ref.file, chunk.start_line, chunk.end_line};
  }
  return {ref.file, 1, std::max(1U, reader.file(ref.file).lines)};
}

std::string lines_of(std::string_view text, const search::CodePlace& lines) {
  std::size_t at = 0;
  std::size_t start = 0;
  for (std::uint32_t line = 1; line <= lines.end_line && at < text.size(); ++line) {
    if (line == lines.start_line) start = at;
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return std::string(text.substr(start, at - start));
}

}  // namespace

search::Fragment read_fragment(search::SearchIndex& index, const graph::TreePlace& place, graph::SourceTexts& texts, std::string_view named) {
  if (named == "-") return fragment_of_stdin();
  graph::IndexReader& reader = index.reader();
  const graph::Resolution resolution = graph::resolve_name(reader, place, named);
  if (resolution.symbols.empty()) {
    throw Error(ErrorKind::kUsage, fmt::format("--like: {}: {}", named,
                                               resolution.other_files.empty() ? "nothing of that name or place is in the index"
                                                                              : "several files end in this path; write more of it"));
  }
  if (resolution.ambiguous) {
    const SymbolRef first = resolution.symbols.front();
    throw Error(ErrorKind::kUsage, fmt::format("--like: {} is {} definitions; name one as {}:{}", named, resolution.symbols.size(),
                                               place.shown(reader.file(first.file).path), reader.symbol(first).start_line));
  }
  const search::CodePlace lines = place_of(index, resolution.symbols.front(), line_named(named));
  const std::string path = reader.file(lines.file).path;
  std::string text;
  const ReadStatus status = texts.read(path, text);
  if (status != ReadStatus::kOk) throw Error(ErrorKind::kUsage, fmt::format("--like: {}: {}", place.shown(path), describe(status)));
  return {lines_of(text, lines), lines};
}

}  // namespace cg::tools
