#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/bench/edge_oracle.h"
#include "libcg/bench/judged_edges.h"
#include "libcg/graph/scip_writer.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/graph/sample_index.h"

namespace cg::bench {
namespace {

JudgedEdge edge(Verdict verdict, unsigned confidence, How how = How::kScope, bool counts = true, std::string language = "go") {
  JudgedEdge made;
  made.verdict = verdict;
  made.confidence = confidence;
  made.how = how;
  made.counts = counts && verdict == Verdict::kRight;
  made.language = std::move(language);
  return made;
}

const EdgeScore& score_of(const std::vector<EdgeScore>& scores, std::string_view table, std::string_view group = {}) {
  for (const EdgeScore& score : scores) {
    if (score.table == table && score.group == group) return score;
  }
  FAIL("no group " << table << " " << group);
  return scores.front();
}

const JudgedEdge& edge_to(const std::vector<JudgedEdge>& edges, std::string_view target, Position at) {
  for (const JudgedEdge& one : edges) {
    if (one.target == target && one.at == at) return one;
  }
  FAIL("no edge to " << target << " at line " << at.line);
  return edges.front();
}

TEST_CASE("the last part of a name is what all tools agree on") {
  CHECK(last_part("f") == "f");
  CHECK(last_part("a::b::c") == "c");
  CHECK(last_part("A.b<T, U<V>>") == "b");
  CHECK(last_part("pkg/File#m") == "m");
  CHECK(last_part("<module>").empty());
  CHECK(last_part(" a.b ") == "b");
}

TEST_CASE("edges are counted by language, by how, and by what is stated") {
  std::vector<JudgedEdge> edges(8, edge(Verdict::kRight, 90, How::kImport));
  edges.push_back(edge(Verdict::kWrong, 90, How::kImport));
  edges.push_back(edge(Verdict::kWrong, 90, How::kType, false, "rust"));
  edges.push_back(edge(Verdict::kRight, 40, How::kAmbiguous));  // there, and not believed
  edges.push_back(edge(Verdict::kWrong, 40, How::kAmbiguous));
  edges.push_back(edge(Verdict::kUnjudged, 90));
  edges.push_back(edge(Verdict::kOutside, 90));
  edges.push_back(edge(Verdict::kMissed, 0));
  const auto scores = score_edges(edges, 50);

  const EdgeScore& all = score_of(scores, "all");
  CHECK(all.right == 8);
  CHECK(all.wrong == 2);
  CHECK(all.unjudged == 1);
  CHECK(all.outside == 1);
  CHECK(all.found == 8);
  CHECK(all.truth == 10);  // the eight, the one that is not believed, the missed one
  CHECK(all.precision() == Approx(0.8));
  CHECK(all.recall() == Approx(0.8));
  // Of twelve judged edges: ten stated .9 with eight right, two stated .4 with one.
  CHECK(all.stated == Approx((10 * 0.9 + 2 * 0.4) / 12));
  CHECK(all.brier == Approx((8 * 0.01 + 2 * 0.81 + 0.36 + 0.16) / 12));
  CHECK(all.calibration_error == Approx((1.0 + 0.2) / 12));

  CHECK(score_of(scores, "language", "rust").precision() == 0);
  CHECK(score_of(scores, "language", "go").truth == 10);
  CHECK(score_of(scores, "how", "import").recall() == Approx(0.8));
  CHECK(score_of(scores, "how", "ambiguous").judged() == 0);
  CHECK(score_of(scores, "confidence", "40").precision() == Approx(0.5));
  CHECK(score_of(scores, "confidence", "90").judged() == 10);
}

TEST_CASE("the interval of a share is Wilson's") {
  const Interval nine = share_interval(9, 10);
  CHECK(nine.low == Approx(0.5958).epsilon(1e-3));
  CHECK(nine.high == Approx(0.9821).epsilon(1e-3));
  CHECK(share_interval(0, 10).low == Approx(0).margin(1e-12));
  CHECK(share_interval(10, 10).high == Approx(1));
  CHECK(share_interval(0, 0).high == 1);
}

TEST_CASE("call edges are judged by the truth's own rules") {
  const TemporaryDirectory truth;
  truth.write("defs.tsv",
              "path\tline\tkind\tname\tqualified\tstart_line\tend_line\n"
              "a.py\t3\tfunction\tcaller\tcaller\t3\t20\n"
              "b.py\t6\tfunction\tright\tright\t5\t7\n"
              "b.py\t10\tfunction\twrong\twrong\t10\t11\n"
              "b.py\t20\tfunction\tdoubt\tdoubt\t20\t21\n"
              "b.py\t30\tfunction\tabsent\tabsent\t30\t31\n"
              "b.py\t40\tfunction\thidden\thidden\t40\t41\n");
  truth.write("sites.tsv",
              "path\tline\tcol\tname\tstatus\na.py\t5\t0\tright\trepo\na.py\t7\t0\twrong\texternal\na.py\t8\t0\tdoubt\tunknown\n"
              "a.py\t99\t0\tdoubt\trepo\n");  // outside the caller: says nothing of the call there
  truth.write("skipped.tsv", "path\tfrom_line\tto_line\nb.py\t50\t60\n");
  const std::string calls = truth.write(
      "calls.tsv",
      "caller_path\tcaller_line\tcaller\tcaller_kind\tcallee_path\tcallee_line\tcallee\tcallee_kind\tsites\tnote\n"
      "a.py\t3\tcaller\tfunction\tb.py\t6\tright\tfunction\t5,9\t\n"
      "a.py\t3\tcaller\tfunction\tb.py\t30\tabsent\tfunction\t12\t\n"
      "a.py\t3\tcaller\tfunction\tb.py\t40\thidden\tfunction\t13\tvia-type\n");

  SampleIndex sample;
  const FileId a = sample.file("a.py"), b = sample.file("b.py"), c = sample.file("c.py");
  const SymbolRef caller = sample.symbol(a, SymbolKind::kFunction, "caller", 3, 20);
  const SymbolRef right = sample.symbol(b, SymbolKind::kFunction, "right", 5, 7);  // we put it at its decorator
  const SymbolRef wrong = sample.symbol(b, SymbolKind::kFunction, "wrong", 10, 11);
  const SymbolRef doubt = sample.symbol(b, SymbolKind::kFunction, "doubt", 20, 21);
  const SymbolRef skipped = sample.symbol(b, SymbolKind::kFunction, "skipped", 55, 56);
  const SymbolRef stranger = sample.symbol(c, SymbolKind::kFunction, "stranger", 1, 4);
  sample.site(caller, 5, EdgeKind::kCalls, {right}, 30);
  sample.site(caller, 9, EdgeKind::kCalls, {right}, 98);  // the surest of two stands for the edge
  sample.call(caller, 7, wrong);
  sample.call(caller, 8, doubt);
  sample.call(caller, 10, skipped);
  sample.call(stranger, 2, right);  // the truth does not know c.py
  graph::IndexReader reader = sample.open();
  NullEvents events;
  const auto edges = judge_calls(reader, CallTruth(calls), events);

  CHECK(edge_to(edges, "right", {9, 9}).verdict == Verdict::kRight);
  CHECK(edge_to(edges, "right", {9, 9}).confidence == 98);
  CHECK(edge_to(edges, "wrong", {7, 9}).verdict == Verdict::kWrong);
  CHECK(edge_to(edges, "doubt", {8, 9}).verdict == Verdict::kUnjudged);
  CHECK(edge_to(edges, "skipped", {10, 9}).verdict == Verdict::kOutside);
  CHECK(edge_to(edges, "right", {2, 9}).verdict == Verdict::kOutside);
  CHECK(edge_to(edges, "absent", {12, 0}).verdict == Verdict::kMissed);
  CHECK(edges.size() == 6);  // `hidden` is no fault to lack
  const auto scores = score_edges(edges, 50);
  CHECK(scores.front().precision() == Approx(0.5));
  CHECK(scores.front().recall() == Approx(0.5));
}

TEST_CASE("a table of calls stands alone and without a head, what is no table is refused") {
  const TemporaryDirectory truth;
  const CallTruth alone(truth.write("calls.tsv", "a.py\t3\tf\tb.py\t6\tm.g\t9\n"));
  CHECK(alone.covers("a.py"));
  CHECK_FALSE(alone.covers("b.py"));
  CHECK(alone.edges().contains({"a.py", 3, "b.py", 6, "g"}));
  const auto message = [&](std::string_view text) -> std::string {
    try {
      const CallTruth read(truth.write("bad.tsv", text));
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  };
  CHECK_THAT(message("caller_path\tcaller_line\n"), cg_matchers::Contains("bad.tsv:1: no column caller"));
  CHECK_THAT(message("a.py\t3\tf\tb.py\n"), cg_matchers::Contains("bad.tsv:1: 4 values"));
  CHECK_THAT(message("a.py\tthree\tf\tb.py\t6\tg\n"), cg_matchers::Contains("bad.tsv:1: caller_line: three is no line number"));
}

TEST_CASE("uses are judged place by place against a compiler's index") {
  // The oracle is an index of the same tree in which line 7 means another function, line 8 nothing, and line 9 something of ours.
  const std::string text = "....f...g...............................\n";
  std::string lines;
  for (int i = 0; i < 40; ++i) lines += text;
  const auto fill = [&](SampleIndex& sample, bool oracle) {
    const FileId file = sample.file("a.py");
    const SymbolRef f = sample.symbol(file, SymbolKind::kFunction, "f", 3, 20), g = sample.symbol(file, SymbolKind::kFunction, "g", 22, 24),
                    h = sample.symbol(file, SymbolKind::kFunction, "h", 26, 28);
    sample.call(f, 5, g);
    sample.call(f, 7, oracle ? h : g);
    if (!oracle) sample.call(f, 8, g);
    if (oracle) sample.call(f, 9, g);
  };
  SampleIndex ours, theirs;
  fill(ours, false);
  fill(theirs, true);
  ours.directory().write("a.py", lines);
  graph::IndexReader oracle = theirs.open(), reader = ours.open();
  graph::scip::Writer writer(oracle);
  const std::string scip = ours.directory().write("oracle.scip", writer.begin(ours.directory().path(), "1") + writer.document(0));
  CollectedEvents events;
  const graph::scip::Places places(scip, ours.directory().path(), events);
  const auto edges = judge_uses(reader, places, [](FileId) { return false; }, events);
  CHECK(edge_to(edges, "g", {5, 9}).verdict == Verdict::kRight);
  CHECK(edge_to(edges, "g", {7, 9}).verdict == Verdict::kWrong);
  CHECK(edge_to(edges, "g", {8, 9}).verdict == Verdict::kUnjudged);
  const auto scores = score_edges(edges, 50);
  CHECK(scores.front().found == 1);
  CHECK(scores.front().truth == 3);
  CHECK(judge_uses(reader, places, [](FileId) { return true; }, events).empty());
  REQUIRE(events.events().size() == 1);
  CHECK(events.events().front().object == "a.py");
}

}  // namespace
}  // namespace cg::bench
