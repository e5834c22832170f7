#include "libcg/ingest/compiler_word.h"

#include <algorithm>

// SCIP gives every use of a name as a range of text with the name of a symbol, and marks the ranges that define one. Joining the
// two by that name is all there is to it; the care goes into positions, which are characters there and bytes here
// (graph/scip_places.h), and into what is *not* said: a symbol that no document defines is one of a library, a symbol whose
// definition is none of ours (a parameter, a property of an object literal) says nothing about our candidates.

namespace cg::ingest {

CompilerWord::CompilerWord(const std::string& scip_file, const std::string& root, EventSink& events)
    : places_(scip_file, root, events), symbols_(places_.symbols()) {
  for (std::size_t i = 0; i < places_.documents().size(); ++i) by_path_.emplace(places_.documents()[i].path, i);
}

void CompilerWord::learn(std::uint32_t file, std::string_view path, GlobalId first, const parse::Facts& facts) {
  const auto document = by_path_.find(path);
  if (document == by_path_.end()) return;
  document_of_[file] = document->second;
  std::vector<std::pair<Position, std::uint32_t>> symbols;
  for (std::uint32_t i = 1; i < facts.symbols.size(); ++i) symbols.emplace_back(facts.symbols[i].at, i);
  std::sort(symbols.begin(), symbols.end());
  for (const auto& use : places_.documents()[document->second].uses) {
    if (!use.definition) continue;
    for (auto at = std::lower_bound(symbols.begin(), symbols.end(), std::pair(use.at, 0U)); at != symbols.end() && at->first == use.at; ++at) {
      if (facts.names[facts.symbols[at->second].name].size() != use.length) continue;
      std::vector<GlobalId>& known = symbols_[use.symbol];
      const GlobalId id = first + at->second;
      if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    }
  }
}

CompilerWord::Verdict CompilerWord::at(std::uint32_t file, Position at, std::size_t length) const {
  Verdict out;
  const auto document = document_of_.find(file);
  if (document == document_of_.end()) return out;
  const auto& uses = places_.documents()[document->second].uses;
  bool defined = false;
  bool said = false;
  for (auto use = std::lower_bound(uses.begin(), uses.end(), graph::scip::Places::Use{at}); use != uses.end() && use->at == at; ++use) {
    if (use->definition || use->length != length) continue;
    said = true;
    defined = defined || places_.defined(use->symbol);
    out.targets.insert(out.targets.end(), symbols_[use->symbol].begin(), symbols_[use->symbol].end());
  }
  std::sort(out.targets.begin(), out.targets.end());
  out.targets.erase(std::unique(out.targets.begin(), out.targets.end()), out.targets.end());
  out.elsewhere = said && !defined;
  return out;
}

}  // namespace cg::ingest
