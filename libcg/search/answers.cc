#include "libcg/search/answers.h"

#include <algorithm>

#include "libcg/base/glob.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/search/ranking.h"

namespace cg::search {

/// What an answer may be called unless it is asked by kind: things with a body or a meaning of their own, not their parts.
bool is_wanted(SymbolKind kind, const AnswerOptions& options) {
  if (!options.kinds.empty()) return std::find(options.kinds.begin(), options.kinds.end(), kind) != options.kinds.end();
  return graph::is_function_like(kind) || graph::is_class_like(kind) || kind == SymbolKind::kMacro || kind == SymbolKind::kTypeAlias;
}

bool is_wanted(graph::IndexReader& reader, FileId file, const AnswerOptions& options) {
  if (options.languages.empty() && options.paths.empty()) return true;
  const graph::FileRow& row = reader.file(file);
  const auto has = [](const std::vector<std::string>& list, auto&& fits) {
    return list.empty() || std::any_of(list.begin(), list.end(), fits);
  };
  return has(options.languages, [&](const std::string& language) { return row.language == language; }) &&
         has(options.paths, [&](const std::string& glob) { return glob_match(glob, row.path); });
}

/// The places of a file that answer, best first: for each chunk the definition in it that answers best and is not among them yet, or the
/// chunk itself where no definition is.
std::vector<Answer> Answerer::places(const RankedFile& ranked, const AnswerOptions& options) {
  const std::size_t most = options.all_chunks ? index_.totals().chunks : ranking::kShownChunks;
  std::vector<ScoredChunk> scored = ranker_.chunks_of(ranked.file, most);
  if (scored.empty()) scored.push_back({ranked.chunk, 0});
  float most_words = 0, most_meaning = 0;
  for (const ScoredChunk& c : scored) {
    most_words = std::max(most_words, c.words);
    most_meaning = std::max(most_meaning, c.meaning);
  }
  std::vector<AnsweringChunk> chunks;
  for (const ScoredChunk& c : scored) {
    const ChunkColumn column = index_.chunk(c.chunk);
    chunks.push_back({column.start_line, column.end_line, most_words > 0 ? c.words / most_words : 0, most_meaning > 0 ? c.meaning / most_meaning : 0});
  }
  std::vector<WeighedDefinition> definitions = choice_.weigh(ranked.file, chunks, [&](SymbolKind kind) { return is_wanted(kind, options); });
  const auto is_better = [](const auto& a, const auto& b) { return a.value != b.value ? a.value > b.value : a.ordinal < b.ordinal; };
  if (options.all_chunks) {
    std::sort(definitions.begin(), definitions.end(), is_better);
  } else if (!definitions.empty()) {
    std::iter_swap(definitions.begin(), std::min_element(definitions.begin(), definitions.end(), is_better));
  }
  std::vector<Answer> out;
  const auto add = [&](std::uint32_t start_line, std::uint32_t end_line, SymbolRef symbol, float value) {
    out.push_back({ranked.file, start_line, end_line, symbol, value, ranked.signals, {}});
  };
  if (!options.all_chunks && !definitions.empty()) {
    const WeighedDefinition& best = definitions.front();
    add(best.start_line, best.end_line, {ranked.file, best.ordinal}, best.value);
  }
  std::vector<bool> shown(definitions.size());
  for (const AnsweringChunk& chunk : chunks) {
    if (!options.all_chunks && !out.empty() && DefinitionChoice::value_of(chunk) <= out.front().score) continue;
    bool empty = true;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
      const WeighedDefinition& d = definitions[i];
      if (!chunk.meets(d.start_line, d.end_line)) continue;
      empty = false;
      if (shown[i] || !options.all_chunks) continue;
      shown[i] = true;
      add(d.start_line, d.end_line, {ranked.file, d.ordinal}, d.value);
      break;
    }
    if (empty && options.kinds.empty()) add(chunk.start_line, chunk.end_line, {}, DefinitionChoice::value_of(chunk));
  }
  std::stable_sort(out.begin(), out.end(), [](const Answer& a, const Answer& b) { return a.score > b.score; });
  if (!options.all_chunks && !out.empty()) out.resize(1);
  for (Answer& answer : out) answer.score = ranked.score;
  return out;
}

Question Answerer::read(std::string_view text, Mode mode) const {
  return read_question(text, by_words_ || mode == Mode::kLexical ? home_ : std::string_view());
}

std::vector<Answer> Answerer::answer(const Question& question, const AnswerOptions& options) {
  std::vector<Answer> out;
  RankOptions ranking{options.mode, options.limit, {}, !options.kinds.empty()};
  if (!options.languages.empty() || !options.paths.empty()) {
    ranking.among = [&](FileId file) { return is_wanted(index_.reader(), file, options); };
  }
  const std::vector<RankedFile> ranked = ranker_.rank(question, ranking);
  choice_.ask(question, ranker_.rarities(), options.mode != Mode::kLexical);
  for (const RankedFile& file : ranked) {
    for (Answer& answer : places(file, options)) {
      if (out.size() >= options.limit) return out;
      out.push_back(std::move(answer));
    }
    if (out.size() >= options.limit) break;
  }
  return out;
}

}  // namespace cg::search
