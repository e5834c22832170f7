#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "libcg/bench/edge_oracle.h"
#include "libcg/graph/edges.h"

namespace cg::bench {
namespace {

using graph::scip::Places;

/// A place of a definition.
struct Place {
  std::string path;
  Position at;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// What the compiler says of one place of a file.
struct Said {
  std::set<Place> definitions;
  bool counts = false;    ///< one of its symbols should be found
  bool outside = true;    ///< none of them is defined in the tree
  std::uint32_t length = 0;
};

class UseJudge {
 public:
  UseJudge(graph::IndexReader& reader, const Places& places) : reader_(reader), places_(places), definitions_(places.symbols()) {
    for (const Places::Document& document : places.documents()) {
      for (const Places::Use& use : document.uses) {
        if (use.definition) definitions_[use.symbol].push_back({document.path, use.at});
      }
    }
  }

  void judge(FileId file, const Places::Document& document, std::vector<JudgedEdge>& out) {
    const std::map<Position, Said> said = said_of(document);
    std::set<Position> found;
    for (const graph::SiteRow& site : reader_.sites(file)) {
      if (!graph::kWrittenKinds.has(site.kind)) continue;
      const auto words = said.find(site.at);
      for (const SymbolRef target : site.targets) {
        JudgedEdge edge = edge_of(file, document.path, site, target);
        const Place place{edge.target_path, reader_.symbol(target).at};
        if (words == said.end() || (!words->second.outside && words->second.definitions.empty())) {
          edge.verdict = Verdict::kUnjudged;
        } else if (words->second.definitions.contains(place)) {
          edge.verdict = Verdict::kRight;
          // Two sites may stand at one place (a call that is also a use of a type): the use is found once.
          edge.counts = words->second.counts && found.insert(site.at).second;
        } else {
          edge.verdict = target.ordinal == 0 ? Verdict::kUnjudged : Verdict::kWrong;  // a file has no place in a text
        }
        out.push_back(std::move(edge));
      }
    }
    for (const auto& [at, words] : said) {
      if (words.counts && !found.contains(at)) out.push_back(missed(file, document.path, at, words));
    }
  }

 private:
  std::map<Position, Said> said_of(const Places::Document& document) const {
    std::map<Position, Said> out;
    std::set<Position> defining;
    for (const Places::Use& use : document.uses) {
      if (use.definition) {
        defining.insert(use.at);
        continue;
      }
      Said& said = out[use.at];
      said.length = use.length;
      const std::vector<Place>& places = definitions_[use.symbol];
      said.definitions.insert(places.begin(), places.end());
      said.outside = said.outside && !places_.defined(use.symbol);
      said.counts = said.counts || (!places_.local(use.symbol) && !places.empty());
    }
    // Where a name is defined, other symbols at the same place are aliases of it, not uses of something else.
    for (const Position at : defining) out.erase(at);
    return out;
  }

  JudgedEdge edge_of(FileId file, const std::string& path, const graph::SiteRow& site, SymbolRef target) {
    JudgedEdge edge;
    edge.path = path;
    edge.at = site.at;
    edge.source = site.owner == 0 ? path : reader_.qualified_name({file, site.owner});
    edge.target_path = reader_.file(target.file).path;
    edge.target_line = reader_.symbol(target).at.line;
    edge.target = target.ordinal == 0 ? edge.target_path : reader_.qualified_name(target);
    edge.language = reader_.file(file).language;
    edge.kind = site.kind;
    edge.how = site.how;
    edge.confidence = site.confidence;
    return edge;
  }

  JudgedEdge missed(FileId file, const std::string& path, Position at, const Said& said) {
    JudgedEdge edge;
    edge.verdict = Verdict::kMissed;
    edge.path = path;
    edge.at = at;
    edge.language = reader_.file(file).language;
    edge.target_path = said.definitions.begin()->path;
    edge.target_line = said.definitions.begin()->at.line;
    return edge;
  }

  graph::IndexReader& reader_;
  const Places& places_;
  std::vector<std::vector<Place>> definitions_;  ///< by symbol
};

}  // namespace

std::vector<JudgedEdge> judge_uses(graph::IndexReader& reader, const Places& places, const std::function<bool(FileId)>& stale, EventSink& events) {
  std::unordered_map<std::string, const Places::Document*> documents;
  for (const Places::Document& document : places.documents()) documents.emplace(document.path, &document);
  UseJudge judge(reader, places);
  std::vector<JudgedEdge> out;
  const std::uint32_t files = reader.file_count();
  for (FileId file = 0; file < files; ++file) {
    events.progress({"judging", file, files});
    const std::string path = reader.file(file).path;
    const auto document = documents.find(path);
    if (document == documents.end()) continue;
    if (stale(file)) {
      events.warning(path, "changed since it was indexed: left out; run cg-index, and the indexer that made the oracle");
      continue;
    }
    judge.judge(file, *document->second, out);
  }
  return out;
}

}  // namespace cg::bench
