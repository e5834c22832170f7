// Which chunks of a file answered the last question, of what FileRanker has kept of it.

#include <algorithm>

#include "libcg/search/best_few.h"
#include "libcg/search/file_ranking.h"

namespace cg::search {

ScoredChunk FileRanker::scored(const Candidate& c, std::uint32_t k) const {
  const float words = most_decayed_ > 0 ? decayed_[c.first + k] / most_decayed_ : 0;
  const float meaning = cosines_[c.first + k] > -1 ? std::max(0.0F, cosines_[c.first + k] - middle_) : 0;
  return {c.column.first_chunk + k, words + meaning, words, meaning};
}

float FileRanker::best_chunk_of(FileId file) const {
  const std::uint32_t slot = slot_of_file_[file];
  if (slot == 0) return 0;
  const Candidate& c = candidates_[slot - 1];
  float most = 0;
  for (std::uint32_t k = 0; k < c.column.chunks; ++k) most = std::max(most, scored(c, k).score);
  return most;
}

std::vector<ScoredChunk> FileRanker::chunks_of(FileId file, std::size_t most) const {
  std::vector<ScoredChunk> out;
  const std::uint32_t slot = slot_of_file_[file];
  if (slot == 0) return out;
  const Candidate& c = candidates_[slot - 1];
  const auto is_better = [](const ScoredChunk& a, const ScoredChunk& b) { return a.score != b.score ? a.score > b.score : a.chunk < b.chunk; };
  BestMany<ScoredChunk, decltype(is_better)> best(most, is_better);
  for (std::uint32_t k = 0; k < c.column.chunks; ++k) {
    const ScoredChunk chunk = scored(c, k);
    if (chunk.score > 0) best.add(chunk);
  }
  out = best.take();
  std::sort(out.begin(), out.end(), is_better);
  return out;
}

}  // namespace cg::search
