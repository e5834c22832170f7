// Claims that nothing here stands for yet. A figure that is missing is said to be, so that nobody takes the list of results
// for the list of claims.

#include "libcg/bench/benchmark.h"

namespace cg::bench {

void bench_absent(Bench& bench) {
  bench.missing("prefetch", "", "pages of the graph are not prefetched; vector kernels are, and kernel.* has them so");
  bench.missing("affinity", "", "threads are left where the system puts them; one node of memory would show nothing");
  bench.missing("deadline", "", "no tool has a deadline (--timeout) yet");
}

}  // namespace cg::bench
