#include "libcg/graph/own_text.h"

#include <algorithm>
#include <string>
#include <utility>

namespace cg::graph {
namespace {

using Span = std::pair<std::size_t, std::size_t>;  // bytes, begin and end

void append_trimmed(std::string& out, std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return;
  out += text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
  out += '\n';
}

}  // namespace

std::vector<Hash128> hash_own_texts(IndexReader& reader, FileId file, std::string_view text) {
  const std::uint32_t count = reader.file(file).symbols;
  std::vector<Span> spans(count);
  std::vector<std::vector<Span>> inner(count);
  for (std::uint32_t o = 0; o < count; ++o) {
    const SymbolRow& row = reader.symbol({file, o});
    const std::size_t end = std::min<std::size_t>(row.end_byte, text.size());
    spans[o] = o == 0 ? Span(0, text.size()) : Span(std::min<std::size_t>(row.start_byte, end), end);
    const std::uint32_t container = row.container < count ? row.container : 0;
    if (o > 0) inner[container].push_back(spans[o]);
  }
  std::vector<Hash128> hashes;
  std::string own;
  for (std::uint32_t o = 0; o < count; ++o) {
    own.clear();
    auto [at, end] = spans[o];
    std::sort(inner[o].begin(), inner[o].end());
    for (const auto& [from, to] : inner[o]) {
      if (from >= end) break;
      if (from > at) append_trimmed(own, text.substr(at, from - at));
      at = std::max(at, to);
    }
    if (at < end) append_trimmed(own, text.substr(at, end - at));
    hashes.push_back(hash128(own));
  }
  return hashes;
}

}  // namespace cg::graph
