#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "libcg/embed/training/pair_corpus.h"

namespace cg::embed {

struct TrainingPlan {
  std::size_t dim = 256;
  std::size_t batch = 256;  ///< pairs
  double epochs = 4;
  float temperature = 0.07F;
  float rate = 0.01F;       ///< of Adam, at the beginning; it falls to 0 in a straight line
  std::uint64_t seed = 1;
  int threads = 0;          ///< as in base/parallel; the result does not depend on it
};

struct TrainingProgress {
  std::size_t pairs_seen, pairs_wanted;
  double loss;  ///< in nats, a mean over the last batches
};

/// A vector of plan.dim numbers for each token of the corpus, its length the token's weight. report is called now and then.
/// Error{kFormat} for a corpus without pairs.
[[nodiscard]] std::vector<float> train_table(const PairCorpus& corpus, const TrainingPlan& plan,
                                             const std::function<void(const TrainingProgress&)>& report);

}  // namespace cg::embed
