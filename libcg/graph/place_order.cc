#include "libcg/graph/place_order.h"

#include <algorithm>

namespace cg::graph {
namespace {

/// -1, 0 or 1. The paths are looked at only where files differ: most lists are of few files.
int compare_files(IndexReader& reader, FileId a, FileId b) {
  if (a == b) return 0;
  if (a == kNone || b == kNone) return a == kNone ? 1 : -1;
  return reader.file(a).path.compare(reader.file(b).path) < 0 ? -1 : 1;
}

}  // namespace

void sort_by_place(IndexReader& reader, std::vector<SymbolRef>& symbols) {
  std::sort(symbols.begin(), symbols.end(), [&](SymbolRef a, SymbolRef b) {
    const int files = compare_files(reader, a.file, b.file);
    return files != 0 ? files < 0 : a.ordinal < b.ordinal;
  });
}

void sort_by_place(IndexReader& reader, std::vector<Edge>& edges) {
  std::stable_sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) {
    if (const int files = compare_files(reader, a.source.file, b.source.file); files != 0) return files < 0;
    if (a.at != b.at) return a.at < b.at;
    if (const int files = compare_files(reader, a.target.file, b.target.file); files != 0) return files < 0;
    return a.target.ordinal < b.target.ordinal;
  });
}

PathRanks::PathRanks(IndexReader& reader) {
  reader.for_each_path("", [&](std::string_view, FileId id) {
    ranks_.emplace(id, static_cast<std::uint32_t>(files_.size()));
    files_.push_back(id);
    return true;
  });
}

}  // namespace cg::graph
