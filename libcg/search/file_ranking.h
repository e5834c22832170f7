#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "libcg/search/meaning.h"
#include "libcg/search/neighbour_ranking.h"
#include "libcg/search/question.h"
#include "libcg/search/ranked_file.h"
#include "libcg/search/search_index.h"

namespace cg::search {

/// Reads the tables for one question after the other; buffers are kept.
class FileRanker {
 public:
  /// Without `meaning`, which must outlive it, every question is answered by words.
  explicit FileRanker(SearchIndex& index, Meaning* meaning = nullptr) : index_(index), meaning_(meaning), neighbours_(index) {}

  /// All files that have anything of the question. The best `wanted` come first, in order, equal scores by file; those behind them
  /// are in no order.
  [[nodiscard]] std::vector<RankedFile> rank(const Question& question, Mode mode, std::size_t wanted);
  /// The chunks of a file that answered the last question, best first.
  [[nodiscard]] std::vector<ScoredChunk> chunks_of(FileId file) const;

 private:
  struct Candidate {
    RankedFile ranked;
    FileColumn column;
    float stem_matched = 0;   ///< rarity of the matched parts of its name
    float stem_decayed = 0;   ///< decays of the words that are in its name
    float fuzzy = 0;
    float fuzzy_likeness = 0;      ///< of the token below, as counted so far
    std::uint32_t fuzzy_token = 0;
    bool whole_stem = false;
  };
  Candidate& candidate(FileId file);
  void add_text(const QueryToken& token, const std::vector<Posting>& postings, const std::vector<PathPosting>& paths, float rare);
  void add_stem(const Question& question, const QueryToken& token, const std::vector<PathPosting>& paths);
  void add_fuzzy_stems(const Question& question);
  void add_definitions(const Question& question);
  void add_definition(std::string_view name, float worth, bool sole);
  void add_words(const Question& question);
  void scan_all();
  void scan_likely();
  void add_meaning(Candidate& c);
  void gather_chunks();
  void combine(const Question& question, Mode mode);

  SearchIndex& index_;
  Meaning* meaning_;
  NeighbourRanker neighbours_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> slot_of_file_;     ///< by file; 0: no candidate, else its place plus one
  std::vector<float> decayed_, plain_;          ///< by chunk
  std::vector<float> rarity_;                   ///< by token of the question
  std::vector<float> cosines_;                  ///< by chunk; empty: not asked; -1: not compared
  float middle_ = 0;                            ///< the median of them: likeness begins above it
  float most_decayed_ = 0;
};

}  // namespace cg::search
