#include "libcg/search/answers.h"

#include <algorithm>

#include "libcg/base/glob.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

std::uint32_t overlap(const graph::SymbolRow& s, const ChunkColumn& chunk) {
  const std::uint32_t from = std::max(s.start_line, chunk.start_line);
  const std::uint32_t to = std::min(s.end_line, chunk.end_line);
  return to < from ? 0 : to - from + 1;
}

/// How much of the question a name says: 1 for all of it.
float share_named(const Question& question, std::string_view name) {
  const Tokens tokens = tokens_of(name);
  float all = 0, met = 0;
  for (const QueryToken& token : question.tokens) {
    if (token.compound) {
      if (token.token == tokens.compound) return 1;
      continue;
    }
    all += token.decayed;
    if (std::find(tokens.parts.begin(), tokens.parts.end(), token.token) != tokens.parts.end()) met += token.decayed;
  }
  return all > 0 ? met / all : 0;
}

}  // namespace

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

/// The definition that a chunk shows: the one whose name says most of the question, else the one that the chunk is most of.
std::optional<Answer> Answerer::place(const Question& question, FileId file, std::uint32_t at, const AnswerOptions& options) {
  graph::IndexReader& reader = index_.reader();
  const ChunkColumn chunk = index_.chunk(at);
  Answer answer{file, chunk.start_line, chunk.end_line, {}, 0, {}, {}};
  // A name that answers alone wins over where its words happen to be met most often.
  const bool sole = question.names.size() == 1 && question.text.find_first_of(" \t\n") == std::string::npos;
  float best = 0;
  const std::uint32_t symbols = reader.file(file).symbols;
  for (std::uint32_t ordinal = 1; ordinal < symbols; ++ordinal) {
    const graph::SymbolRow& s = reader.symbol({file, ordinal});
    if (!is_wanted(s.kind, options)) continue;
    const std::uint32_t common = overlap(s, chunk);
    const bool called = sole && question.names.front().ends_with(s.name) && !s.name.empty();
    if (common == 0 && !called) continue;
    const auto both = static_cast<float>(s.end_line - s.start_line + chunk.end_line - chunk.start_line + 2 - common);
    float value = static_cast<float>(common) / both + 2 * share_named(question, s.name);
    if (called) value += (s.flags & graph::kDeclarationFlag) != 0 ? 2.0F : 4.0F;
    if (value <= best) continue;
    best = value;
    answer.symbol = {file, ordinal};
    answer.start_line = s.start_line;
    answer.end_line = s.end_line;
  }
  if (!options.kinds.empty() && !answer.symbol.valid()) return std::nullopt;
  return answer;
}

std::vector<Answer> Answerer::answer(const Question& question, const AnswerOptions& options) {
  std::vector<Answer> out;
  RankOptions ranking{options.mode, options.limit, {}, !options.kinds.empty()};
  if (!options.languages.empty() || !options.paths.empty()) {
    ranking.among = [&](FileId file) { return is_wanted(index_.reader(), file, options); };
  }
  for (const RankedFile& file : ranker_.rank(question, ranking)) {
    if (out.size() >= options.limit) break;
    std::vector<ScoredChunk> chunks = ranker_.chunks_of(file.file);
    if (chunks.empty()) chunks.push_back({file.chunk, 0});
    if (!options.all_chunks) chunks.resize(1);
    std::vector<SymbolRef> shown;
    for (const ScoredChunk& chunk : chunks) {
      if (out.size() >= options.limit) break;
      auto answer = place(question, file.file, chunk.chunk, options);
      if (!answer) continue;
      if (answer->symbol.valid()) {
        if (std::find(shown.begin(), shown.end(), answer->symbol) != shown.end()) continue;
        shown.push_back(answer->symbol);
      }
      answer->score = file.score;
      answer->signals = file.signals;
      out.push_back(*answer);
    }
  }
  return out;
}

}  // namespace cg::search
