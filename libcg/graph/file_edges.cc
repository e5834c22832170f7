#include "libcg/graph/file_edges.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "libcg/base/deadline.h"
#include "libcg/graph/traversal.h"

namespace cg::graph {
namespace {

/// Gathers the sites between files.
class Gathered {
 public:
  void add(FileId target, const Edge& edge) {
    const std::string& name = target == kNone ? edge.name : kNoName;
    const auto [at, fresh] = edges_.try_emplace({edge.source.file, target, name});
    FileEdge& file_edge = at->second;
    if (fresh) file_edge = {edge.source.file, target, name, edge.at, {}, 0, 1};
    file_edge.at = std::min(file_edge.at, edge.at);
    file_edge.kinds.add(edge.kind);
    ++file_edge.sites;
  }

  std::vector<FileEdge> take() {
    std::vector<FileEdge> out;
    for (auto& [key, edge] : edges_) out.push_back(std::move(edge));
    std::stable_sort(out.begin(), out.end(), [](const FileEdge& a, const FileEdge& b) {
      return std::tuple(a.source, a.at, a.target) < std::tuple(b.source, b.at, b.target);
    });
    return out;
  }

 private:
  inline static const std::string kNoName;
  std::map<std::tuple<FileId, FileId, std::string>, FileEdge> edges_;
};

template <class Expand, class Next>
FileReach reach(std::span<const FileId> files, std::uint32_t max_depth, Expand&& expand, Next&& next) {
  FileReach out;
  std::set<FileId> seen(files.begin(), files.end());
  std::vector<FileId> front(files.begin(), files.end());
  for (std::uint32_t depth = 1; !front.empty() && (max_depth == kNoDepthLimit || depth <= max_depth); ++depth) {
    Gathered gathered;
    for (const FileId file : front) {
      if (past_deadline()) break;
      out.hidden += expand(file, seen, gathered);
    }
    front.clear();
    for (FileEdge& edge : gathered.take()) {
      const FileId other = next(edge);
      if (other != kNone && seen.insert(other).second) front.push_back(other);
      edge.depth = depth;
      out.edges.push_back(std::move(edge));
    }
  }
  return out;
}

}  // namespace

FileReach files_used_by(IndexReader& reader, std::span<const FileId> files, const EdgeFilter& filter,
                        std::uint32_t max_depth) {
  return reach(
      files, max_depth,
      [&](FileId file, const std::set<FileId>& seen, Gathered& gathered) {
        const EdgeList list = edges_from_file(reader, file, filter);
        for (const Edge& edge : list.edges) {
          if (!edge.target.valid() || !seen.contains(edge.target.file)) gathered.add(edge.target.file, edge);
        }
        return list.hidden;
      },
      [](const FileEdge& edge) { return edge.target; });
}

FileReach files_using(IndexReader& reader, std::span<const FileId> files, const EdgeFilter& filter,
                      std::uint32_t max_depth) {
  return reach(
      files, max_depth,
      [&](FileId file, const std::set<FileId>& seen, Gathered& gathered) {
        std::uint64_t hidden = 0;
        for (const IncomingList& list : reader.incoming_of_file(file)) {
          for (const IncomingRow& row : list.rows) {
            if (!filter.kinds.has(row.kind) || seen.contains(row.source.file)) continue;
            if (row.confidence < filter.min_confidence) {
              ++hidden;
            } else {
              gathered.add(file, {row.source, {file, list.ordinal}, {}, row.kind, row.how, row.confidence, row.at});
            }
          }
        }
        return hidden;
      },
      [](const FileEdge& edge) { return edge.source; });
}

}  // namespace cg::graph
