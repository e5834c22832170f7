#include "libcg/embed/training/batches.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace cg::embed {
namespace {

using Batch = std::vector<std::uint32_t>;

}  // namespace

std::vector<Batch> cut_batches(const PairCorpus& corpus, std::size_t size, Random& random) {
  size = std::min(size, corpus.size());
  if (size == 0) return {};
  Batch order(corpus.size());
  std::iota(order.begin(), order.end(), 0U);
  random.shuffle(order);
  std::ranges::stable_sort(order, {}, [&corpus](std::uint32_t pair) { return std::tuple(corpus.language[pair], corpus.package[pair]); });

  std::vector<Batch> batches;
  const auto take = [&batches](const Batch& from, std::size_t begin, std::size_t end) {
    batches.emplace_back(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(end));
  };
  std::vector<Batch> rests;  // of the packages of one language
  const auto join_rests = [&] {
    random.shuffle(rests);
    Batch joined;
    for (const Batch& rest : rests) joined.insert(joined.end(), rest.begin(), rest.end());
    for (std::size_t at = 0; at + size <= joined.size(); at += size) take(joined, at, at + size);
    rests.clear();
  };
  for (std::size_t begin = 0; begin < order.size();) {
    const std::uint32_t first = order[begin];
    std::size_t end = begin;
    while (end < order.size() && corpus.language[order[end]] == corpus.language[first] && corpus.package[order[end]] == corpus.package[first]) ++end;
    for (; begin + size <= end; begin += size) take(order, begin, begin + size);
    rests.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(begin), order.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
    if (end == order.size() || corpus.language[order[end]] != corpus.language[first]) join_rests();
  }
  // A corpus of a few pairs in many languages fills no batch by the rule; then any batch is better than none.
  if (batches.empty()) {
    random.shuffle(order);
    take(order, 0, size);
  }
  random.shuffle(batches);
  return batches;
}

}  // namespace cg::embed
