#pragma once
#include <cstdint>

#include "libcg/base/ids.h"

namespace cg::search {

/// What speaks for a file, before weights. Shown by --explain.
struct Signals {
  float file = 0;        ///< BM25F of the whole file, by the largest of the question
  float best_chunk = 0;  ///< of its best chunk, likewise
  float gathered = 0;    ///< of its best five, likewise
  float stem = 0;        ///< share of its name that is asked for
  float stem_first = 0;  ///< share of the question that is in its name
  float fuzzy_stem = 0;  ///< share of the question that is like its name
  float definition = 0;  ///< defines the one name asked for
  float names = 0;       ///< defines names in the sentence
  float meaning = 0;     ///< likeness of its best chunks by the embedding
  float users = 0;       ///< ln(1 + files that use what it defines)
  float tests = 0;       ///< tests and examples that answer use it
  float siblings = 0;    ///< the best others of its directory answer, too
  float home = 0;        ///< lies in the package called like the tree
  float prior = 0;       ///< by its path
};

struct RankedFile {
  FileId file = 0;
  float score = 0;
  std::uint32_t chunk = 0;  ///< the best
  Signals signals;
};

/// Best first; equals by file, so that the order is one.
[[nodiscard]] inline bool is_better(const RankedFile& a, const RankedFile& b) {
  return a.score != b.score ? a.score > b.score : a.file < b.file;
}

struct ScoredChunk {
  std::uint32_t chunk = 0;
  float score = 0;
  float words = 0, meaning = 0;  ///< what it is the sum of
};

/// By what files are found.
enum class Mode {
  kHybrid,    ///< words and meaning; words alone where the question has no word that the model knows
  kLexical,   ///< words: nothing of the embedding
  kSemantic,  ///< meaning: the embedding and the priors by path
};

}  // namespace cg::search
