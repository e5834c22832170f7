// The metric "RAG response latency": a question in words to a pack of context for a model. The question is embedded, chunks are
// found by words and meaning, the graph around them is walked, and source is packed under a budget of tokens with path and lines.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/base/subprocess.h"
#include "libcg/bench/benchmark.h"
#include "libcg/embed/model.h"
#include "libcg/search/answers.h"
#include "libcg/search/context_pack.h"
#include "libcg/search/meaning.h"
#include "libcg/simd/target.h"

namespace cg::bench {
namespace {

constexpr const char* kMetric = "rag_response_latency";
constexpr std::size_t kBudgetTokens = 4000;

/// Everything that answers questions from one index, as cg-embed-search puts it together.
class Context {
 public:
  Context(const std::filesystem::path& index, const std::filesystem::path& tree, const embed::Model& model, const graph::ReaderMemory& memory)
      : reader_(index, memory), place_(tree, tree), index_(reader_), meaning_(index_, model), answerer_(index_, &meaning_) {}

  search::ContextPack pack(const std::string& question) {
    std::vector<search::ContextSeed> seeds;
    const auto answers = answerer_.answer(search::read_question(question), {});
    for (const search::Answer& a : answers) {
      const float worth = answers.front().score > 0 ? std::max(0.05F, a.score / answers.front().score) : 1;
      seeds.push_back({a.file, a.symbol, a.start_line, a.end_line, worth});
    }
    return search::pack_context(reader_, texts_, place_, seeds, kBudgetTokens);
  }
  std::uint64_t digest(const std::string& question) {
    const search::ContextPack packed = pack(question);
    std::string text = search::left_out_line(packed);
    for (const search::ContextPiece& piece : packed.pieces) text += search::to_markdown(piece, place_);
    return hash64(text);
  }

 private:
  graph::IndexReader reader_;
  graph::TreePlace place_;
  graph::SourceTexts texts_{place_, {}};
  search::SearchIndex index_;
  search::Meaning meaning_;
  search::Answerer answerer_;
};

void add_process(Bench& bench, const std::vector<std::string>& questions) {
  const auto& settings = bench.settings();
  const std::string tool = (settings.tools / "cg-embed-search").string();
  if (!std::filesystem::exists(tool)) return bench.missing("search.context.cold", "", fmt::format("{}: there is no cg-embed-search beside cg-bench; install both", tool));
  std::size_t next = 0;
  const Way ours = [&] {
    const CommandResult result = run_command({tool, "-i", settings.index.string(), "--quiet", "--context", "--budget", std::to_string(kBudgetTokens), "--", questions[next++ % questions.size()]});
    if (result.exit_status > 1) throw Error(ErrorKind::kIo, fmt::format("{}: it failed: {}", tool, result.errors));
    return std::uint64_t{1};
  };
  MeasurePlan plan = bench.plan();
  plan.min_rounds = 10;
  Result result = bench.time({"search.context.cold", "", "", {}, "cg-embed-search --context, as a process, file cache warm", ours}, plan);
  result.after.tail = tail_of(result.after.samples);
  bench.add(std::move(result));
}

}  // namespace

void bench_context(Bench& bench) {
  const auto& settings = bench.settings();
  const auto& questions = bench.workload().questions;
  if (!std::filesystem::exists(settings.tree) || questions.empty()) {
    return bench.missing("search.context", kMetric, fmt::format("{}: the tree is not where it was indexed, or has no names to ask for", settings.tree.string()));
  }
  const embed::Model model = embed::Model::open(embed::Model::find());
  Context open(settings.index, settings.tree, model, {});
  constexpr std::size_t kBatch = 4;
  const auto asking = [&questions](auto&& ask) {
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < kBatch; ++i) digest += ask(questions[i % questions.size()]);
    return digest;
  };
  const simd::Target best = simd::active_target();
  const Way plain = [&] {
    simd::use_target(simd::Target::kScalar);
    const std::uint64_t digest = asking([&](const std::string& question) {
      Context fresh(settings.index, settings.tree, model, {1, 1});
      return fresh.digest(question);
    });
    simd::use_target(best);
    return digest;
  };
  Result result = bench.time({"search.context", kMetric, "everything opened anew for each question, scalar kernels, no cache", plain,
                              "index and model open: found, expanded, packed", [&] { return asking([&](const std::string& question) { return open.digest(question); }); }, kBatch},
                             bench.plan());
  std::vector<double> calls;
  double tokens = 0, pieces = 0;
  for (const std::string& question : questions) {
    const std::int64_t begin = monotonic_ns();
    const search::ContextPack pack = open.pack(question);
    calls.push_back(static_cast<double>(std::max<std::int64_t>(monotonic_ns() - begin, 1)));
    tokens += static_cast<double>(pack.tokens);
    pieces += static_cast<double>(pack.pieces.size());
  }
  result.after.tail = tail_of(calls);
  const auto count = static_cast<double>(questions.size());
  result.facts = {{"questions", count}, {"budget_tokens", static_cast<double>(kBudgetTokens)}, {"mean_tokens", tokens / count}, {"mean_pieces", pieces / count}};
  bench.add(std::move(result));
  if (!settings.targets_only) add_process(bench, questions);
}

}  // namespace cg::bench
