#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "libcg/embed/training/pair_corpus.h"
#include "libcg/embed/training/random.h"

namespace cg::embed {

/// One pass over a corpus in random order, cut into batches of `size` pairs (or all, if there are fewer), as numbers of pairs.
///
/// What the other pairs of a batch are decides what is learnt: against code of another project or another language any
/// word of the right project wins, and nothing is learnt about which function is meant. So the pairs of a batch come from
/// one package and one language. What is left of the packages is put together by language, as long as it fills batches;
/// the last few pairs of a language wait for the next pass, which is shuffled anew.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> cut_batches(const PairCorpus& corpus, std::size_t size, Random& random);

}  // namespace cg::embed
