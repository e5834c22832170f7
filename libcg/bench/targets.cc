#include "libcg/bench/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "libcg/base/error.h"
#include "libcg/bench/quantiles.h"

namespace cg::bench {
namespace {

constexpr std::string_view kDefaultTargets = R"(# The metrics of cg and what they should reach: cg-bench targets --targets FILE RUN reads a file like this.
# measure: p50_ms p95_ms p99_ms megabytes (at most), per_second (at least), share (of the plain way of the same run, at most).
#
# metric                benchmark            measure     before  target
node_query_latency      query.cold           p95_ms      100     45
vector_search_latency   search.vector        p95_ms      200     95
rag_response_latency    search.context       p95_ms      200     85
graph_memory            graph.memory         share       1       0.469
cache_memory            cache.memory         share       1       0.469
embedding_memory        vectors.memory       share       1       0.469
concurrent_queries      concurrent.threads   per_second  1000    2200
nodes_processed         index                per_second  10000   22000
embeddings_generated    embed                per_second  500     1150
)";

constexpr std::array<std::string_view, 6> kMeasures{"p50_ms", "p95_ms", "p99_ms", "megabytes", "per_second", "share"};

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  line = line.substr(0, line.find('#'));
  for (std::size_t at = line.find_first_not_of(" \t\r"); at != std::string_view::npos; at = line.find_first_not_of(" \t\r", at)) {
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value <= 0) {
    throw Error(ErrorKind::kFormat, fmt::format("{} is no number above 0", text));
  }
  return value;
}

Target target_of(const std::vector<std::string_view>& words) {
  if (words.size() != 5) throw Error(ErrorKind::kFormat, fmt::format("{} words, and a target has 5: metric benchmark measure before target", words.size()));
  const auto measure = std::find(kMeasures.begin(), kMeasures.end(), words[2]);
  if (measure == kMeasures.end()) throw Error(ErrorKind::kFormat, fmt::format("{} is no measure; there are {}", words[2], fmt::join(kMeasures, ", ")));
  return {std::string(words[0]), std::string(words[1]), static_cast<Measure>(measure - kMeasures.begin()), number(words[3]), number(words[4])};
}

double figure(const Side& side, Measure measure, double before_median) {
  const auto tail = [&](double known, double p) { return (side.tail.max > 0 ? known : quantile(side.samples, p)) / 1e6; };
  switch (measure) {
    case Measure::kP50Ms: return tail(side.tail.p50, 0.5);
    case Measure::kP95Ms: return tail(side.tail.p95, 0.95);
    case Measure::kP99Ms: return tail(side.tail.p99, 0.99);
    case Measure::kMegabytes: return median(side.samples) / 1e6;
    case Measure::kPerSecond: return 1e9 / median(side.samples);
    case Measure::kShareOfBefore: return before_median > 0 ? median(side.samples) / before_median : 0;
  }
  return 0;
}

bool fits(Measure measure, Unit unit) {
  if (measure == Measure::kShareOfBefore) return true;
  return (measure == Measure::kMegabytes) == (unit == Unit::kBytes) && unit != Unit::kPerThousand;
}

Judgement judge_one(const Target& target, const Run& run) {
  Judgement judgement{target, 0, 0, Reached::kNotMeasured, {}};
  const Result* result = run.find(target.benchmark);
  if (result == nullptr) {
    judgement.note = fmt::format("the run has no {}", target.benchmark);
    for (const NotMeasured& missing : run.not_measured) {
      if (missing.name == target.benchmark) judgement.note = missing.reason;
    }
    return judgement;
  }
  if (!fits(target.measure, result->unit)) {
    throw Error(ErrorKind::kFormat, fmt::format("{}: {} is in {}, which is no {}; correct the targets file", target.metric, target.benchmark, name_of(result->unit), name_of(target.measure)));
  }
  const double before_median = result->before ? median(result->before->samples) : 0;
  if (result->before) judgement.before = figure(*result->before, target.measure, before_median);
  judgement.measured = figure(result->after, target.measure, before_median);
  judgement.note = result->note;
  if (judgement.measured == 0) {
    judgement.note = "the run has no plain way to compare with";
    return judgement;
  }
  const bool reached = target.measure == Measure::kPerSecond ? judgement.measured >= target.target : judgement.measured <= target.target;
  judgement.reached = reached && result->same_answers ? Reached::kMet : Reached::kMissed;
  if (!result->same_answers) judgement.note = "the plain way gave other answers: the figure is worth nothing";
  return judgement;
}

}  // namespace

std::string_view name_of(Measure measure) noexcept { return kMeasures[static_cast<std::size_t>(measure)]; }

std::string_view name_of(Reached reached) noexcept {
  switch (reached) {
    case Reached::kMet: return "met";
    case Reached::kMissed: return "missed";
    case Reached::kNotMeasured: return "not_measured";
  }
  return "not_measured";
}

std::string_view default_targets() noexcept { return kDefaultTargets; }

std::vector<Target> parse_targets(std::string_view text, const std::string& name) {
  std::vector<Target> targets;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty()) continue;
    try {
      targets.push_back(target_of(words));
    } catch (const Error& error) {
      throw Error(ErrorKind::kFormat, fmt::format("{}:{}: {}", name, line, error.what()));
    }
  }
  if (targets.empty()) throw Error(ErrorKind::kFormat, fmt::format("{}: no targets in it; cg-bench targets --print-targets writes a file to begin with", name));
  return targets;
}

std::vector<Judgement> judge(const std::vector<Target>& targets, const Run& run) {
  std::vector<Judgement> judgements;
  judgements.reserve(targets.size());
  for (const Target& target : targets) judgements.push_back(judge_one(target, run));
  return judgements;
}

}  // namespace cg::bench
