#include "libcg/search/neighbour_ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>

#include "libcg/search/file_ranking.h"
#include "libcg/search/ranking.h"

namespace cg::search {
namespace {

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

}  // namespace

/// A test gives each file that its best chunks use a share of how well these answer: one that uses much shows nothing of it well.
void NeighbourRanker::add_tests(std::span<RankedFile> best, const FileRanker& chunks) {
  std::unordered_map<FileId, float> shown;
  float most = 0;
  std::size_t tests = 0;
  for (const RankedFile& file : best) {
    const float its = chunks.best_chunk_of(file.file);
    most = std::max(most, its);
    if (its <= 0 || tests == ranking::kTestFiles) continue;
    const FileColumn column = index_.file(file.file);
    if (!(column.test || column.example)) continue;
    ++tests;
    std::vector<Neighbours::Lines> lines;
    for (const ScoredChunk& c : chunks.chunks_of(file.file, ranking::kTestChunks)) {
      const ChunkColumn chunk = index_.chunk(c.chunk);
      lines.push_back({chunk.start_line, chunk.end_line});
    }
    const std::vector<FileId> used = neighbours_.used_by(file.file, lines);
    for (const FileId id : used) shown[id] += its / std::sqrt(static_cast<float>(used.size()));
  }
  for (RankedFile& file : best) {
    const auto found = shown.find(file.file);
    if (found == shown.end() || most <= 0) continue;
    file.signals.tests = found->second / most;
    file.score += ranking::kShownByTests * file.signals.tests;
  }
}

void NeighbourRanker::add_siblings(std::span<RankedFile> best, std::span<const std::string_view> directories) {
  std::unordered_map<std::string_view, std::vector<std::size_t>> members;  // in order of their scores
  for (std::size_t i = 0; i < best.size(); ++i) members[directories[i]].push_back(i);
  std::vector<float> sums(best.size(), 0.0F);
  for (const auto& [directory, files] : members) {
    for (const std::size_t file : files) {
      float weight = 1;
      std::size_t others = 0;
      for (const std::size_t other : files) {
        if (other == file) continue;
        if (others++ == ranking::kMostSiblings || best[other].score <= 0) break;
        sums[file] += weight * best[other].score;
        weight *= ranking::kGatherDecay;
      }
    }
  }
  for (std::size_t i = 0; i < best.size(); ++i) {
    best[i].signals.siblings = sums[i];
    best[i].score += ranking::kSiblings * sums[i];
  }
}

void NeighbourRanker::rerank(std::span<RankedFile> ranked, Mode mode, const FileRanker& chunks) {
  const std::span<RankedFile> best = ranked.first(std::min(ranked.size(), ranking::kNeighbourFiles));
  std::vector<std::string> paths;
  for (const RankedFile& file : best) paths.push_back(index_.reader().file(file.file).path);
  std::vector<std::string_view> directories;
  for (const std::string& path : paths) directories.push_back(directory_of(path));
  // In this order, since siblings go by scores as they were.
  add_siblings(best, directories);
  if (mode != Mode::kSemantic) add_tests(best, chunks);
  for (std::size_t i = 0; i < best.size(); ++i) {
    Signals& s = best[i].signals;
    if (i < ranking::kUsedFiles) s.users = std::log(1 + static_cast<float>(index_.reader().users(best[i].file)));
    s.home = neighbours_.is_home(paths[i]) ? 1.0F : 0.0F;
    best[i].score += ranking::kUsers * s.users + ranking::kHome * s.home;
  }
  std::sort(ranked.begin(), ranked.end(), is_better);
}

}  // namespace cg::search
