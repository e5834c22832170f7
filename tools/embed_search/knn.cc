#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "libcg/embed/vector_file.h"
#include "tools/embed_search/options.h"

namespace cg::tools {
namespace {

struct Neighbour {
  float score;
  std::size_t row;
};

using Rows = std::vector<std::vector<float>>;

Rows read_all(const embed::VectorRows& rows, bool zeros_allowed) {
  Rows all(rows.count(), std::vector<float>(rows.dim()));
  for (std::size_t row = 0; row < rows.count(); ++row) rows.read(row, all[row], zeros_allowed);
  return all;
}

/// With 8 bits a number, as a quick scan sees a row.
Rows rounded(Rows rows) {
  for (auto& row : rows) {
    float largest = 0;
    for (const float x : row) largest = std::max(largest, std::abs(x));
    if (largest == 0) continue;
    for (float& x : row) x = std::round(x / largest * 127) * largest / 127;
  }
  return rows;
}

float score(const std::vector<float>& a, const std::vector<float>& b, const std::string& metric) {
  float dot = 0;
  float aa = 0;
  float bb = 0;
  float distance = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
    distance += (a[i] - b[i]) * (a[i] - b[i]);
  }
  if (metric == "l2") return -distance;
  return metric == "dot" ? dot : dot / std::sqrt(aa * bb);
}

std::vector<std::vector<Neighbour>> nearest(const Rows& rows, const Rows& queries, const EmbedSearchOptions& options) {
  std::vector<std::vector<Neighbour>> found(queries.size());
  const std::size_t k = std::min(options.knn.k, rows.size());
  parallel_for(queries.size(), options.threads, [&](std::size_t q, int) {
    auto& all = found[q];
    for (std::size_t row = 0; row < rows.size(); ++row) all.push_back({score(rows[row], queries[q], options.knn.metric), row});
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(k), all.end(), [](const Neighbour& a, const Neighbour& b) {
      return a.score != b.score ? a.score > b.score : a.row < b.row;
    });
    all.resize(k);
  });
  return found;
}

}  // namespace

int run_knn(const EmbedSearchOptions& options) {
  const embed::VectorFile vectors = embed::VectorFile::open(options.knn.vectors);
  const embed::VectorFile queries = embed::VectorFile::open(options.knn.queries);
  if (vectors.rows.dim() != queries.rows.dim()) {
    throw Error(ErrorKind::kUsage, fmt::format("{} has vectors of dimension {}, {} of {}", options.knn.vectors, vectors.rows.dim(),
                                               options.knn.queries, queries.rows.dim()));
  }
  const bool zeros_allowed = options.knn.metric == "l2";
  const Rows rows = read_all(vectors.rows, zeros_allowed);
  const Rows asked = read_all(queries.rows, zeros_allowed);
  cli::Output output;
  if (options.knn.recall) {
    const auto exact = nearest(rows, asked, options);
    const auto quick = nearest(rounded(rows), asked, options);
    std::size_t hits = 0;
    std::size_t wanted = 0;
    for (std::size_t q = 0; q < asked.size(); ++q) {
      for (const Neighbour& e : exact[q]) {
        hits += static_cast<std::size_t>(std::ranges::count(quick[q], e.row, &Neighbour::row));
        ++wanted;
      }
    }
    cli::RecordWriter writer(output, cli::record_style(options.common), {"k", "queries", "recall"});
    writer.write({options.knn.k, asked.size(), static_cast<double>(hits) / static_cast<double>(wanted)});
    writer.finish();
    return cli::kExitFound;
  }
  const auto found = nearest(options.knn.exact ? rows : rounded(rows), asked, options);
  cli::RecordWriter writer(output, cli::record_style(options.common), {"query", "rank", "row", "score"});
  for (std::size_t q = 0; q < found.size(); ++q) {
    std::size_t rank = 0;
    for (const Neighbour& n : found[q]) writer.write({q, ++rank, n.row, static_cast<double>(n.score)});
  }
  const cli::RecordCount count = writer.finish();
  if (count.shown < count.total && !options.common.quiet) {
    fmt::print(stderr, "cg-embed-search: {} of {} records shown (--limit)\n", count.shown, count.total);
  }
  return cli::kExitFound;
}

}  // namespace cg::tools
