#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/kinds.h"
#include "libcg/search/definition_choice.h"
#include "libcg/search/file_ranking.h"
#include "libcg/search/neighbours.h"
#include "libcg/search/question.h"
#include "libcg/search/search_index.h"

namespace cg::search {

/// What a caller wants of the answers. Empty lists ask for nothing.
struct AnswerOptions {
  Mode mode = Mode::kHybrid;
  std::vector<std::string> languages;
  std::vector<std::string> paths;  ///< globs over paths of the tree
  std::vector<SymbolKind> kinds;
  bool all_chunks = false;         ///< every chunk that answers, not the best of each file
  std::size_t limit = 10;
};

/// How much a place is like a fragment of code, each from 0 to 1.
struct Likeness {
  float shape = 0;    ///< the same runs of tokens, whatever the names
  float text = 0;     ///< the same as written
  float words = 0;    ///< share of the fragment's words, the rare ones weighing most
  float meaning = 0;  ///< cosine by the embedding
};

/// A place that answers: a definition with its exact lines, or a chunk that has none.
struct Answer {
  FileId file = 0;
  std::uint32_t start_line = 0, end_line = 0;
  SymbolRef symbol;   ///< not valid: a chunk
  float score = 0;
  Signals signals;    ///< of the file
  Likeness likeness;  ///< to a fragment (similar_code.h)
};

/// Whether a file is among those that are asked.
[[nodiscard]] bool is_wanted(graph::IndexReader& reader, FileId file, const AnswerOptions& options);
/// Whether a definition of that kind may be an answer.
[[nodiscard]] bool is_wanted(SymbolKind kind, const AnswerOptions& options);

/// Answers questions from one index, one after the other.
class Answerer {
 public:
  /// Without `meaning`, which must outlive it, every question is answered by words.
  explicit Answerer(SearchIndex& index, Meaning* meaning = nullptr) : index_(index), by_words_(meaning == nullptr), home_(Neighbours::home_name(index.reader().meta("root"))), ranker_(index, meaning), choice_(index, meaning) {}

  /// Reads a question to this tree.
  [[nodiscard]] Question read(std::string_view text, Mode mode) const;
  /// Best first. The same index and question give the same answers.
  [[nodiscard]] std::vector<Answer> answer(const Question& question, const AnswerOptions& options);

 private:
  [[nodiscard]] std::vector<Answer> places(const RankedFile& ranked, const AnswerOptions& options);

  SearchIndex& index_;
  bool by_words_;     ///< whatever the mode
  std::string home_;  ///< what the tree is called
  FileRanker ranker_;
  DefinitionChoice choice_;
};

}  // namespace cg::search
