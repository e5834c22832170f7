#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/bench/edge_oracle.h"
#include "libcg/bench/indexed_tree.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/edges.h"
#include "libcg/graph/staleness.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

struct EdgesOptions {
  std::string oracle;
  std::vector<std::string> list;
  unsigned min_confidence = graph::kDefaultConfidence;
};

/// A SCIP index is protobuf whose first field is 1 or 2, of bytes; no table of text begins so.
bool is_scip(const std::string& file) {
  std::string text;
  const ReadStatus status = read_file(file, {.max_bytes = std::size_t{2} << 30}, text);
  if (status != ReadStatus::kOk) throw Error(ErrorKind::kIo, fmt::format("{}: {}; name a SCIP index or a table of calls", file, describe(status)));
  return !text.empty() && (text.front() == '\x0a' || text.front() == '\x12');
}

std::vector<bench::JudgedEdge> judged(const std::filesystem::path& index, const EdgesOptions& given, EventSink& events) {
  graph::IndexReader reader(index, graph::ReaderMemory::for_walks());
  std::string oracle = given.oracle;
  if (std::filesystem::is_directory(oracle)) oracle += "/calls.tsv";
  if (!is_scip(oracle)) return bench::judge_calls(reader, bench::CallTruth(oracle), events);
  const auto root = bench::indexed_tree(reader, index);
  const graph::scip::Places places(oracle, root.string(), events);
  const graph::TreePlace place(root, root);
  graph::Staleness staleness(reader, place);
  return bench::judge_uses(reader, places, [&](FileId file) { return staleness.stale(file); }, events);
}

/// Shares have four digits in text: a table of calls has thousands of rows.
class Share {
 public:
  Share(double value, bool known, bool json) : value_(value), known_(known), json_(json), text_(fmt::format("{:.4f}", value)) {}
  [[nodiscard]] cli::Field field() const { return !known_ ? cli::Field() : json_ ? cli::Field(value_) : cli::Field(std::string_view(text_)); }

 private:
  double value_;
  bool known_, json_;
  std::string text_;
};

void write_scores(cli::RecordWriter& writer, const std::vector<bench::EdgeScore>& scores, bool json) {
  for (const bench::EdgeScore& score : scores) {
    const bool any = score.judged() > 0;
    // An edge below the least confidence is judged too, so a group may have errors of calibration and no precision.
    const bool stated = score.stated > 0;
    const bench::Interval precision = bench::share_interval(score.right, score.judged());
    const Share shares[] = {{precision.estimate, any, json}, {precision.low, any, json}, {precision.high, any, json}, {score.recall(), score.truth > 0, json},
                            {score.stated, stated, json}, {score.brier, stated, json}, {score.calibration_error, stated, json}};
    writer.write({score.table, score.group, shares[0].field(), shares[1].field(), shares[2].field(), shares[3].field(), score.right, score.wrong,
                  score.unjudged, score.outside, score.found, score.truth, shares[4].field(), shares[5].field(), shares[6].field()});
  }
}

int run_edges(const BenchOptions& options, const EdgesOptions& given) {
  cli::ProgressBar messages(message_settings(options));
  const auto edges = judged(index_directory(options), given, messages);
  messages.clear();
  cli::Output output;
  cli::RecordCount count;
  const auto scores = bench::score_edges(edges, given.min_confidence);
  if (given.list.empty()) {
    cli::RecordWriter writer(output, cli::record_style(options.common),
                             {"table", "group", "precision", "precision_low", "precision_high", "recall", "right", "wrong", "unjudged", "outside", "found",
                              "truth", "stated", "brier", "calibration_error"});
    write_scores(writer, scores, options.common.json);
    count = writer.finish();
  } else {
    cli::RecordWriter writer(output, cli::record_style(options.common),
                             {"location", "verdict", "kind", "source", "target", "definition", "how", "confidence", "language"});
    for (const bench::JudgedEdge& edge : edges) {
      // What is there but not sure enough is missed, for whoever uses it as it comes.
      const bool sure = edge.confidence >= given.min_confidence;
      const bench::Verdict verdict = !sure && edge.counts ? bench::Verdict::kMissed : edge.verdict;
      if (!sure && verdict != bench::Verdict::kMissed) continue;
      if (std::find(given.list.begin(), given.list.end(), bench::name_of(verdict)) == given.list.end()) continue;
      const bool there = edge.verdict != bench::Verdict::kMissed;
      writer.write({cli::Location{edge.path, edge.at.line, edge.at.column}, bench::name_of(verdict), there ? cli::Field(name_of(edge.kind)) : cli::Field(), edge.source, edge.target,
                    cli::Location{edge.target_path, edge.target_line, 0}, there ? cli::Field(name_of(edge.how)) : cli::Field(),
                    there ? cli::Field(edge.confidence) : cli::Field(), edge.language});
    }
    count = writer.finish();
  }
  if (scores.empty() || scores.front().stated == 0) {
    messages.error(given.oracle, "says nothing of the files of this index; is it of the same tree, with paths from its root?");
    return cli::kExitNothing;
  }
  return count.total > 0 ? cli::kExitFound : cli::kExitNothing;
}

}  // namespace

BenchVerb add_edges(CLI::App& tool, BenchOptions& options) {
  auto given = std::make_shared<EdgesOptions>();
  CLI::App* verb = add_table_verb(tool, options, "edges", "Precision, recall and calibration of the index's edges, by an oracle");
  verb->add_option("--oracle", given->oracle, "A SCIP index, or a table of calls with its companions beside it")->type_name("FILE")->required();
  verb->add_option("--min-confidence", given->min_confidence, "Edges below this count as not there")->type_name("PERCENT")->capture_default_str()->check(CLI::Range(0, 100));
  verb->add_option("--list", given->list, "List these edges instead: right, wrong, missed, unjudged or outside; may be given several times")
      ->type_name("VERDICT")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"right", "wrong", "missed", "unjudged", "outside"}));
  cli::add_progress_option(*verb, options.common);
  return {verb, [&options, given] { return run_edges(options, *given); }};
}

}  // namespace cg::tools
