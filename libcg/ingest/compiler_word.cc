#include "libcg/ingest/compiler_word.h"

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/file_read.h"
#include "libcg/base/mmap.h"
#include "libcg/graph/scip_reader.h"

// SCIP gives every use of a name as a range of text with the name of a symbol, and marks the ranges that define one. Joining the
// two by that name is all there is to it; the care goes into positions, which are characters there and bytes here, and into
// what is *not* said: a symbol that no document defines is one of a library, a symbol whose definition is none of ours (a
// parameter, a property of an object literal) says nothing about our candidates.

namespace cg::ingest {
namespace {

namespace scip = graph::scip;

/// Where lines begin, of a text whose lines end in \n or \r\n.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  /// Counted from 0; empty past the end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const {
    if (number >= starts_.size()) return {};
    const std::size_t end = number + 1 < starts_.size() ? starts_[number + 1] - 1 : text_.size();
    return text_.substr(starts_[number], end - starts_[number]);
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

constexpr std::uint64_t kMostFileBytes = std::uint64_t{64} << 20;

/// SCIP asks for canonical relative paths; others would lead out of the tree.
bool inside(std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  const std::string framed = '/' + std::string(path) + '/';
  return framed.find("/../") == std::string::npos && framed.find("/./") == std::string::npos && framed.find("//") == std::string::npos;
}

/// The folder in the tree, with a slash at its end, that the documents' paths start from. Indexers write down the folder they ran
/// in; a tree that has moved since is taken for the same tree.
std::string prefix_of(std::string_view project_root, std::string root) {
  std::string project = scip::path_of_uri(project_root);
  while (project.size() > 1 && project.ends_with('/')) project.pop_back();
  if (!root.ends_with('/')) root += '/';
  return project.starts_with(root) ? project.substr(root.size()) + '/' : std::string();
}

}  // namespace

CompilerWord::CompilerWord(const std::string& scip_file, const std::string& root, EventSink& events) {
  const MappedFile file = MappedFile::open(scip_file);
  std::string prefix;
  std::string text;
  const auto take = [&](const scip::Document& document) {
    std::string path = prefix + std::string(document.path);
    if (!inside(path)) {
      events.note(path, "not below the tree: what the SCIP index says of it is left out");
      return;
    }
    const ReadStatus status = read_file(root + "/" + path, {.max_bytes = kMostFileBytes, .follow_symlinks = false}, text);
    if (status != ReadStatus::kOk) {
      events.warning(path, fmt::format("{}: what the SCIP index says of it is left out; write it again", describe(status)));
      return;
    }
    const auto [known, fresh] = by_path_.try_emplace(std::move(path), documents_.size());
    if (fresh) documents_.emplace_back();
    std::vector<Use>& uses = documents_[known->second];
    const Lines lines(text);
    for (const scip::Occurrence& o : document.occurrences) {
      const std::string local = scip::is_local(o.symbol) ? fmt::format("{} {}", o.symbol, known->first) : std::string();
      const std::uint32_t symbol = names_.intern(local.empty() ? o.symbol : std::string_view(local));
      if (symbol >= meanings_.size()) meanings_.resize(symbol + 1U);
      const bool definition = (o.roles & (scip::kDefinition | scip::kForwardDefinition)) != 0;
      // A local symbol without a definition is the indexer's own help (an alias on its way), not one of a library.
      meanings_[symbol].defined = meanings_[symbol].defined || definition || !local.empty();
      if (o.line != o.end_line) continue;  // no name goes over a line's end
      const std::string_view line = lines.line(o.line);
      const auto from = scip::byte_column(line, o.character, document.encoding);
      const auto to = scip::byte_column(line, o.end_character, document.encoding);
      if (from && to && *from < *to) uses.push_back({{o.line + 1, *from}, *to - *from, symbol, definition});
    }
  };
  scip::read_index(file.view(), scip_file, [&](const scip::Metadata& m) { prefix = prefix_of(m.project_root, root); }, take);
  for (std::vector<Use>& uses : documents_) {
    std::sort(uses.begin(), uses.end());
    uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  }
}

void CompilerWord::learn(std::uint32_t file, std::string_view path, GlobalId first, const parse::Facts& facts) {
  const auto document = by_path_.find(std::string(path));
  if (document == by_path_.end()) return;
  document_of_[file] = document->second;
  std::vector<std::pair<Position, std::uint32_t>> symbols;
  for (std::uint32_t i = 1; i < facts.symbols.size(); ++i) symbols.emplace_back(facts.symbols[i].at, i);
  std::sort(symbols.begin(), symbols.end());
  for (const Use& use : documents_[document->second]) {
    if (!use.definition) continue;
    for (auto at = std::lower_bound(symbols.begin(), symbols.end(), std::pair(use.at, 0U)); at != symbols.end() && at->first == use.at; ++at) {
      if (facts.names[facts.symbols[at->second].name].size() != use.length) continue;
      std::vector<GlobalId>& known = meanings_[use.symbol].symbols;
      const GlobalId id = first + at->second;
      if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    }
  }
}

CompilerWord::Verdict CompilerWord::at(std::uint32_t file, Position at, std::size_t length) const {
  Verdict out;
  const auto document = document_of_.find(file);
  if (document == document_of_.end()) return out;
  const std::vector<Use>& uses = documents_[document->second];
  bool defined = false;
  bool said = false;
  for (auto use = std::lower_bound(uses.begin(), uses.end(), Use{at}); use != uses.end() && use->at == at; ++use) {
    if (use->definition || use->length != length) continue;
    const Meaning& meaning = meanings_[use->symbol];
    said = true;
    defined = defined || meaning.defined;
    out.targets.insert(out.targets.end(), meaning.symbols.begin(), meaning.symbols.end());
  }
  std::sort(out.targets.begin(), out.targets.end());
  out.targets.erase(std::unique(out.targets.begin(), out.targets.end()), out.targets.end());
  out.elsewhere = said && !defined;
  return out;
}

}  // namespace cg::ingest
