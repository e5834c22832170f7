#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/embed/encode.h"
#include "libcg/graph/source_texts.h"
#include "libcg/search/answers.h"
#include "libcg/search/code_runs.h"
#include "libcg/search/meaning.h"
#include "libcg/search/search_index.h"
#include "libcg/search/words.h"

namespace cg::search {

/// Lines of a file of the index.
struct CodePlace {
  FileId file = kNone;  ///< kNone: from elsewhere
  std::uint32_t start_line = 0, end_line = 0;
};

/// Code to find the like of.
struct Fragment {
  std::string text;
  CodePlace place;  ///< where it lies: what overlaps it is no answer
};

/// Finds code that is like a fragment: copies, copies with other names, and code about the same. Words and vectors of chunks say
/// what may be like it; of that the text is read and compared run by run (code_runs.h).
class SimilarCode {
 public:
  /// All must outlive it; `meaning` and `model` are both given or both null. Without them words alone propose.
  SimilarCode(SearchIndex& index, graph::SourceTexts& texts, Meaning* meaning, const embed::Model* model);

  /// Most alike first: Answer::score is from 0 to 1, which is the same code; Answer::likeness says how it comes about. Each file
  /// once, unless all chunks are wanted: then whatever is alike and does not overlap something more alike. Files that cannot be
  /// read are passed over.
  [[nodiscard]] std::vector<Answer> find(const Fragment& fragment, const AnswerOptions& options);

 private:
  /// A stretch of a file that may be an answer.
  struct Span {
    SymbolRef symbol;  ///< not valid: a chunk
    std::uint32_t start_line = 0, end_line = 0;
    bool compared = false;
  };
  struct Asked;  // what is known of the fragment

  void read_fragment(const Fragment& fragment, Asked& asked);
  [[nodiscard]] std::vector<std::uint32_t> propose(const Asked& asked, const AnswerOptions& options);
  void propose_by_words(const Asked& asked, const AnswerOptions& options, std::vector<std::uint32_t>& chunks);
  void propose_by_meaning(const Asked& asked, const AnswerOptions& options, std::vector<std::uint32_t>& chunks);
  void find_definitions(FileId file, const AnswerOptions& options);
  void compare_file(const Asked& asked, FileId file, const std::vector<std::uint32_t>& chunks, const AnswerOptions& options,
                    std::vector<Answer>& out);
  [[nodiscard]] Answer compare(const Asked& asked, FileId file, const Span& span, std::span<const CodeToken> tokens);

  SearchIndex& index_;
  graph::SourceTexts& texts_;
  Meaning* meaning_;
  const embed::Model* model_;
  WordMemo memo_;
  std::optional<embed::Encoder> encoder_;
  std::vector<float> vector_;
  std::vector<std::uint8_t> seen_;   ///< by token of the memo: whether the stretch has it
  std::vector<std::uint32_t> tokens_of_stretch_;
  CodeRuns runs_;
  std::vector<Span> definitions_;  ///< of the file being compared
};

}  // namespace cg::search
