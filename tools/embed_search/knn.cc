#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/deadline.h"
#include "libcg/base/error.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "libcg/embed/exact_scan.h"
#include "libcg/embed/knn_index.h"
#include "libcg/embed/vector_file.h"
#include "libcg/simd/target.h"
#include "tools/embed_search/options.h"

namespace cg::tools {
namespace {

using Found = std::vector<std::vector<simd::Scored>>;

embed::Metric metric_of(const std::string& name) {
  if (name == "l2") return embed::Metric::kL2;
  return name == "dot" ? embed::Metric::kDot : embed::Metric::kCosine;
}

double seconds_since(std::int64_t start_ns) { return static_cast<double>(monotonic_ns() - start_ns) / 1e9; }

/// Says with --verbose what took how long.
class Notes {
 public:
  explicit Notes(bool wanted) : wanted_(wanted) {}
  void built(double seconds, std::size_t bytes) const {
    if (wanted_) fmt::print(stderr, "cg-embed-search: made ready in {:.3f} s, {} bytes ({})\n", seconds, bytes, simd::name_of(simd::active_target()));
  }
  void answered(std::string_view how, double seconds, std::size_t queries) const {
    if (wanted_) fmt::print(stderr, "cg-embed-search: {}: {:.3f} ms a query\n", how, seconds * 1e3 / static_cast<double>(queries));
  }

 private:
  bool wanted_;
};

/// Answers some queries at a time if there is a deadline, so that those that were answered before it are whole: as many as share
/// a pass over the rows (exact_scan.cc), which costs the same for fewer.
template <class Answer>
Found by_blocks(const embed::QueryBlock& queries, Answer&& answer) {
  if (deadline_left_ms() < 0) return answer(queries);
  constexpr std::size_t kBlock = 64;
  Found all;
  for (std::size_t at = 0; at < queries.count && !past_deadline(); at += kBlock) {
    const std::size_t count = std::min(kBlock, queries.count - at);
    const auto part = [&](const std::vector<float>& of, std::size_t width) {
      return std::vector<float>(of.begin() + static_cast<std::ptrdiff_t>(at * width), of.begin() + static_cast<std::ptrdiff_t>((at + count) * width));
    };
    Found found = answer(embed::QueryBlock{count, queries.dim, part(queries.numbers, queries.dim), part(queries.squares, 1)});
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  return all;
}

Found quick(const embed::VectorRows& rows, const embed::QueryBlock& queries, const EmbedSearchOptions& options, const Notes& notes) {
  std::int64_t start = monotonic_ns();
  const embed::KnnIndex index(rows, metric_of(options.knn.metric), options.threads);
  notes.built(seconds_since(start), index.bytes());
  start = monotonic_ns();
  Found found = by_blocks(queries, [&](const embed::QueryBlock& some) { return index.search(some, options.knn.k, options.threads); });
  notes.answered("quick", seconds_since(start), queries.count);
  return found;
}

Found exact(const embed::VectorRows& rows, const embed::QueryBlock& queries, const EmbedSearchOptions& options, const Notes& notes) {
  const std::int64_t start = monotonic_ns();
  Found found = by_blocks(queries, [&](const embed::QueryBlock& some) {
    return embed::exact_neighbours(rows, some, metric_of(options.knn.metric), options.knn.k, options.threads);
  });
  notes.answered("exact", seconds_since(start), queries.count);
  return found;
}

/// As many digits as the float has, and not those that it gains as a double.
double shown(float score) { return std::stod(fmt::format("{}", score)); }

/// The share of the exact neighbours that were found, or one as near as the farthest of them, over the queries that were answered
/// both ways.
double recall(const Found& found, const Found& truth) {
  std::size_t hits = 0;
  std::size_t wanted = 0;
  for (std::size_t q = 0; q < std::min(found.size(), truth.size()); ++q) {
    for (const simd::Scored& s : found[q]) hits += s.score >= truth[q].back().score ? 1U : 0U;
    wanted += truth[q].size();
  }
  return static_cast<double>(hits) / static_cast<double>(wanted);
}

void say_cut(const cli::RecordCount& count, const cli::CommonOptions& common) {
  if (count.shown < count.total && !common.quiet) {
    fmt::print(stderr, "cg-embed-search: {} of {} records shown (--limit)\n", count.shown, count.total);
  }
}

int exit_status(const cli::RecordCount& count, const cli::CommonOptions& common) {
  say_cut(count, common);
  if (!stopped_by_deadline()) return cli::kExitFound;
  if (!common.quiet) fmt::print(stderr, "cg-embed-search: {}\n", cli::timeout_message(common));
  return cli::kExitPartial;
}

}  // namespace

int run_knn(const EmbedSearchOptions& options) {
  const KnnOptions& knn = options.knn;
  const Notes notes(options.common.verbose);
  const embed::VectorFile vectors = embed::VectorFile::open(knn.vectors);
  const embed::VectorFile asked = embed::VectorFile::open(knn.queries);
  if (vectors.rows.dim() != asked.rows.dim()) {
    throw Error(ErrorKind::kUsage, fmt::format("{} has vectors of dimension {}, {} of {}", knn.vectors, vectors.rows.dim(), knn.queries,
                                               asked.rows.dim()));
  }
  if (vectors.rows.count() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kLimit, fmt::format("{}: more than 2^32 - 1 rows; split the file", knn.vectors));
  }
  const embed::QueryBlock queries = embed::read_queries(asked.rows, metric_of(knn.metric));
  cli::Output output;
  if (knn.recall) {
    const Found truth = exact(vectors.rows, queries, options, notes);
    const Found found = quick(vectors.rows, queries, options, notes);
    // Nothing was compared: no recall is better than one that means nothing.
    const std::size_t compared = std::min(found.size(), truth.size());
    cli::RecordWriter writer(output, cli::record_style(options.common), {"k", "queries", "recall"});
    if (compared > 0) writer.write({std::min(knn.k, vectors.rows.count()), compared, recall(found, truth)});
    return exit_status(writer.finish(), options.common);
  }
  const Found found = knn.exact ? exact(vectors.rows, queries, options, notes) : quick(vectors.rows, queries, options, notes);
  cli::RecordWriter writer(output, cli::record_style(options.common), {"query", "rank", "row", "score"});
  for (std::size_t q = 0; q < found.size(); ++q) {
    std::size_t rank = 0;
    for (const simd::Scored& s : found[q]) writer.write({q, ++rank, s.id, shown(s.score)});
  }
  return exit_status(writer.finish(), options.common);
}

}  // namespace cg::tools
