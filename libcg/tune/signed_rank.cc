#include "libcg/tune/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "libcg/base/error.h"

namespace cg::tune {
namespace {

// The most k such that the sum of positive ranks is at most k-1 with probability at most alpha, if there is no difference: how many
// of the lowest (and highest) Walsh averages the interval leaves out, plus one. 0: not even one.
std::size_t left_out(std::size_t n, double alpha) {
  // Of the 2^n sets of ranks 1..n, how large a share has each sum.
  std::vector<double> share(n * (n + 1) / 2 + 1);
  share[0] = 1;
  std::size_t most = 0;
  for (std::size_t rank = 1; rank <= n; ++rank) {
    most += rank;
    for (std::size_t sum = most + 1; sum-- > 0;) share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0.0)) / 2;
  }
  double below = 0;
  std::size_t k = 0;
  while (k < share.size() && below + share[k] <= alpha) below += share[k++];
  return k;
}

}  // namespace

bench::Interval signed_rank_interval(std::span<const double> differences, double alpha) {
  const std::size_t n = differences.size();
  if (n == 0 || n > 200 || !std::all_of(differences.begin(), differences.end(), [](double d) { return std::isfinite(d); })) {
    throw Error(ErrorKind::kUsage, "an interval needs 1 to 200 finite differences");
  }
  std::vector<double> walsh;  // the mean of every pair, each with itself included
  walsh.reserve(n * (n + 1) / 2);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i; j < n; ++j) walsh.push_back((differences[i] + differences[j]) / 2);
  }
  std::sort(walsh.begin(), walsh.end());
  const std::size_t middle = walsh.size() / 2;
  bench::Interval interval;
  interval.estimate = walsh.size() % 2 == 1 ? walsh[middle] : (walsh[middle - 1] + walsh[middle]) / 2;
  const std::size_t k = left_out(n, alpha);
  constexpr double kUnbounded = std::numeric_limits<double>::infinity();
  interval.low = k == 0 ? -kUnbounded : walsh[k - 1];
  interval.high = k == 0 ? kUnbounded : walsh[walsh.size() - k];
  return interval;
}

}  // namespace cg::tune
