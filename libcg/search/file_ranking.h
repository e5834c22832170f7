#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "libcg/search/meaning.h"
#include "libcg/search/neighbour_ranking.h"
#include "libcg/search/question.h"
#include "libcg/search/ranked_file.h"
#include "libcg/search/search_index.h"
#include "libcg/search/word_scores.h"

namespace cg::search {

/// Which files a caller wants.
struct RankOptions {
  Mode mode = Mode::kHybrid;
  std::size_t wanted = 10;                    ///< so many answers
  std::function<bool(FileId)> among;          ///< only these; empty: all
  bool any_may_fail = false;                  ///< some answers will be thrown away, so that no file may be left out for being unlikely
};

/// Reads the tables for one question after the other; buffers are kept.
class FileRanker {
 public:
  /// Without `meaning`, which must outlive it, every question is answered by words.
  explicit FileRanker(SearchIndex& index, Meaning* meaning = nullptr)
      : index_(index), meaning_(meaning), words_(index), neighbours_(index) {}

  /// The files that have anything of the question, best first, equal scores by file; in large trees those only that may be among the
  /// best (ranking::kOpenedFiles).
  [[nodiscard]] std::vector<RankedFile> rank(const Question& question, const RankOptions& options);
  /// The chunks of a file that rank() has given which answered the question, best first, so many of them.
  [[nodiscard]] std::vector<ScoredChunk> chunks_of(FileId file, std::size_t most) const;
  /// The score of the first of these; 0 if there is none.
  [[nodiscard]] float best_chunk_of(FileId file) const;
  /// How rare the tokens of the last question are in the tree; empty if it was answered by meaning alone.
  [[nodiscard]] std::span<const float> rarities() const { return rarity_; }

 private:
  struct Candidate {
    RankedFile ranked;
    FileColumn column;
    std::uint32_t first = 0;       ///< place of its first chunk in what is kept by chunk
    float stem_matched = 0;        ///< rarity of the matched parts of its name
    float stem_decayed = 0;        ///< decays of the words that are in its name
    float fuzzy = 0;
    float fuzzy_likeness = 0;      ///< of the token below, as counted so far
    std::uint32_t fuzzy_token = 0;
    bool whole_stem = false;
  };
  Candidate& candidate(FileId file);
  void forget();
  void add_words(const Question& question);
  void add_stem(const Question& question, const QueryToken& token, const std::vector<PathPosting>& paths);
  void add_fuzzy_stems(const Question& question);
  void add_definitions(const Question& question);
  enum class Asked { kInSentence, kWord, kCapital, kIdentifier };  ///< a name: among others, or all of the question
  [[nodiscard]] bool is_meant(const graph::DefinitionRow& row, Asked asked) const;
  void add_definition(std::string_view name, float worth, Asked asked);
  void settle(const Question& question, Mode mode);
  void scan_all();
  void scan_likely();
  void choose(const RankOptions& options);
  void open_chunks();
  float prior(FileId file);
  [[nodiscard]] float meaning_of(std::span<const float> cosines) const;
  /// Its chunk number k.
  [[nodiscard]] ScoredChunk scored(const Candidate& c, std::uint32_t k) const;
  void combine();

  SearchIndex& index_;
  Meaning* meaning_;
  WordScores words_;
  NeighbourRanker neighbours_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> slot_of_file_;     ///< by file; 0: no candidate, else its place plus one
  std::vector<float> decayed_, plain_;          ///< by chunk of the candidates
  std::vector<char> rows_;                      ///< of the chunks of the candidates, in large trees
  std::vector<float> cosines_;                  ///< likewise; -1: not compared
  std::vector<float> all_cosines_;              ///< by chunk of the tree; empty: not asked
  std::vector<float> priors_;                   ///< by file; kUnknown: not asked for yet
  Mode priors_mode_ = Mode::kHybrid;            ///< for which they hold, and
  bool priors_native_ = false;                  ///< whether foreign files are behind in them
  std::vector<float> rarity_;                   ///< by token of the question
  std::vector<float> sample_, room_;            ///< for the median
  float middle_ = 0;                            ///< the median cosine: likeness begins above it
  float most_decayed_ = 0;
};

}  // namespace cg::search
