// Claims that nothing here stands for yet. A figure that is missing is said to be, so that nobody takes the list of results
// for the list of claims.

#include "libcg/bench/benchmark.h"

namespace cg::bench {

void bench_absent(Bench& bench) {
  bench.missing("traverse.bottom_up", "", "every edge into an expanded symbol is an answer, so there is no first parent to stop at: see libcg/graph/traversal.cc");
}

}  // namespace cg::bench
