#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "libcg/bench/random.h"
#include "libcg/graph/index_reader.h"

namespace cg::bench {

/// Draws ranks 0 to n-1 with probability proportional to 1 / (rank + 1)^exponent (Zipf's law), by binary search in the
/// cumulated weights. What people and programs ask for is distributed like this: a few names again and again.
class ZipfDraw {
 public:
  ZipfDraw(std::size_t n, double exponent);
  [[nodiscard]] std::size_t operator()(Random& random) const;

 private:
  std::vector<double> cumulated_;
};

/// A symbol that somebody may ask about.
struct Asked {
  SymbolRef symbol;
  std::string name;          ///< its last name
  std::uint32_t in_degree = 0;
};

/// What is asked of an index, drawn from the index itself: the same index and seed give the same.
struct Workload {
  std::vector<Asked> ranked;         ///< distinct symbols with callers, most called first
  std::vector<std::size_t> draws;    ///< indices of `ranked`, by Zipf's law over that order
  std::vector<std::string> questions;  ///< first sentences of doc comments, and names taken apart: for search by meaning
  std::uint64_t files_sampled = 0;
};

struct WorkloadOptions {
  std::uint64_t seed = 1;
  std::size_t draws = 2000;
  std::size_t max_files = 1500;  ///< ranks are taken from so many files, drawn evenly: walking over a kernel takes a minute
  double exponent = 1.0;
};

[[nodiscard]] Workload draw_workload(graph::IndexReader& reader, const WorkloadOptions& options = {});

/// Replaces what was drawn by names recorded from real use (one a line, as CG_TRACE writes them: verb, tab, name), in
/// their order. Names that the index does not have are left out. Error{kFormat} if none is left.
void replay_trace(graph::IndexReader& reader, std::string_view trace, const std::string& file, Workload& workload);

}  // namespace cg::bench
