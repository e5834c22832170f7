// Call edges against a truth of definitions. The rules are those of published comparisons of call graphs, and each has its reason: an
// edge is a pair of definitions, not a site, since truths differ in what a site is; a definition's line is the truth's, since decorators
// and return types move it; what the truth could not tell is neither right nor wrong; what it has not seen is outside.
#include <map>

#include "libcg/bench/edge_oracle.h"
#include "libcg/graph/call_graph.h"

namespace cg::bench {
std::vector<JudgedEdge> judge_calls(graph::IndexReader& reader, const CallTruth& truth, EventSink& events) {
  std::vector<JudgedEdge> out;
  std::map<CallKey, std::size_t> known;  // the place of each edge in out
  std::map<std::string, std::string> languages;
  const std::uint32_t files = reader.file_count();
  for (FileId file = 0; file < files; ++file) {
    events.progress({"judging", file, files});
    const std::string path = reader.file(file).path;
    languages[path] = reader.file(file).language;
    const bool covered = truth.covers(path);
    for (const graph::Call& call : graph::calls_of_file(reader, file, 0)) {
      if (call.by_operator) continue;  // few oracles have them
      const graph::CallNode caller(reader, call.caller), callee(reader, call.callee);
      JudgedEdge edge{Verdict::kOutside, path, call.at, caller.name, callee.name, callee.path, callee.line, languages[path], call.kind, call.how, call.confidence, false};
      if (!covered || truth.skipped(path, caller.line) || truth.skipped(callee.path, callee.line) || truth.skipped(path, call.at.line)) {
        out.push_back(std::move(edge));
        continue;
      }
      CallKey key{path, caller.line == 0 ? 0 : truth.line_of(path, caller.line, caller.name), callee.path,
                  truth.line_of(callee.path, callee.line, callee.name), std::string(last_part(callee.name))};
      const auto [at, fresh] = known.try_emplace(key, out.size());
      if (!fresh && out[at->second].confidence >= edge.confidence) continue;
      const auto row = truth.edges().find(key);
      edge.verdict = row != truth.edges().end() ? Verdict::kRight : truth.cannot_tell(key) ? Verdict::kUnjudged : Verdict::kWrong;
      edge.counts = row != truth.edges().end() && row->second.counts;
      if (fresh) {
        out.push_back(std::move(edge));
      } else {
        out[at->second] = std::move(edge);
      }
    }
  }
  for (const auto& [key, row] : truth.edges()) {
    if (!row.counts || known.contains(key)) continue;
    const auto language = languages.find(key.caller_path);
    JudgedEdge edge;
    edge.verdict = Verdict::kMissed;
    edge.path = key.caller_path;
    edge.at = {row.line != 0 ? row.line : key.caller_line, 0};
    edge.source = row.caller;
    edge.target = row.callee;
    edge.target_path = key.callee_path;
    edge.target_line = key.callee_line;
    edge.language = language == languages.end() ? "not_indexed" : language->second;
    out.push_back(std::move(edge));
  }
  return out;
}

}  // namespace cg::bench
