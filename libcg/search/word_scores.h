#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libcg/search/path_terms.h"
#include "libcg/search/postings.h"
#include "libcg/search/question.h"
#include "libcg/search/ranking.h"
#include "libcg/search/search_index.h"

namespace cg::search {

/// What the words of a question say of files, and of the chunks of some of them. One question after the other; buffers are kept.
class WordScores {
 public:
  /// The index must outlive it.
  explicit WordScores(SearchIndex& index) : index_(index) {}

  void begin();
  /// Counts a token for every file that has it in its text or, as `given` says, in its path. Returns how rare it is.
  float add(const QueryToken& token, const std::vector<PathPosting>& given);
  /// Counts a token in the names that files define only, for `weight` at most: it stands for one that was asked for.
  void add_shortened(std::string_view token, float weight);
  /// How many files have any of the tokens.
  [[nodiscard]] std::size_t found() const;
  /// BM25F by file.
  [[nodiscard]] std::span<const float> files() const { return files_; }

  /// A file of which chunks are scored, and where their scores go: as many as it has chunks.
  struct Opened {
    FileId file = 0;
    FileColumn column;
    std::span<float> decayed, plain;
    std::string_view chunk_rows;  ///< SearchIndex::chunk_rows
  };
  /// Adds to the scores of the chunks of these files, which ascend.
  void score_chunks(std::span<const Opened> given);

 private:
  /// The list of a token.
  struct List {
    const QueryToken* token = nullptr;
    float rare = 0;
    std::vector<storage::Record> pieces;
    std::vector<std::size_t> ends;  ///< by piece: its runs end there
    std::vector<FileRun> runs;      ///< by file, as the tables number them
  };
  /// What a field's counts are multiplied with in a file: its weight by its length.
  using Factors = std::array<float, kTextFields>;
  const Factors& factors(FileId file);
  void score_run(const List& list, std::string_view bytes, const FileRun& run, const Opened& file);

  SearchIndex& index_;
  std::array<float, kTextFields> file_average_{}, chunk_average_{};
  std::vector<float> files_;
  std::vector<Factors> factors_;  ///< by file; zeros: not asked for yet. Densely, since every question meets thousands of them
  std::vector<float> lengths_;    ///< of neighbours, then their factors
  std::vector<List> lists_;       ///< those beyond are kept for their memory
  std::size_t used_ = 0;          ///< of lists_
};

}  // namespace cg::search
