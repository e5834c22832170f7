#include "libcg/tune/operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"
#include "libcg/graph/edges.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/traversal.h"
#include "libcg/ingest/build.h"
#include "libcg/storage/index_build.h"
#include "libcg/search/search_pass.h"
#include "libcg/tune/in_force.h"
#include "libcg/tune/search_operation.h"

namespace cg::tune {
namespace {

constexpr std::size_t kDraws = 300;
constexpr std::size_t kAlone = 60;  // of them asked of an index that was opened for it
constexpr std::size_t kWalkedFiles = 60;
constexpr std::uint32_t kWalkedSteps = 2;
constexpr std::size_t kSearched = 10;  // questions in words to an index just built

class Answers {
 public:
  void add(std::string_view text) { hash_ = hash64(text, hash_); }
  void add(std::uint64_t number) { add({reinterpret_cast<const char*>(&number), sizeof number}); }
  void add(SymbolRef ref) { add((std::uint64_t{ref.file} << 32U) | ref.ordinal); }
  [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }

 private:
  std::uint64_t hash_ = 0;
};

void add_edges(graph::IndexReader& reader, const std::vector<graph::IncomingRow>& rows, Answers& answers) {
  for (const graph::IncomingRow& row : rows) {
    answers.add(row.source);
    answers.add((std::uint64_t{row.at.line} << 32U) | row.at.column);
    answers.add(static_cast<std::uint64_t>(row.confidence));
    answers.add(reader.symbol(row.source).name);
  }
}

void ask_for(graph::IndexReader& reader, const bench::Asked& asked, Answers& answers) {
  for (const graph::DefinitionRow& row : reader.definitions(asked.name)) answers.add(row.symbol);
  answers.add(reader.text(asked.symbol).signature);
  add_edges(reader, reader.incoming(asked.symbol), answers);
}

std::uint64_t ask(const std::filesystem::path& index, const bench::Workload& workload) {
  Answers answers;
  for (std::size_t i = 0; i < std::min(kAlone, workload.draws.size()); ++i) {
    graph::IndexReader reader(index);
    ask_for(reader, workload.ranked[workload.draws[i]], answers);
  }
  graph::IndexReader reader(index, graph::ReaderMemory::for_walks());
  for (const std::size_t draw : workload.draws) ask_for(reader, workload.ranked[draw], answers);
  const std::uint32_t files = reader.file_count();
  const auto stride = static_cast<std::uint32_t>(std::max<std::size_t>(1, files / kWalkedFiles));
  for (FileId file = 0; file < files; file += stride) {
    for (const graph::SiteRow& site : reader.sites(file)) {
      answers.add(site.name);
      for (const SymbolRef target : site.targets) answers.add(reader.symbol(target).name);
    }
    for (const graph::IncomingList& list : reader.incoming_of_file(file)) add_edges(reader, list.rows, answers);
  }
  // Who uses what is called neither often nor rarely, and who uses those.
  if (!workload.ranked.empty()) {
    const SymbolRef start = workload.ranked[workload.ranked.size() / 2].symbol;
    for (const graph::Step& step : graph::reach_into(reader, {&start, 1}, {.kinds = graph::kCallKinds}, kWalkedSteps).steps) {
      answers.add(step.edge.source);
      answers.add(step.depth);
    }
  }
  return answers.hash();
}

double elapsed_ns(std::int64_t start) { return static_cast<double>(std::max<std::int64_t>(1, monotonic_ns() - start)); }

bench::Workload drawn(graph::IndexReader& reader) {
  return bench::draw_workload(reader, {.draws = kDraws, .max_files = 400});
}

// Every n-th file, so that all that is left has at most so many bytes.
void thin_out(ingest::TreeListing& listing, std::uint64_t max_bytes) {
  std::uint64_t bytes = 0;
  for (const auto& file : listing.files) bytes += file.stamp.size_bytes;
  const std::uint64_t stride = bytes / std::max<std::uint64_t>(max_bytes, 1) + 1;
  std::vector<ingest::TreeFile> kept;
  for (std::size_t i = 0; i < listing.files.size(); i += stride) kept.push_back(std::move(listing.files[i]));
  listing.files = std::move(kept);
}

}  // namespace

QueryOperation::QueryOperation(std::filesystem::path index, const std::string& trace_file) : index_(std::move(index)) {
  graph::IndexReader reader(index_);
  workload_ = drawn(reader);
  if (trace_file.empty()) return;
  std::string trace;
  if (const ReadStatus status = read_file(trace_file, {}, trace); status != ReadStatus::kOk) {
    throw Error(ErrorKind::kIo, fmt::format("{}: {}; name a readable trace (CG_TRACE writes one)", trace_file, describe(status)));
  }
  bench::replay_trace(reader, trace, trace_file, workload_);
}

Sample QueryOperation::run(const Knobs& settings) {
  const InForce force(settings);
  const std::int64_t start = monotonic_ns();
  Sample sample;
  sample.answers = ask(index_, workload_);
  sample.ns = elapsed_ns(start);
  return sample;
}

IndexOperation::IndexOperation(const std::string& root, std::uint64_t max_bytes, bool with_search, EventSink& events)
    : listing_(ingest::list_tree(root, {}, events)), with_search_(with_search), model_(with_search ? installed_model() : std::nullopt) {
  thin_out(listing_, max_bytes);
  if (listing_.files.empty()) throw Error(ErrorKind::kUsage, fmt::format("{}: there is nothing to index; tune with --for query", root));
}

/// The first run was of no trial: it says how many files there is time for.
void IndexOperation::fit(double ns) {
  constexpr double kLongNs = 5e8;
  constexpr std::uint64_t kLeastBytes = std::uint64_t{768} << 10;  // less has no callers to ask for
  fitted_ = true;
  std::uint64_t bytes = 0;
  for (const auto& file : listing_.files) bytes += file.stamp.size_bytes;
  if (ns > kLongNs) thin_out(listing_, std::max(kLeastBytes, static_cast<std::uint64_t>(static_cast<double>(bytes) * kLongNs / ns)));
}

Sample IndexOperation::run(const Knobs& settings) {
  const InForce force(settings);
  const auto index = copy_.path() / "index";
  std::error_code ignored;
  std::filesystem::remove_all(index, ignored);  // a fresh build each time, never an update
  NullEvents quiet;                             // the user heard of bad files when the real index was built
  ingest::BuildOptions options;
  Sample sample;
  std::int64_t start = monotonic_ns();
  std::optional<search::SearchPass> pass;
  if (with_search_) options.pass = &pass.emplace(0, copy_.path().string(), model_ ? &*model_ : nullptr);
  static_cast<void>(ingest::build_index(listing_, index, options, quiet));
  sample.ns = elapsed_ns(start);
  if (!fitted_) {
    fit(sample.ns);
    return run(settings);
  }
  if (workload_.ranked.empty()) {
    graph::IndexReader reader(index);
    workload_ = drawn(reader);
  }
  start = monotonic_ns();
  sample.answers = ask(index, workload_);
  if (with_search_) {
    const std::span<const std::string> questions(workload_.questions);
    const std::uint64_t found = search_answers(index, questions.first(std::min(kSearched, questions.size())), model_ ? &*model_ : nullptr);
    sample.answers = hash64({reinterpret_cast<const char*>(&found), sizeof found}, sample.answers);
  }
  sample.guard_ns = elapsed_ns(start);
  if (const auto live = storage::live_index(index)) sample.bytes = std::filesystem::file_size(*live);
  return sample;
}

}  // namespace cg::tune
