#include "libcg/graph/place_order.h"

#include <algorithm>
#include <compare>

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
  // Paths are compared once a file and not once a pair of edges: a symbol that is called from everywhere has 100,000.
  std::vector<FileId> files;
  for (const Edge& edge : edges) {
    if (files.empty() || files.back() != edge.source.file) files.push_back(edge.source.file);
    if (files.back() != edge.target.file) files.push_back(edge.target.file);
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  std::sort(files.begin(), files.end(), [&](FileId a, FileId b) { return compare_files(reader, a, b) < 0; });
  std::unordered_map<FileId, std::uint32_t> ranks;
  for (std::size_t i = 0; i < files.size(); ++i) ranks.emplace(files[i], static_cast<std::uint32_t>(i));

  struct Place {
    std::uint32_t source_file;
    Position at;
    std::uint32_t target_file, target_ordinal;
    std::size_t edge;  // the last: what is equal stays in its order
    auto operator<=>(const Place&) const = default;
  };
  std::vector<Place> places;
  places.reserve(edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    places.push_back({ranks.at(edge.source.file), edge.at, ranks.at(edge.target.file), edge.target.ordinal, i});
  }
  std::sort(places.begin(), places.end());
  std::vector<Edge> sorted;
  sorted.reserve(edges.size());
  for (const Place& place : places) sorted.push_back(std::move(edges[place.edge]));
  edges = std::move(sorted);
}

PathRanks::PathRanks(IndexReader& reader) {
  reader.for_each_path("", [&](std::string_view, FileId id) {
    ranks_.emplace(id, static_cast<std::uint32_t>(files_.size()));
    files_.push_back(id);
    return true;
  });
}

}  // namespace cg::graph
