#include "libcg/graph/statistics.h"

#include <algorithm>

#include "libcg/base/deadline.h"

namespace cg::graph {
namespace {

template <class Counts, class Kind>
std::uint64_t& count_of(Counts& counts, Kind kind) {
  return counts[static_cast<std::size_t>(kind)];
}

void count_file(IndexReader& reader, FileId file, Statistics& out) {
  const FileRow row = reader.file(file);
  Statistics::Language& language = out.languages[row.language];
  ++language.files;
  language.lines += row.lines;
  language.symbols += row.symbols - std::min(row.symbols, 1U);
  language.error_bytes += row.error_bytes;
  for (std::uint32_t ordinal = 1; ordinal < row.symbols; ++ordinal) {
    const SymbolRow& symbol = reader.symbol({file, ordinal});
    ++count_of(out.symbols_of_kind, symbol.kind);
    if ((symbol.flags & kDeclarationFlag) != 0) ++out.declarations;
  }
  for (const SiteRow& site : reader.sites(file)) {
    ++language.sites;
    ++count_of(out.sites_of_kind, site.kind);
    ++count_of(out.sites_by_how, site.how);
    out.edges += site.targets.size();
  }
}

}  // namespace

Statistics count_index(IndexReader& reader, const std::function<void(std::uint64_t)>& done) {
  Statistics out;
  const std::uint32_t count = reader.file_count();
  for (FileId file = 0; file < count && !past_deadline(); ++file) {
    count_file(reader, file, out);
    done(++out.files);
  }
  for (const auto& [name, language] : out.languages) {
    out.lines += language.lines;
    out.symbols += language.symbols;
    out.sites += language.sites;
  }
  return out;
}

}  // namespace cg::graph
